import { spawnSync } from "node:child_process";
import { access, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { inFolder } from "../unit/cli/run.ts";
import { writtenIn } from "../unit/documents.ts";

/** What the documents say of the built package. */

const root = join(import.meta.dirname, "../..");
const command = inject("command");

const texts = await Promise.all((["en", "zh"] as const).map(async (lang) => ({ lang, text: await writtenIn(lang) })));

describe.each(texts)("what is written in $lang", ({ lang, text }) => {
  test("tells the truth about the exit code of its first command", () =>
    inFolder(async (path) => {
      const argv = [command, "check", join(root, "fixtures/demo-county.xlsx"), "-o", path("gap.xlsx")];
      expect(spawnSync(process.execPath, argv).status).toBe(1);
      await access(path("gap.xlsx"));
      expect(text).toMatch(lang === "en" ? /ends with exit code 1,/ : /退出码是 1，/);
    }));

  test("has an example of the library that runs", async () => {
    const example = /^```js\n([\s\S]*?)^```$/m.exec(text)![1]!;
    // Beside the built package, whose own name it imports.
    const file = join(command, "../..", `example-${lang}.mjs`);
    await writeFile(file, example);
    try {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: root, encoding: "utf8" });
      expect(stderr).toBe("");
      expect(status).toBe(0);
      expect(stdout).toContain("R5");
      expect(stdout.trim().endsWith("fail true")).toBe(true);
    } finally {
      await rm(file);
    }
  });
});
