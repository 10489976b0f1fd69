import { spawnSync } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type ExcelJS from "exceljs";
import { expect, test } from "vitest";
import type { SchoolRow } from "../../../fixtures/county-rows.ts";
import { countyOf } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { TYPE_WORDS } from "../../../fixtures/words.ts";
import { History } from "../../../src/model/history.ts";
import { answersOf, fillForm, loadBook, readBook, schoolCell } from "../../unit/cli/returned-forms.ts";
import { inFolder } from "../../unit/cli/run.ts";
import { converted, hasOffice } from "../report/office.ts";
import { builtCommand } from "./built.ts";
import { KILLED_WRITING, killedAt } from "./killed.ts";

const command = builtCommand();

/** The command lines of a document about the year, as words, in their order. */
const commandsIn = async (name: string): Promise<string[][]> => {
  const text = await readFile(join(import.meta.dirname, "../../../docs", name), "utf8");
  return [...text.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].flatMap(([, block]) =>
    block!
      .trim()
      .split("\n")
      .map((line) => line.split(" ").slice(1)),
  );
};
const commandOf = (commands: readonly string[][], name: string, ...having: string[]): string[] =>
  commands.find((words) => words[0] === name && having.every((word) => words.some((each) => each.startsWith(word))))!;

test("both languages of the document give the same command lines", async () => {
  const bare = (commands: readonly string[][]) =>
    commands.map((words) =>
      words.map((word) => (/^-|^[a-z]+$|=/.test(word) ? word : word.replace(/^.*(?=[./:])/, ""))),
    );
  const [zh, en] = await Promise.all(["year.zh-CN.md", "year.md"].map(commandsIn));
  expect(bare(zh!)).toEqual(bare(en!));
});

const AREA = "教学及辅助用房面积";
const EQUIPMENT = "教学仪器设备值";
/** Far under what is asked, and far enough above it. */
const LITTLE = 300;
const PEOPLE = ["措施", "责任单位", "责任人职务", "完成时限", "进展", "备注"];

/** A sheet's rows as texts by their headings, which stand in the row that has 编号. */
const rowsOf = (sheet: ExcelJS.Worksheet): Map<string, string>[] => {
  let headings: string[] | null = null;
  const rows: Map<string, string>[] = [];
  sheet.eachRow((row) => {
    const texts: string[] = [];
    row.eachCell({ includeEmpty: true }, ({ text }, column) => {
      texts[column - 1] = text;
    });
    if (headings === null) {
      if (texts.includes("编号")) headings = texts;
    } else rows.push(new Map(headings.map((heading, at) => [heading, texts[at] ?? ""])));
  });
  return rows;
};
const ledgerRows = async (file: string, sheet = "台账") => rowsOf((await readBook(file)).getWorksheet(sheet)!);

test.skipIf(!hasOffice || process.platform === "win32")(
  "a bureau's year, played from the document's words, and killed at each writing",
  { timeout: 600_000 },
  () =>
    inFolder(async (path) => {
      const commands = await commandsIn("year.zh-CN.md");
      const qe = (words: readonly string[], env: Record<string, string> = {}) =>
        spawnSync(process.execPath, [command(), ...words], {
          cwd: path("."),
          encoding: "utf8",
          env: { ...process.env, ...env },
          maxBuffer: 1 << 28,
        });
      const bytesOf = (file: string): Promise<Buffer | null> => readFile(path(file)).catch(() => null);
      /** Killed at each step of writing a file, it leaves what was there, or nothing; then it runs to its end. */
      const play = async (words: readonly string[], writes: readonly string[], code: number, ...more: string[]) => {
        const before = await Promise.all(writes.map(bytesOf));
        for (const [name, step] of writes.length === 0 ? [] : KILLED_WRITING) {
          const killed = qe(words, { NODE_OPTIONS: killedAt(step) });
          expect([words[0], name, killed.signal]).toEqual([words[0], name, "SIGKILL"]);
          for (const [index, file] of writes.entries()) {
            const now = await bytesOf(file);
            expect(now === null ? null : now.equals(before[index] ?? Buffer.alloc(0)), `${file} ${name}`).toBe(
              before[index] === null ? null : true,
            );
          }
        }
        const { status, stdout, stderr } = qe([...words, ...more]);
        expect(status, `${words.join(" ")}\n${stderr}`).toBe(code);
        return stdout;
      };

      // Forms for 40 schools.
      const { schools } = countyOf(40);
      const template = commandOf(commands, "template", "--schools");
      const [roster, folder] = [template[2]!, template[4]!];
      await writeFile(
        path(roster),
        await workbookBytes([
          {
            name: "名单",
            rows: [
              ["学校标识码", "学校名称", "办学类型"],
              ...schools.map(({ code, name, type }) => [code, name, TYPE_WORDS[type]]),
            ],
          },
        ]),
      );
      const formOf = ({ code, name }: SchoolRow): string => `${folder}${code}-${name}.xlsx`;
      await play(template, [formOf(schools[0]!)], 0);
      expect(await readdir(path(folder))).toHaveLength(40);

      // They come back: three are missing, two came twice and differ, six lack rooms or equipment.
      const short = schools.filter(({ type }) => type === "primary").slice(5, 11);
      const [poor, bare] = [short.slice(0, 4), short.slice(4)];
      for (const school of schools) {
        const lacks = poor.includes(school) ? { [AREA]: LITTLE } : bare.includes(school) ? { [EQUIPMENT]: LITTLE } : {};
        await fillForm(path(formOf(school)), { ...answersOf(school), ...lacks });
      }
      const rest = schools.filter((school) => !short.includes(school));
      const [missing, twice] = [rest.slice(0, 3), rest.slice(3, 5)];
      await mkdir(path("未到"));
      for (const school of missing) await rename(path(formOf(school)), path(`未到/${basename(formOf(school))}`));
      for (const school of twice) {
        const other = Number(answersOf(school)[EQUIPMENT]) + 1;
        await fillForm(path(formOf(school)), { [EQUIPMENT]: other }, path(`${folder}又-${school.code}.xlsx`));
      }
      const collect = commandOf(commands, "collect");
      const county = collect[collect.indexOf("-o") + 1]!;
      const first = JSON.parse(await play(collect, [], 1, "--format", "json"));
      expect(first.missing.map(({ code }: SchoolRow) => code)).toEqual(missing.map(({ code }) => code));
      expect(new Set(first.differences.map(({ school }: { school: SchoolRow }) => school.code))).toEqual(
        new Set(twice.map(({ code }) => code)),
      );

      // Each school with problems gets its own back; the two send theirs in again, and the three theirs.
      expect(qe(["validate", county, "--one-per-school", "退回"]).status).not.toBe(4);
      const returned = await readdir(path("退回"));
      for (const { code, name } of twice) {
        const back = returned.find((file) => file.includes(code!))!;
        await rm(path(`${folder}又-${code}.xlsx`));
        const school = schools.find((each) => each.name === name)!;
        await fillForm(
          path(`退回/${back}`),
          { [EQUIPMENT]: Number(answersOf(school)[EQUIPMENT]) },
          path(formOf(school)),
        );
      }
      for (const school of missing) await rename(path(`未到/${basename(formOf(school))}`), path(formOf(school)));
      const second = JSON.parse(await play(collect, [county], 0, "--format", "json"));
      expect([second.replied, second.missing, second.differences]).toEqual([40, [], []]);

      // The county's own sheet, then the audit, the plan and the ledger.
      const fillProfile = async (year: number): Promise<void> => {
        const book = await readBook(path(county));
        const profile: Record<string, string | number> = {
          区县名称: "万山县",
          行政区划代码: "990201",
          数据年份: year,
          填报日期: `${year}-12-10`,
        };
        book.getWorksheet("县情")!.eachRow((row) => {
          const label = String(row.getCell(1).value ?? "").replace(/\*$/, "");
          if (profile[label] !== undefined) row.getCell(2).value = profile[label];
        });
        await writeFile(path(county), new Uint8Array(await book.xlsx.writeBuffer()));
      };
      await fillProfile(2025);
      await play(["check", county, "-o", "gap.xlsx", "--quiet"], [], 1);
      const plan = commandOf(commands, "plan", "plan.json");
      // G6 cannot be judged of this county: what it costs is not in the plan.
      await play(plan, ["plan.json"], 2);
      const open = commandOf(commands, "ledger", "--plan");
      const ledger = open[open.indexOf("--ledger") + 1]!;
      await play(open, [ledger], 1);
      const opened = await ledgerRows(path(ledger));
      const ofSchool = (rows: readonly Map<string, string>[], { name }: SchoolRow, item: RegExp) =>
        rows.find((row) => row.get("学校") === name && item.test(row.get("指标")!));
      for (const school of poor) expect(ofSchool(opened, school, /^R4/)!.get("措施")).not.toBe("");

      // Half the rows are worked on by hand, and LibreOffice writes the file.
      const book = await loadBook(path(ledger));
      const sheet = book.getWorksheet("台账")!;
      const headings = sheet.getRow(4).values as string[];
      const typed = new Map<string, Map<string, string>>();
      const id = headings.indexOf("编号");
      for (let row = 5; row <= sheet.rowCount; row += 2) {
        const key = String(sheet.getCell(row, id).value);
        typed.set(
          key,
          new Map(PEOPLE.map((column) => [column, column === "完成时限" ? "2026-08-31" : `${column}${row}`])),
        );
        for (const [column, text] of typed.get(key)!) sheet.getCell(row, headings.indexOf(column)).value = text;
      }
      expect(typed.size).toBeGreaterThanOrEqual(3);
      await writeFile(path(ledger), converted(new Uint8Array(await book.xlsx.writeBuffer()), "xlsx", "xlsx"));
      const chart = commandOf(commands, "ledger", "wallchart:");
      const drawn = chart.at(-1)!.replace("wallchart:", "");
      await play(chart, [drawn], 1);
      expect(await readFile(path(drawn), "utf8")).toContain("2026-08-31");

      // The year goes into the bureau's store; next term two schools have their rooms, one its equipment, one lost both.
      const store = commandOf(commands, "history")[1]!;
      await mkdir(path(store));
      await copyFile(path(county), path(`${store}2025.xlsx`));
      const mended = [poor[0]!, poor[1]!, bare[0]!];
      for (const school of mended)
        await fillForm(path(formOf(school)), answersOf(school), path(formOf(school)), "2026-11-01T08:00:00Z");
      const fallen = rest.find(
        (school) => school.type === "primary" && !missing.includes(school) && !twice.includes(school),
      )!;
      await fillForm(
        path(formOf(fallen)),
        { [AREA]: LITTLE, [EQUIPMENT]: LITTLE },
        path(formOf(fallen)),
        "2026-11-01T08:00:00Z",
      );
      await play(collect, [], 0);
      expect(schoolCell(await readBook(path(county)), mended[0]!.name!, AREA).value).toBe(answersOf(mended[0]!)[AREA]);
      await fillProfile(2026);
      const update = commandOf(commands, "ledger", "--ledger", ledger).filter((word) => !/plan/.test(word));
      const account = JSON.parse(await play(update, [ledger], 1, "--format", "json"));
      expect(account.counts.new).toBeGreaterThan(0);
      // LibreOffice once more: what the program left must be what an office reads.
      await writeFile(path(ledger), converted(await readFile(path(ledger)), "xlsx", "xlsx"));
      const after = await ledgerRows(path(ledger));
      const byId = new Map(after.map((row) => [row.get("编号")!, row]));
      for (const [key, texts] of typed) {
        for (const [column, text] of texts) expect(byId.get(key)!.get(column), `${key} ${column}`).toBe(text);
      }
      for (const [school, item] of [
        ...mended.slice(0, 2).map((each) => [each, /^R4/] as const),
        [mended[2]!, /^R6/] as const,
      ]) {
        const row = ofSchool(after, school, item)!;
        expect([row.get("状态"), row.get("销号日期")]).toEqual(["已销号", "2026-12-10"]);
      }
      for (const school of poor.slice(2)) expect(ofSchool(after, school, /^R4/)!.get("状态")).toMatch(/未销号|逾期/);
      expect(ofSchool(after, fallen, /^R4/)!.get("状态")).toBe("新增");
      const closed = await ledgerRows(path(ledger), "已销号");
      const closedIds = closed.map((row) => row.get("编号")).filter((each) => each !== "");
      expect(new Set(closedIds)).toEqual(
        new Set(after.flatMap((row) => (row.get("状态") === "已销号" ? [row.get("编号")] : []))),
      );
      for (const row of closed) {
        for (const [column, text] of typed.get(row.get("编号")!) ?? []) expect(row.get(column)).toBe(text);
      }

      // Two years side by side.
      await copyFile(path(county), path(`${store}2026.xlsx`));
      const history = commandOf(commands, "history");
      const outputs = history.filter((word) => /\.(xlsx|html)$/.test(word));
      const years = History.parse(JSON.parse(await play(history, outputs, 0, "--format", "json")));
      expect(years.years.map(({ year }) => year)).toEqual([2025, 2026]);
      const changed = (change: string) =>
        new Set(years.units.flatMap((unit) => (unit.change === change ? [unit.school.name] : [])));
      expect(changed("rise")).toEqual(new Set(mended.map(({ name }) => name)));
      expect(changed("fall")).toEqual(new Set([fallen.name]));
      expect(changed("missing")).toEqual(new Set());
      expect(await readFile(path(outputs.find((file) => file.endsWith(".html"))!), "utf8")).toContain("<svg");
      // Nothing that was killed is left among the forms.
      expect((await readdir(path(folder))).filter((file) => file.endsWith(".tmp"))).toEqual([]);
    }),
);
