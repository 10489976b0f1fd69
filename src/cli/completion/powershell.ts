import type { Completed, CompletedOption } from "./words.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const list = (words: readonly string[]): string => `@(${words.map(quoted).join(", ")})`;

const tableOf = (options: readonly CompletedOption[], indent: string): string[] =>
  options.flatMap(({ flags, description, value }) =>
    flags.map(
      (flag) =>
        `${indent}[pscustomobject]@{ Name = ${quoted(flag)}; Text = ${quoted(description)}; Takes = $${value !== null}; Words = ${list(value?.words ?? [])} }`,
    ),
  );

/**
 * The script that has PowerShell complete the command. Where nothing is offered, PowerShell completes files, as it does
 * everywhere.
 */
export const powershellCompletion = ({ common, commands }: Completed): string =>
  [
    "# PowerShell completion of qe-audit",
    "Register-ArgumentCompleter -Native -CommandName 'qe-audit' -ScriptBlock {",
    "  param($wordToComplete, $commandAst, $cursorPosition)",
    "  $common = @(",
    ...tableOf(common, "    "),
    "  )",
    "  $commands = [ordered]@{",
    ...commands.flatMap(({ name, description, options, arguments: places }) => [
      `    ${quoted(name)} = @{`,
      `      Text = ${quoted(description)}`,
      `      Words = ${list(places.flatMap(({ words }) => words))}`,
      "      Options = @(",
      ...tableOf(options, "        "),
      "      )",
      "    }",
    ]),
    "  }",
    "  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })",
    "  $name = $words | Where-Object { $commands.Contains($_) } | Select-Object -First 1",
    "  $options = if ($name) { $commands[$name].Options + $common } else { $common }",
    "  $before = if ($words.Count -gt 0) { $words[-1] } else { '' }",
    // -ceq: PowerShell takes -v for -V otherwise.
    "  $taking = $options | Where-Object { $_.Takes -and $_.Name -ceq $before } | Select-Object -First 1",
    "  $offers = if ($taking) { $taking.Words | ForEach-Object { [pscustomobject]@{ Name = $_; Text = $_ } } }",
    "    elseif ($wordToComplete.StartsWith('-')) { $options }",
    "    elseif (-not $name) { $commands.Keys | ForEach-Object { [pscustomobject]@{ Name = $_; Text = $commands[$_].Text } } }",
    "    else { $commands[$name].Words | ForEach-Object { [pscustomobject]@{ Name = $_; Text = $_ } } }",
    '  $offers | Where-Object { $_.Name -clike "$wordToComplete*" } | ForEach-Object {',
    "    [System.Management.Automation.CompletionResult]::new($_.Name, $_.Name, 'ParameterValue', $_.Text)",
    "  }",
    "}",
    "",
  ].join("\n");
