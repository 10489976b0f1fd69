import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { countyOf } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { TYPE_WORDS } from "../../../fixtures/words.ts";
import { answersOf, fillForm, loadBook, schoolCell } from "../../unit/cli/returned-forms.ts";
import { inFolder, run } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";
import { KILLED_WRITING, killedAt } from "./killed.ts";

const command = builtCommand();

test.skipIf(process.platform === "win32").each(KILLED_WRITING)(
  "a collection that is killed %s leaves the workbook whole",
  (_name, step) =>
    inFolder(async (path) => {
      const { schools } = countyOf(3);
      const [first] = schools as [(typeof schools)[0]];
      const rows = [
        ["学校标识码", "学校名称", "办学类型"],
        ...schools.map(({ code, name, type }) => [code, name, TYPE_WORDS[type]]),
      ];
      await writeFile(path("名单.xlsx"), await workbookBytes([{ name: "名单", rows }]));
      await run(["template", "--schools", path("名单.xlsx"), "-o", path("填报表")]);
      const formOf = ({ code, name }: typeof first): string => path(`填报表/${code}-${name}.xlsx`);
      for (const school of schools) await fillForm(formOf(school), answersOf(school));
      const argv = [
        command(),
        "collect",
        path("填报表"),
        "-o",
        path("county.xlsx"),
        "--roster",
        path("名单.xlsx"),
        "--quiet",
      ];
      expect(spawnSync(process.execPath, argv).status).toBe(0);
      const before = await readFile(path("county.xlsx"));

      await fillForm(formOf(first), { 建校年份: 1999 });
      const killed = spawnSync(process.execPath, argv, { env: { ...process.env, NODE_OPTIONS: killedAt(step) } });
      expect(killed.signal).toBe("SIGKILL");
      expect(await readFile(path("county.xlsx"))).toEqual(before);

      expect(spawnSync(process.execPath, argv).status).toBe(0);
      expect(schoolCell(await loadBook(path("county.xlsx")), first.name!, "建校年份").value).toBe(1999);
      expect((await readdir(path("."))).sort()).toEqual(["county.xlsx", "名单.xlsx", "填报表"].sort());
    }),
);
