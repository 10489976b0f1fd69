import { describe, expect, test } from "vitest";
import { DEMO, inFolder, run } from "../../unit/cli/run.ts";

describe.each(["zh", "en"])("a gap report in %s given for a workbook", (lang) => {
  test.each([["check"], ["validate"], ["form"]])(
    "is refused by %s: it holds figures, and is no county's workbook",
    (command) =>
      inFolder(async (path) => {
        await run(["check", DEMO, "-o", path("gap.xlsx"), "--lang", lang]);
        const output = command === "form" ? ["-o", path("form.xlsx")] : [];
        const { code, stdout, stderr } = await run([command, path("gap.xlsx"), ...output]);
        expect([code, stdout]).toEqual([3, ""]);
        expect(stderr.trim().split("\n")).toHaveLength(1);
        expect(stderr).toMatch(/差距报告/);
      }),
  );
});
