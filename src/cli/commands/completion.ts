import type { CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import { choiceOf } from "../options.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

export const completion: CommandDefinition = {
  name: "completion",
  summary: { zh: "让 Shell 补全命令和选项的脚本", en: "a script by which a shell completes commands and options" },
  description: [
    {
      zh: "输出一段脚本，让 Shell 按 Tab 补全命令、选项、标准的 ID 和可选的词。程序更新后重新生成。",
      en: "Prints a script by which the Tab key completes commands, options, ids of standards and words to choose from. Make it again after an update of the program.",
    },
  ],
  arguments: [
    {
      name: "shell",
      required: true,
      choices: SHELLS,
      words: { zh: "bash、zsh、fish 或 powershell", en: "bash, zsh, fish or powershell" },
    },
  ],
  options: [],
  examples: [
    {
      line: "source <(qe-audit completion bash)",
      words: { zh: "bash：写进 ~/.bashrc", en: "bash: a line of ~/.bashrc" },
    },
    {
      line: "source <(qe-audit completion zsh)",
      words: { zh: "zsh：写进 ~/.zshrc，放在 compinit 之后", en: "zsh: a line of ~/.zshrc, after compinit" },
    },
    {
      line: "qe-audit completion fish > ~/.config/fish/completions/qe-audit.fish",
      words: { zh: "fish", en: "fish" },
    },
    {
      line: "qe-audit completion powershell | Out-String | Invoke-Expression",
      words: { zh: "PowerShell：写进 $PROFILE", en: "PowerShell: a line of $PROFILE" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已输出", en: "printed" } },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run({ commands, print, lang }, [written = ""]) {
    const shell = choiceOf("shell", SHELLS, written, "completion");
    const { completed } = await import("../completion/words.ts");
    const all = await completed(commands, lang);
    switch (shell) {
      case "bash":
        await print((await import("../completion/bash.ts")).bashCompletion(all));
        break;
      case "zsh":
        await print((await import("../completion/zsh.ts")).zshCompletion(all));
        break;
      case "fish":
        await print((await import("../completion/fish.ts")).fishCompletion(all));
        break;
      case "powershell":
        await print((await import("../completion/powershell.ts")).powershellCompletion(all));
        break;
    }
    return EXIT.met;
  },
};
