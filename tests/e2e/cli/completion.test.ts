import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { inFolder, run } from "../../unit/cli/run.ts";

const has = (shell: string): boolean => spawnSync(shell, ["--version"]).status === 0;
const scriptOf = async (shell: string): Promise<string> => (await run(["completion", shell])).stdout;

/** What bash completes to at the end of a command line, of which the last word may be empty. */
const inBash = (words: readonly string[]): Promise<string[]> =>
  inFolder(async (path) => {
    await writeFile(path("completion.bash"), await scriptOf("bash"));
    await writeFile(path("我的 县.xlsx"), "");
    const script = [
      "set -u",
      `source ${path("completion.bash")}`,
      "complete -p qe-audit >/dev/null || exit 9",
      'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()',
      "_qe_audit",
      `for word in "\${COMPREPLY[@]+"\${COMPREPLY[@]}"}"; do printf "%s\\n" "$word"; done`,
    ].join("\n");
    const ran = spawnSync("bash", ["--norc", "-c", script, "bash", "qe-audit", ...words], {
      cwd: path("."),
      encoding: "utf8",
    });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    return ran.stdout.split("\n").filter((line) => line !== "");
  });

describe.runIf(has("bash"))("in bash", () => {
  test.each([
    [["ch"], ["check"]],
    [
      ["--lang", ""],
      ["zh", "en"],
    ],
    [["--lang", "en", "expl"], ["explain"]],
    [
      ["check", "--fail-on", ""],
      ["fail", "unknown", "never"],
    ],
    [["check", "--fail-on", "=", "ne"], ["never"]],
    [["check", "--wat"], ["--watch"]],
    [["check", "-s", "basic"], ["basic-balance-2012"]],
    [
      ["explain", "G1"],
      ["G1", "G10", "G11", "G12", "G13", "G14", "G15"],
    ],
    // After the indicator comes a workbook, whatever its name.
    [["explain", "G1", "我"], ["我的 县.xlsx"]],
    [["check", "我"], ["我的 县.xlsx"]],
    [["check", "--as-of", "2025-12-31", "我"], ["我的 县.xlsx"]],
    [["completion", "p"], ["powershell"]],
    [["help", "comp"], ["completion"]],
    [["check", "--nothing-like-it"], []],
  ])("%j", async (words, expected) => {
    expect(await inBash(words)).toEqual(expected);
  });
});

describe("the script's syntax", () => {
  test.each([
    ["bash", ["-n"]],
    ["zsh", ["-n"]],
    ["fish", ["--no-execute"]],
  ])("%s", (shell, args) => {
    if (!has(shell)) return;
    return inFolder(async (path) => {
      await writeFile(path("script"), await scriptOf(shell));
      const { status, stderr } = spawnSync(shell, [...args, path("script")], { encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
    });
  });
});

describe.runIf(has("fish"))("in fish", () => {
  test.each([
    ["qe-audit ch", ["check"]],
    ["qe-audit check --fail-on ", ["fail", "never", "unknown"]],
    ["qe-audit completion ", ["bash", "fish", "powershell", "zsh"]],
  ])("%s", (line, expected) =>
    inFolder(async (path) => {
      await writeFile(path("script"), await scriptOf("fish"));
      const { stdout } = spawnSync("fish", ["-c", `source ${path("script")}; complete -C "${line}"`], {
        cwd: path("."),
        encoding: "utf8",
      });
      expect(stdout.split("\n").flatMap((each) => (each === "" ? [] : [each.split("\t")[0]]))).toEqual(expected);
    }),
  );
});
