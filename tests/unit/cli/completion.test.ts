import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/cli/commands/index.ts";
import { completed } from "../../../src/cli/completion/words.ts";
import { STANDARDS } from "../../../src/standard/index.ts";
import { run } from "./run.ts";

describe("completion", () => {
  test.each(["bash", "zsh", "fish", "powershell"])(
    "%s offers every command and option, and every id of a standard",
    async (shell) => {
      const { code, stdout, stderr } = await run(["completion", shell]);
      expect([code, stderr]).toEqual([0, ""]);
      for (const { name, options } of COMMANDS) {
        expect(stdout).toContain(name);
        for (const { flags } of options) {
          const [long] = /--[a-z-]+/.exec(flags)!;
          expect(stdout).toContain(shell === "fish" ? `-l ${long.slice(2)}` : long);
        }
      }
      for (const id of Object.keys(STANDARDS)) expect(stdout).toContain(id);
      expect((await run(["completion", shell])).stdout).toBe(stdout);
    },
  );

  test("tells what each option takes: words, a file, a folder, or nothing", async () => {
    const { commands } = await completed(COMMANDS, "en");
    const takes = (command: string, flag: string) =>
      commands.find(({ name }) => name === command)!.options.find(({ flags }) => flags.includes(flag))!.value;
    expect(takes("check", "--fail-on")).toEqual({ words: ["fail", "unknown", "never"], path: null });
    expect(takes("check", "--quiet")).toBeNull();
    expect(takes("check", "--waivers")).toEqual({ words: [], path: "file" });
    expect(takes("check", "-o")).toEqual({ words: [], path: "file" });
    expect(takes("batch", "-o")).toEqual({ words: [], path: "folder" });
    expect(takes("check", "-s")).toEqual({ words: Object.keys(STANDARDS), path: "file" });
    // What is binary cannot be printed.
    expect(takes("check", "--format")!.words).not.toContain("xlsx");
    expect(takes("plan", "--format")!.words).toEqual(["terminal", "json", "markdown", "html"]);
  });

  test("refuses another shell with the nearest", async () => {
    const { code, stdout, stderr } = await run(["completion", "bsh"]);
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toContain("是不是 “bash”？");
  });
});
