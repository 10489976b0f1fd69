import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import type ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { openPromise } from "yauzl";
import { countyOf } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { TYPE_WORDS } from "../../../fixtures/words.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { answersOf, fillForm, loadBook, readBook, schoolCell, schoolNames } from "../../unit/cli/returned-forms.ts";
import { inFolder, run } from "../../unit/cli/run.ts";

type Path = (name: string) => string;

const FOUR = countyOf(4).schools;
const [FIRST, SECOND] = FOUR as [(typeof FOUR)[0], (typeof FOUR)[0]];
const PUPILS = (school: (typeof FOUR)[0]): string =>
  school.stages.primary === undefined ? "初中在校生数" : "小学在校生数";
const pupilsOf = (school: (typeof FOUR)[0]): number => answersOf(school)[PUPILS(school)] as number;

const rosterBytes = (schools: typeof FOUR): Promise<Uint8Array> =>
  workbookBytes([
    {
      name: "名单",
      rows: [
        ["学校标识码", "学校名称", "办学类型"],
        ...schools.map(({ code, name, type }) => [code, name, TYPE_WORDS[type]]),
      ],
    },
  ]);

/** Forms of the roster's schools, filled in by all of them. */
const returned = async (path: Path, schools = FOUR): Promise<void> => {
  await writeFile(path("名单.xlsx"), await rosterBytes(schools));
  expect((await run(["template", "--schools", path("名单.xlsx"), "-o", path("填报表")])).code).toBe(0);
  for (const school of schools) await fillForm(formOf(path, school), answersOf(school));
};
const formOf = (path: Path, { code, name }: (typeof FOUR)[0]): string => path(`填报表/${code}-${name}.xlsx`);

const collect = (path: Path, ...more: string[]) => run(["collect", path("填报表"), "-o", path("county.xlsx"), ...more]);
const withRoster = (path: Path, ...more: string[]) => collect(path, "--roster", path("名单.xlsx"), ...more);
const county = (path: Path) => readBook(path("county.xlsx"));

/** Rows of 来源 as texts, below its headings. */
const sourcesIn = (book: ExcelJS.Workbook): string[][] => {
  const rows: string[][] = [];
  book.getWorksheet("来源")!.eachRow((row, number) => {
    if (number > 4) rows.push([1, 2, 3, 4, 5, 6, 7, 8].map((column) => String(row.getCell(column).value ?? "")));
  });
  return rows;
};

/** The parts of a package as they are packed. */
const partsOf = async (file: string): Promise<Map<string, Buffer>> => {
  const zip = await openPromise(file);
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts.set(entry.fileName, Buffer.concat(pieces));
  }
  zip.close();
  return parts;
};

const change = async (file: string, edit: (book: ExcelJS.Workbook) => void): Promise<void> => {
  const book = await loadBook(file);
  edit(book);
  await writeFile(file, new Uint8Array(await book.xlsx.writeBuffer()));
};

/** A folder with returned forms, made once: each test works in a copy. */
let prepared: Map<string, Buffer>;
beforeAll(() =>
  inFolder(async (path) => {
    await returned(path);
    prepared = new Map([["名单.xlsx", await readFile(path("名单.xlsx"))]]);
    for (const name of await readdir(path("填报表")))
      prepared.set(`填报表/${name}`, await readFile(path(`填报表/${name}`)));
  }),
);
const inReturns = (work: (path: Path) => Promise<void>): Promise<void> =>
  inFolder(async (path) => {
    await mkdir(path("填报表"));
    for (const [name, bytes] of prepared) await writeFile(path(name), bytes);
    await work(path);
  });

describe("collect", () => {
  test("puts every school's figures where the template has them, and says where each came from", () =>
    inReturns(async (path) => {
      const { code, stdout, stderr } = await withRoster(path);
      expect([code, stderr]).toEqual([0, `已写出 ${path("county.xlsx")}\n`]);
      expect(stdout).toContain("读了 4 份回表：4 所学校中 4 所已交，0 所未交");
      const book = await county(path);
      expect(schoolNames(book)).toEqual(FOUR.map(({ name }) => name));
      for (const school of FOUR) {
        for (const [item, value] of Object.entries(answersOf(school))) {
          expect(schoolCell(book, school.name!, item).value ?? null, `${school.name} ${item}`).toBe(value);
        }
      }
      const sources = sourcesIn(book);
      const own = sources.find((row) => row[1] === FIRST.name && row[2] === PUPILS(FIRST))!;
      expect(own.slice(0, 5)).toEqual([
        FIRST.code,
        FIRST.name,
        PUPILS(FIRST),
        String(pupilsOf(FIRST)),
        `${FIRST.code}-${FIRST.name}.xlsx`,
      ]);
      const type = sources.find((row) => row[1] === FIRST.name && row[2] === "办学类型")!;
      expect(type.slice(3, 7)).toEqual([TYPE_WORDS[FIRST.type], "名单.xlsx", "名单!C2", "采用"]);
      expect(own[5]).toMatch(/^学校填报表!C\d+$/);
      expect(own[7]).toBe(`学校!${schoolCell(book, FIRST.name!, PUPILS(FIRST)).address}`);
      const form = await loadBook(formOf(path, FIRST));
      expect(form.worksheets[0]!.getCell(own[5]!.split("!")[1]!).value).toBe(pupilsOf(FIRST));
    }));

  test("is judged as the same figures in one workbook are", () =>
    inReturns(async (path) => {
      await withRoster(path);
      const plain = { ...countyOf(4), schools: FOUR.map((school) => ({ ...school, rooms: null, classList: null })) };
      await writeFile(path("plain.xlsx"), await workbookBytes(nativeSheets(plain)));
      const unitsOf = async (file: string) => {
        const { stdout } = await run(["check", path(file), "--as-of", "2025-12-31", "--format", "json"]);
        const result = JSON.parse(stdout);
        return {
          units: result.units,
          left: result.source.reading.account.filter((each: { became: string }) => each.became === "left-over"),
        };
      };
      const collected = await unitsOf("county.xlsx");
      const direct = await unitsOf("plain.xlsx");
      const figures = (units: readonly object[]) =>
        JSON.stringify(units).replaceAll(/"(\w*[cC]ell)":"[^"]*"/g, '"$1":""');
      expect(collected.left).toEqual([]);
      expect(collected.units.length).toBeGreaterThan(3);
      expect(figures(collected.units)).toBe(figures(direct.units));
    }));

  test("is the same every time, and writes nothing where nothing changed", () =>
    inReturns(async (path) => {
      await withRoster(path);
      const before = await readFile(path("county.xlsx"));
      const again = await withRoster(path);
      expect([again.code, again.stderr]).toEqual([0, `${path("county.xlsx")} 没有变化\n`]);
      expect(await readFile(path("county.xlsx"))).toEqual(before);
      await rm(path("county.xlsx"));
      await withRoster(path);
      expect(await readFile(path("county.xlsx"))).toEqual(before);
    }));

  test("names who has not replied, whom no audit then misses, and takes the reply when it comes", () =>
    inReturns(async (path) => {
      await rename(formOf(path, FIRST), path("later.xlsx"));
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout).toContain("4 所学校中 3 所已交，1 所未交");
      expect(stdout).toMatch(new RegExp(`还没有交的学校\\n─+\\n\\? ${FIRST.name}（${FIRST.code}）`));
      expect(schoolNames(await county(path))[0]).toBe(FIRST.name);
      const checked = await run(["check", path("county.xlsx"), "--as-of", "2025-12-31", "--format", "json"]);
      const result = JSON.parse(checked.stdout);
      expect(
        result.findings.filter((each: { subject: { name: string } }) => each.subject.name === FIRST.name).length,
      ).toBeGreaterThan(0);
      expect(
        result.findings.filter(
          ({ subject, status }: { subject: { name: string }; status: string }) =>
            subject.name === FIRST.name && status === "pass",
        ),
      ).toEqual([]);
      await rename(path("later.xlsx"), formOf(path, FIRST));
      expect((await withRoster(path)).code).toBe(0);
      expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBe(pupilsOf(FIRST));
      expect(schoolNames(await county(path))).toEqual(FOUR.map(({ name }) => name));
    }));

  test("takes no figure that two replies give differently, until one is chosen", () =>
    inReturns(async (path) => {
      const second = path("填报表/又一份.xlsx");
      const other = pupilsOf(FIRST) - 1;
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: other }, second, "2025-11-20T08:00:00Z");
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout).toContain("同一所学校的几份回表互相矛盾");
      expect(stdout).toContain(`${PUPILS(FIRST)}：`);
      expect(stdout.replaceAll(/\s/g, "")).toMatch(new RegExp(`又一份\\.xlsx学校填报表!C\\d+为${other}`));
      const book = await county(path);
      expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).value).toBeNull();
      expect(schoolCell(book, FIRST.name!, "教学仪器设备值").value).toBe(answersOf(FIRST).教学仪器设备值);
      expect(sourcesIn(book).filter((row) => row[1] === FIRST.name && row[6] === "互相矛盾，未采用")).toHaveLength(2);

      // The one that was saved last, for as long as it is asked for.
      const newest = await withRoster(path, "--prefer", "newest");
      expect(newest.code).toBe(0);
      expect(newest.stdout).toContain(`采用 ${other}`);
      expect(newest.stdout).not.toContain("没有采用");
      expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBe(other);
      await withRoster(path);
      expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBeNull();

      // By hand, for good.
      await change(path("county.xlsx"), (edited) => {
        schoolCell(edited, FIRST.name!, PUPILS(FIRST)).value = pupilsOf(FIRST);
      });
      for (let round = 0; round < 2; round++) {
        expect((await withRoster(path)).code).toBe(0);
        const chosen = await county(path);
        expect(schoolCell(chosen, FIRST.name!, PUPILS(FIRST)).value).toBe(pupilsOf(FIRST));
        expect(sourcesIn(chosen).find((row) => row[1] === FIRST.name && row[2] === PUPILS(FIRST))![6]).toBe("人工选定");
      }
    }));

  test("joins two replies by their name alone only as far as they agree: they may be two schools", () =>
    inReturns(async (path) => {
      const other = pupilsOf(FIRST) - 1;
      const second = path("填报表/又一份.xlsx");
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: other }, second, "2025-11-20T08:00:00Z");
      await change(second, (book) => {
        book.worksheets[0]!.getCell("C6").value = null;
      });
      for (const more of [[], ["--prefer", "newest"]]) {
        for (const roster of [[], ["--roster", path("名单.xlsx")]]) {
          const { code, stdout } = await collect(path, ...more, ...roster);
          expect(code).toBe(1);
          const told = stdout.replaceAll(/\s/g, "");
          expect(told).toContain("若是两所同名学校，请在各自的表中填学校标识码");
          expect(told).toContain("又一份.xlsx");
          expect(told).not.toContain("--prefernewest");
          const book = await county(path);
          expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).value).toBeNull();
          expect(schoolCell(book, FIRST.name!, "教学仪器设备值").value).toBe(answersOf(FIRST).教学仪器设备值);
        }
      }
      // Of different types they are two.
      await change(second, (book) => {
        book.worksheets[0]!.getCell("C8").value = FIRST.type === "junior" ? "小学" : "初级中学";
      });
      for (const more of [[], ["--prefer", "newest"], ["--roster", path("名单.xlsx")]]) {
        const { code, stdout } = await collect(path, ...more);
        expect(code).toBe(1);
        const told = stdout.replaceAll(/\s/g, "");
        expect(told).toContain("办学类型不同：都没有采用");
        for (const file of ["又一份.xlsx", `${FIRST.code}-${FIRST.name}.xlsx`])
          expect(told).toContain(`${file}学校填报表!`);
        const book = await county(path);
        for (const item of [PUPILS(FIRST), "教学仪器设备值"])
          expect(schoolCell(book, FIRST.name!, item).value).toBeNull();
        expect(schoolNames(book).filter((name) => name === FIRST.name)).toHaveLength(1);
      }
      await rm(second);
      expect((await withRoster(path)).code).toBe(0);
    }));

  test("cannot tell the newest of two that were saved at one time", () =>
    inReturns(async (path) => {
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: 1 }, path("填报表/又一份.xlsx"));
      const { code, stdout } = await withRoster(path, "--prefer", "newest");
      expect(code).toBe(1);
      expect(stdout.replaceAll(/\s/g, "")).toContain("分不出哪份最新");
      expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBeNull();
    }));

  test("keeps what was changed by hand in the workbook and says so; an emptied cell takes the reply's again", () =>
    inReturns(async (path) => {
      await withRoster(path);
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, PUPILS(FIRST)).value = 5;
        schoolCell(book, SECOND.name!, PUPILS(SECOND)).value = null;
      });
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path);
        expect(code).toBe(1);
        expect(stdout).toContain("手工改过、与回表不同");
        expect(stdout.includes("手工清空过")).toBe(round === 0);
        const book = await county(path);
        expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).value).toBe(5);
        expect(schoolCell(book, SECOND.name!, PUPILS(SECOND)).value).toBe(pupilsOf(SECOND));
      }
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, PUPILS(FIRST)).value = null;
      });
      expect((await withRoster(path)).code).toBe(0);
      expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBe(pupilsOf(FIRST));
    }));

  test("follows a school that corrects its form, and rows that people sorted", () =>
    inReturns(async (path) => {
      await withRoster(path);
      await change(path("county.xlsx"), (book) => {
        const sheet = book.getWorksheet("学校")!;
        const rows = [3, 4, 5, 6].map((row) => sheet.getRow(row).values as ExcelJS.CellValue[]);
        rows.reverse().forEach((values, at) => {
          sheet.getRow(3 + at).values = values;
        });
      });
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: pupilsOf(FIRST) - 1, 教学仪器设备值: null });
      const { code, stdout } = await withRoster(path);
      expect(stdout).toContain("改动 2 格");
      // What it left blank now is missing.
      expect(code).toBe(1);
      const book = await county(path);
      expect(schoolNames(book)).toEqual([...FOUR].reverse().map(({ name }) => name));
      expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).value).toBe(pupilsOf(FIRST) - 1);
      expect(schoolCell(book, FIRST.name!, "教学仪器设备值").value).toBeNull();
    }));

  test("leaves the county's own sheets byte for byte, in a template and in what people saved", () =>
    inReturns(async (path) => {
      await run(["template", "-o", path("county.xlsx"), "--quiet"].slice(0, 3));
      await change(path("county.xlsx"), (book) => {
        book.getWorksheet("县级指标")!.getCell("B2").value = 720;
        book.addWorksheet("我们的说明").getCell("A1").value = "自用";
      });
      const before = await partsOf(path("county.xlsx"));
      expect((await withRoster(path)).code).toBe(0);
      const after = await partsOf(path("county.xlsx"));
      const changed = [...before.keys()]
        .filter((name) => !name.endsWith("/") && !after.get(name)?.equals(before.get(name)!))
        .sort();
      const added = [...after.keys()].filter((name) => !before.has(name));
      const sheets = (await county(path)).worksheets.map(({ name }) => name);
      expect(sheets.slice(-2)).toEqual(["我们的说明", "来源"]);
      expect(added).toHaveLength(1);
      expect(changed).toEqual([
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        `xl/worksheets/sheet${sheets.indexOf("学校") + 1}.xml`,
      ]);
      expect((await county(path)).getWorksheet("县级指标")!.getCell("B2").value).toBe(720);
    }));

  test("names files that it cannot read, and takes the others", () =>
    inReturns(async (path) => {
      await writeFile(formOf(path, FIRST), (await readFile(formOf(path, FIRST))).subarray(0, 3000));
      await writeFile(path("填报表/旧表.xls"), "old");
      await writeFile(path("填报表/~$锁.xlsx"), "lock");
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      const [, unreadable] = /读不了的文件\n─+\n([\s\S]*?)\n\n/.exec(`${stdout}\n\n`) ?? [];
      expect(unreadable).toContain(`${FIRST.code}-${FIRST.name}.xlsx`);
      expect(unreadable).toContain("旧表.xls");
      expect(unreadable).not.toContain("锁");
      expect(schoolCell(await county(path), SECOND.name!, PUPILS(SECOND)).value).toBe(pupilsOf(SECOND));
    }));

  test("says what is wrong in whose return, and takes no such figure", () =>
    inReturns(async (path) => {
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: "约三百" });
      const { code, stdout } = await withRoster(path, "--format", "json");
      expect(code).toBe(1);
      const { problems } = JSON.parse(stdout);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({
        file: `${FIRST.code}-${FIRST.name}.xlsx`,
        problems: [{ code: "not-a-number", found: "约三百", school: FIRST.name }],
      });
      const book = await county(path);
      expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).value).toBeNull();
      expect(sourcesIn(book).find((row) => row[1] === FIRST.name && row[2] === PUPILS(FIRST))![6]).toBe(
        "填写有误，未采用",
      );
      expect((await withRoster(path)).stdout).toContain("回表中的错误");
    }));

  test("does not call a form empty whose figures stand under a heading of something else", () =>
    inReturns(async (path) => {
      await change(formOf(path, FIRST), (book) => {
        book.worksheets[0]!.getCell("C4").value = "目标值";
      });
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout).not.toContain("还没有填");
      expect(stdout).toContain("回表中的错误");
    }));

  test("names merged cells of a form as they stand in it", () =>
    inReturns(async (path) => {
      let range = "";
      await change(formOf(path, FIRST), (book) => {
        const sheet = book.worksheets[0]!;
        sheet.eachRow((row, number) => {
          if (row.getCell(1).value === PUPILS(FIRST)) range = `C${number}:C${number + 1}`;
        });
        sheet.mergeCells(range);
      });
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout.replaceAll(/\s/g, "")).toContain(`数据行中有合并单元格${range}`);
    }));

  test.each(["无", "—", "不详"])("tells of %s in an item that must be filled in as of a blank", (word) =>
    inReturns(async (path) => {
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: word, 备注: word });
      const { code, stdout } = await withRoster(path, "--format", "json");
      expect(code).toBe(1);
      const { problems } = JSON.parse(stdout);
      const errors = problems[0].problems.filter(({ severity }: { severity: string }) => severity === "error");
      expect(errors).toMatchObject([{ code: "placeholder", found: word, school: FIRST.name }]);
      const shown = await withRoster(path);
      expect(shown.stdout).toContain("回表中的错误");
      expect(shown.stdout).toContain(PUPILS(FIRST));
    }),
  );

  test("says that a form is still empty, and counts no reply", () =>
    inReturns(async (path) => {
      expect((await run(["template", "--schools", path("名单.xlsx"), "-o", path("新表")])).code).toBe(0);
      const name = `${FIRST.code}-${FIRST.name}.xlsx`;
      await copyFile(path(`新表/${name}`), formOf(path, FIRST));
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path);
        expect(code).toBe(1);
        const told = stdout.replaceAll(/\s/g, "");
        expect(told).toContain("4所学校中3所已交，1所未交");
        expect(told.split(name)).toHaveLength(2);
        expect(told).toContain(`${FIRST.name}（${FIRST.code}）：交了还没有填的表${name}`);
        expect(told).not.toContain("回表中的错误");
        expect(told).toContain("下一步：在");
        expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBeNull();
      }
      // What an earlier form of the school said stays, and is told.
      await writeFile(formOf(path, FIRST), prepared.get(`填报表/${name}`)!);
      expect((await withRoster(path)).code).toBe(0);
      await copyFile(path(`新表/${name}`), formOf(path, FIRST));
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout.replaceAll(/\s/g, "")).toContain(`的数来自${name}，这次没有读到`);
    }));

  test("has a row for a school whose form is still empty, with a roster or without", () =>
    inReturns(async (path) => {
      await run(["template", "--schools", path("名单.xlsx"), "-o", path("新表")]);
      const { code, stdout } = await run(["collect", path("新表"), "-o", path("county.xlsx")]);
      expect(code).toBe(1);
      expect(stdout.replaceAll(/\s/g, "")).toContain("4所学校中0所已交，4所未交");
      expect(schoolNames(await county(path))).toContain(FIRST.name);
    }));

  test("puts lists of rooms and classes under those of the county, once, and leaves what stands there otherwise", () =>
    inReturns(async (path) => {
      const rooms = (area: number) => ({
        name: "专用教室",
        rows: [
          ["学校名称", "教室类型", "面积"],
          [FIRST.name!, "音乐", area],
          [FIRST.name!, "美术", 92],
        ],
      });
      const classes = {
        name: "班级",
        rows: [
          ["学校名称", "学段", "班级", "人数"],
          [FIRST.name!, "小学", "一年级1班", 41],
        ],
      };
      const form = formOf(path, FIRST);
      const answers = Object.entries(answersOf(FIRST)).filter(([, value]) => value !== null);
      const figures = { name: "统计", rows: [answers.map(([item]) => item), answers.map(([, value]) => value)] };
      await writeFile(form, await workbookBytes([figures, rooms(104.5), classes]));
      const lines = async (name: string): Promise<unknown[][]> => {
        const found: unknown[][] = [];
        (await county(path)).getWorksheet(name)!.eachRow((row, number) => {
          if (number > 1) found.push((row.values as unknown[]).slice(1));
        });
        return found;
      };
      const first = await withRoster(path);
      expect(first.stdout.replaceAll(/\s/g, "")).toContain("的专用教室清单2行已收入“专用教室”表");
      const carried = [
        [FIRST.name, FIRST.code, "音乐", 104.5],
        [FIRST.name, FIRST.code, "美术", 92],
      ];
      expect(await lines("专用教室")).toEqual(carried);
      expect(await lines("班级")).toEqual([[FIRST.name, FIRST.code, "小学", "一年级1班", 41]]);
      const sources = (await county(path)).getWorksheet("来源")!;
      const told: string[] = [];
      sources.eachRow((row) => told.push((row.values as unknown[]).slice(1).join(" ")));
      expect(told.join("\n")).toMatch(/专用教室 2 .*专用教室!C2 采用 专用教室!A2/);
      // The same again changes nothing.
      expect((await withRoster(path)).stderr).toContain("没有变化");
      // Another list is for people to put there.
      await writeFile(form, await workbookBytes([figures, rooms(120), classes]));
      const other = await withRoster(path, "--format", "json");
      expect(JSON.parse(other.stdout)).toMatchObject({ lists: [`${FIRST.code}-${FIRST.name}.xlsx`], listsCarried: [] });
      expect(await lines("专用教室")).toEqual(carried);
    }));

  test("takes a list in a form that names no school for the form's own school's", () =>
    inReturns(async (path) => {
      await change(formOf(path, FIRST), (book) => {
        const sheet = book.addWorksheet("班级");
        sheet.addRows([
          ["班级", "人数"],
          ["一年级1班", 41],
          ["一年级2班", 43],
        ]);
      });
      const { stdout } = await withRoster(path);
      expect(stdout.replaceAll(/\s/g, "")).toContain("的班级清单2行已收入“班级”表");
      const rows: unknown[][] = [];
      (await county(path)).getWorksheet("班级")!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
      expect(rows.slice(1)).toEqual([
        [FIRST.name, FIRST.code, "小学", "一年级1班", 41],
        [FIRST.name, FIRST.code, "小学", "一年级2班", 43],
      ]);
      const sources = sourcesIn(await county(path)).map((row) => row.join(" "));
      expect(sources.join("\n")).toMatch(/班级 2 .*班级!D2 采用 班级!A2|班级 2 .*班级!B2 采用 班级!A2/);
    }));

  test("joins by code, by name where there is none, and puts no school's figures under another's code", () =>
    inReturns(async (path) => {
      await change(formOf(path, FIRST), (book) => {
        book.worksheets[0]!.getCell("C6").value = null;
      });
      await change(formOf(path, SECOND), (book) => {
        book.worksheets[0]!.getCell("C6").value = FIRST.code;
      });
      const { code, stdout } = await withRoster(path, "--format", "json");
      const account = JSON.parse(stdout);
      expect(code).toBe(1);
      expect(account.unplaced).toMatchObject([{ name: SECOND.name, why: "code-of-other", other: FIRST.name }]);
      expect(account.missing).toEqual([{ code: SECOND.code, name: SECOND.name }]);
      const book = await county(path);
      expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).value).toBe(pupilsOf(FIRST));
      expect(schoolCell(book, SECOND.name!, PUPILS(SECOND)).value).toBeNull();
    }));

  test("quotes each name from where it stands: the workbook's row, the roster, the returns", () =>
    inReturns(async (path) => {
      await withRoster(path);
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, "学校名称").value = "城关镇第一小学";
      });
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path, "--format", "json");
        expect(code).toBe(1);
        const { differences } = JSON.parse(stdout);
        const file = `${FIRST.code}-${FIRST.name}.xlsx`;
        expect(differences).toMatchObject([
          {
            kind: "name",
            taken: "城关镇第一小学",
            stated: [
              { file: null, cell: expect.stringMatching(/^学校!\w+3$/), value: "城关镇第一小学" },
              { file: "名单.xlsx", cell: "名单!B2", value: FIRST.name },
              { file, cell: expect.stringMatching(/^学校填报表!C/), value: FIRST.name },
            ],
          },
        ]);
      }
    }));

  test("refuses a roster that has one name twice without two codes: no school may vanish", () =>
    inReturns(async (path) => {
      const rows = [["学校名称"], ["希望小学"], ["希望小学"]];
      await writeFile(path("名单.xlsx"), await workbookBytes([{ name: "名单", rows }]));
      for (const { code, stderr } of [
        await run(["template", "--schools", path("名单.xlsx"), "-o", path("新表")]),
        await withRoster(path),
      ]) {
        expect(code).toBe(3);
        expect(stderr).toContain("名单!A3");
        expect(stderr).toContain("请各填学校标识码");
      }
      expect((await readdir(path("."))).sort()).toEqual(["名单.xlsx", "填报表"].sort());
    }));

  test("takes in a school that is not on the roster, and says so; without a roster it says what it cannot know", () =>
    inReturns(async (path) => {
      await writeFile(path("名单.xlsx"), await rosterBytes(FOUR.slice(1)));
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout.replaceAll(/\s/g, "")).toContain(`${FIRST.name}（${FIRST.code}）不在名单上，已收入`);
      expect(schoolNames(await county(path)).at(-1)).toBe(FIRST.name);
      const without = await collect(path);
      expect(without.code).toBe(0);
      expect(without.stdout).toContain("没有给出名单");
    }));

  test("tells at every run of rows that no roster or return accounts for, and counts no school twice silently", () =>
    inReturns(async (path) => {
      expect((await withRoster(path)).code).toBe(0);
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, "学校标识码").value = "4999999999";
      });
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path);
        expect(code).toBe(1);
        const told = stdout.replaceAll(/\s/g, "");
        expect(told).toContain("5所学校（1所不在名单上）中4所已交，0所未交，1所没有回表");
        expect(told).toMatch(new RegExp(`学校!\\w+的${FIRST.name}（4999999999）不在名单上，也没有能用的回表`));
        expect(told).toContain(`另有同名的一所（${FIRST.code}）`);
        expect(told).not.toContain("手工清空过");
        const without = await collect(path);
        expect(without.code).toBe(1);
        expect(without.stdout.replaceAll(/\s/g, "")).toContain(`另有同名的一所（${FIRST.code}）`);
      }
    }));

  test("tells at every run of a row that the roster or the folder has no more", () =>
    inReturns(async (path) => {
      expect((await withRoster(path)).code).toBe(0);
      await rename(formOf(path, FIRST), path("away.xlsx"));
      for (let round = 0; round < 2; round++) {
        for (const gone of [await withRoster(path), await collect(path)]) {
          expect(gone.code).toBe(1);
          expect(gone.stdout.replaceAll(/\s/g, "")).toContain(
            `${FIRST.name}（${FIRST.code}）的数来自${FIRST.code}-${FIRST.name}.xlsx，这次没有读到`,
          );
        }
      }
      await rename(path("away.xlsx"), formOf(path, FIRST));
      expect((await withRoster(path)).code).toBe(0);
      // Off the roster, with and without its form.
      await writeFile(path("名单.xlsx"), await rosterBytes(FOUR.slice(1)));
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path);
        expect(code).toBe(1);
        expect(stdout.replaceAll(/\s/g, "")).toContain(`${FIRST.name}（${FIRST.code}）不在名单上，已收入`);
      }
      await rm(formOf(path, FIRST));
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path);
        expect(code).toBe(1);
        expect(stdout.replaceAll(/\s/g, "")).toContain(`${FIRST.name}（${FIRST.code}）不在名单上，也没有能用的回表`);
      }
    }));

  test("takes no figure that one form gives twice and differently", () =>
    inReturns(async (path) => {
      const item = PUPILS(FIRST);
      const other = pupilsOf(FIRST) - 1;
      const addRow = (value: number) =>
        change(formOf(path, FIRST), (book) => {
          const sheet = book.worksheets[0]!;
          sheet.getCell("A90").value = item;
          sheet.getCell("C90").value = value;
        });
      await addRow(pupilsOf(FIRST));
      expect((await withRoster(path)).code).toBe(0);
      await addRow(other);
      for (const more of [[], ["--prefer", "newest"]]) {
        const { code, stdout } = await withRoster(path, ...more);
        expect(code).toBe(1);
        expect(stdout.replaceAll(/\s/g, "")).toMatch(
          new RegExp(`学校填报表!C90.*应为与同一学校的学校填报表!C\\d+相同（${pupilsOf(FIRST)}）；现为“${other}”`),
        );
        expect(schoolCell(await county(path), FIRST.name!, item).value).toBeNull();
      }
      // In a table of the school's own, too.
      await rm(formOf(path, FIRST));
      const answers = [...Object.entries(answersOf(FIRST)), [item, other] as const].filter(
        ([, value]) => value !== null,
      );
      const rows = [answers.map(([label]) => label), answers.map(([, value]) => value)];
      await writeFile(path("填报表/自己的表.xlsx"), await workbookBytes([{ name: "统计", rows }]));
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout).toContain("应为与同一学校的");
      expect(schoolCell(await county(path), FIRST.name!, item).value).toBeNull();
    }));

  test("tells at every run of a figure that a form has no more, until it is there again or emptied", () =>
    inReturns(async (path) => {
      const item = "教学仪器设备值";
      await withRoster(path);
      const whole = await readFile(formOf(path, FIRST));
      await change(formOf(path, FIRST), (book) => {
        book.worksheets[0]!.eachRow((row) => {
          if (row.getCell(1).value === item) row.values = [];
        });
      });
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path);
        expect(code).toBe(1);
        expect(stdout.replaceAll(/\s/g, "")).toMatch(
          new RegExp(`这次的回表里没有这一项.*${FIRST.name}.*${item}：学校!\\w+为${answersOf(FIRST)[item]}`),
        );
      }
      await writeFile(path("part.xlsx"), await readFile(formOf(path, FIRST)));
      await writeFile(formOf(path, FIRST), whole);
      expect((await withRoster(path)).code).toBe(0);
      await writeFile(formOf(path, FIRST), await readFile(path("part.xlsx")));
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, item).value = null;
      });
      const { stdout } = await withRoster(path);
      expect(stdout).not.toContain("没有这一项");
      const book = await county(path);
      expect(schoolCell(book, FIRST.name!, item).value).toBeNull();
      expect(sourcesIn(book).filter((row) => row[1] === FIRST.name && row[2] === item)).toEqual([]);
    }));

  test.each<[string, string, (sheet: ExcelJS.Worksheet) => void]>([
    ["title", "A1", (sheet) => (sheet.getCell("A1").value = "学校填报表（2023年度）")],
    ["heading", "C4", (sheet) => (sheet.getCell("C4").value = "2023年填报值")],
    ["year alone", "C4", (sheet) => (sheet.getCell("C4").value = "2023年")],
    ["number alone", "C4", (sheet) => (sheet.getCell("C4").value = 2023)],
    ["name of its sheet", "", (sheet) => (sheet.name = "2022年")],
    ["own 数据年份", "C3", (sheet) => (sheet.getCell("C3").value = 2024)],
  ])("takes nothing of a form of another year, by its %s", (_what, cell, edit) =>
    inReturns(async (path) => {
      await withRoster(path);
      await change(formOf(path, FIRST), (book) => edit(book.worksheets[0]!));
      // Nobody says another year.
      expect((await withRoster(path)).code).toBe(0);
      expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBe(pupilsOf(FIRST));
      await change(path("county.xlsx"), (book) => {
        const sheet = book.getWorksheet("县情")!;
        sheet.eachRow((row) => {
          if (row.getCell(1).value === "数据年份") row.getCell(2).value = 2025;
        });
      });
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await withRoster(path, "--format", "json");
        expect(code).toBe(1);
        const account = JSON.parse(stdout);
        expect(account.unplaced).toMatchObject([
          { file: `${FIRST.code}-${FIRST.name}.xlsx`, why: "other-year", other: "2025" },
        ]);
        expect(account.unplaced[0].cell.endsWith(cell)).toBe(true);
        expect(account.missing.map(({ name }: { name: string }) => name)).toEqual([FIRST.name]);
        const book = await county(path);
        expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).value).toBeNull();
        expect(schoolCell(book, SECOND.name!, PUPILS(SECOND)).value).toBe(pupilsOf(SECOND));
      }
      const told = (await withRoster(path)).stdout.replaceAll(/\s/g, "");
      expect(told).toContain("不是2025年（县情的数据年份）的数");
      // It did reply: nobody is to call the school up for a form that lies there.
      expect(told).toContain("中3所已交，1所交了而没有采用，0所未交");
      expect(told).not.toContain("还没有交的学校");
      expect(told).toMatch(new RegExp(`交了而没有采用的学校[^─]*─+\\?${FIRST.name}`));
    }),
  );

  test.each([
    ["2023年度填报表", "2025", false],
    ["2022-2023学年 统计", "2025", false],
    ["2025年度填报表", "2025", true],
    ["2024-2025学年", "2025", true],
    ["2026年1月报来", "2025", true],
    ["补报 2026", "2025", true],
  ])("takes a form named %s where the year is %s: %s", (name, year, isTaken) =>
    inReturns(async (path) => {
      await rename(formOf(path, FIRST), path(`填报表/${FIRST.name}${name}.xlsx`));
      await withRoster(path);
      await change(path("county.xlsx"), (book) => {
        book.getWorksheet("县情")!.eachRow((row) => {
          if (row.getCell(1).value === "数据年份") row.getCell(2).value = Number(year);
        });
      });
      const { code, stdout } = await withRoster(path, "--format", "json");
      expect(code).toBe(isTaken ? 0 : 1);
      expect(JSON.parse(stdout).unplaced.map(({ why }: { why: string }) => why)).toEqual(isTaken ? [] : ["other-year"]);
      const { value } = schoolCell(await county(path), FIRST.name!, PUPILS(FIRST));
      expect(value).toBe(isTaken ? pupilsOf(FIRST) : null);
    }),
  );

  test("reads returns by the map beside the county workbook, and names it; --no-map leaves it alone", () =>
    inReturns(async (path) => {
      await rm(formOf(path, FIRST));
      const answers = Object.entries(answersOf(FIRST)).filter(([, value]) => value !== null);
      const rows = [
        answers.map(([label]) => (label === "教学仪器设备值" ? "家当" : label)),
        answers.map(([, value]) => value),
      ];
      await writeFile(path("填报表/own.xlsx"), await workbookBytes([{ name: "统计", rows }]));
      await writeFile(path("county.map.yaml"), "columns:\n  家当: equipmentValue\n");
      const without = await withRoster(path, "--no-map");
      expect(without.stderr).not.toContain("county.map.yaml");
      expect(schoolCell(await county(path), FIRST.name!, "教学仪器设备值").value).toBeNull();
      const { stderr } = await withRoster(path);
      expect(stderr).toContain("回表按对照文件 county.map.yaml 读取");
      expect(schoolCell(await county(path), FIRST.name!, "教学仪器设备值").value).toBe(answersOf(FIRST).教学仪器设备值);
    }));

  test("takes neither of two forms that name different years where the county names none", () =>
    inReturns(async (path) => {
      const title = (school: (typeof FOUR)[0], text: string) =>
        change(formOf(path, school), (book) => {
          book.worksheets[0]!.getCell("A1").value = text;
        });
      await title(FIRST, "学校填报表（2025年）");
      await title(SECOND, "学校填报表（2024—2025学年）");
      expect((await withRoster(path)).code).toBe(0);
      await title(SECOND, "学校填报表（2024年）");
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout.replaceAll(/\s/g, "").match(/与别的回表不同/g)).toHaveLength(2);
      const book = await county(path);
      for (const school of [FIRST, SECOND]) expect(schoolCell(book, school.name!, PUPILS(school)).value).toBeNull();
    }));

  test("reads a school's own table as well, and says which column the workbook lacks", () =>
    inReturns(async (path) => {
      await rm(formOf(path, FIRST));
      const answers = Object.entries(answersOf(FIRST)).filter(([, value]) => value !== null);
      const rows = [answers.map(([item]) => item), answers.map(([, value]) => value)];
      await writeFile(path("填报表/自己的表.xlsx"), await workbookBytes([{ name: "统计", rows }]));
      await writeFile(path("county.xlsx"), await readFile(path("填报表/自己的表.xlsx")));
      // A workbook with schools that collect did not make is nobody's to change.
      const before = await readFile(path("county.xlsx"));
      const refused = await withRoster(path);
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain("不是 qe-audit 写出的");
      expect(await readFile(path("county.xlsx"))).toEqual(before);
      await rm(path("county.xlsx"));
      expect((await withRoster(path)).code).toBe(0);
      expect(schoolCell(await county(path), FIRST.name!, PUPILS(FIRST)).value).toBe(pupilsOf(FIRST));
      await change(path("county.xlsx"), (book) => {
        const { col } = schoolCell(book, FIRST.name!, "建校年份");
        book.getWorksheet("学校")!.getCell(2, Number(col)).value = "另一列";
      });
      const { stdout } = await withRoster(path, "--format", "json");
      expect(JSON.parse(stdout).withoutColumn).toEqual([{ item: { zh: "建校年份", en: "Year founded" }, schools: 4 }]);
    }));

  test("writes in the unit that people gave a column, beside their own columns and formulas", () =>
    inReturns(async (path) => {
      await rename(formOf(path, FIRST), path("later.xlsx"));
      await withRoster(path);
      const money = "教学仪器设备值";
      await change(path("county.xlsx"), (book) => {
        const sheet = book.getWorksheet("学校")!;
        const own = sheet.columnCount + 1;
        sheet.getCell(2, own).value = "我们的说明";
        sheet.getCell(4, own).value = "已电话核对";
        for (const { name } of FOUR.slice(1)) {
          const cell = schoolCell(book, name!, money);
          cell.value = Number(cell.value) / 10_000;
        }
        const column = Number(schoolCell(book, SECOND.name!, money).col);
        sheet.getCell(2, column).value = `${money}\n（万元）（必填）`;
        sheet.getColumn(column).hidden = true;
        sheet.autoFilter = { from: "A2", to: "C6" };
        book.getWorksheet("县级指标")!.getCell("F1").value = { formula: "SUM(学校!I3:I6)", result: 1 };
      });
      const { code, stdout } = await withRoster(path);
      expect(code).toBe(1);
      expect(stdout).toContain("改动 0 格");
      await rename(path("later.xlsx"), formOf(path, FIRST));
      const { stdout: told } = await withRoster(path);
      expect(told.replaceAll(/\s/g, "")).toContain("工作簿里有1格公式");
      const book = await county(path);
      const sheet = book.getWorksheet("学校")!;
      expect(schoolCell(book, FIRST.name!, money).value).toBe(Number(answersOf(FIRST)[money]) / 10_000);
      expect(sheet.getColumn(Number(schoolCell(book, FIRST.name!, money).col)).hidden).toBe(true);
      expect(sheet.getCell(4, sheet.columnCount).value).toBe("已电话核对");
      expect(book.getWorksheet("县级指标")!.getCell("F1").formula).toBe("SUM(学校!I3:I6)");
      const workbook = (await partsOf(path("county.xlsx"))).get("xl/workbook.xml")!.toString("utf8");
      expect(workbook).toMatch(/<calcPr [^>]*fullCalcOnLoad="1"/);
    }));

  test("never writes over a formula, and says where it says something else", () =>
    inReturns(async (path) => {
      await withRoster(path);
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, PUPILS(FIRST)).value = { formula: "30*2", result: 60 };
        schoolCell(book, SECOND.name!, PUPILS(SECOND)).value = {
          formula: `${pupilsOf(SECOND)}+0`,
          result: pupilsOf(SECOND),
        };
      });
      const { code, stdout } = await withRoster(path, "--format", "json");
      expect(code).toBe(1);
      const { differences } = JSON.parse(stdout);
      expect(differences).toMatchObject([{ school: { name: FIRST.name }, kind: "hand", taken: 60 }]);
      const book = await county(path);
      expect(schoolCell(book, FIRST.name!, PUPILS(FIRST)).formula).toBe("30*2");
      expect(schoolCell(book, SECOND.name!, PUPILS(SECOND)).formula).toBe(`${pupilsOf(SECOND)}+0`);
    }));

  test("adds no second row for a school whose row joins another's", () =>
    inReturns(async (path) => {
      await withRoster(path);
      await change(path("county.xlsx"), (book) => {
        const sheet = book.getWorksheet("学校")!;
        const column = sheet.columnCount + 1;
        sheet.getCell(2, column).value = "是否计校数";
        const school = schoolCell(book, FIRST.name!, "备注");
        sheet.getCell(Number(school.row), column).value = "否";
        const parent = FOUR.slice(1).find(({ type }) => type === FIRST.type)!;
        school.value = `${parent.name}的分校区`;
      });
      const { stdout } = await withRoster(path);
      expect(stdout.replaceAll(/\s/g, "")).toContain("不是单独的学校");
      expect(schoolNames(await county(path))).toEqual(FOUR.map(({ name }) => name));
    }));

  test("refuses a workbook that is open or damaged, and leaves it as it is", () =>
    inReturns(async (path) => {
      await withRoster(path);
      await writeFile(path("~$county.xlsx"), "");
      const open = await withRoster(path);
      expect(open.code).toBe(3);
      expect(open.stderr).toContain("正在 Excel");
      await rm(path("~$county.xlsx"));
      const damaged = (await readFile(path("county.xlsx"))).subarray(0, 9000);
      await writeFile(path("county.xlsx"), damaged);
      expect((await withRoster(path)).code).toBe(3);
      expect(await readFile(path("county.xlsx"))).toEqual(damaged);
    }));

  test("may write into the folder that it reads, and wants to be told where to write", () =>
    inReturns(async (path) => {
      await copyFile(path("名单.xlsx"), path("填报表/名单.xlsx"));
      const argv = ["collect", path("填报表"), "-o", path("填报表/全县.xlsx"), "--roster", path("填报表/名单.xlsx")];
      expect((await run(argv)).code).toBe(0);
      const again = await run(argv);
      expect([again.code, again.stderr]).toEqual([0, `${path("填报表/全县.xlsx")} 没有变化\n`]);
      expect((await run(["collect", path("填报表")])).code).toBe(4);
      expect((await run(["collect", path("填报表"), "-o", path("county.csv")])).code).toBe(4);
      expect(
        (await run(["collect", path("填报表"), "-o", path("名单.xlsx"), "--roster", path("名单.xlsx")])).code,
      ).toBe(3);
      await mkdir(path("空"));
      expect((await run(["collect", path("空"), "-o", path("county.xlsx")])).code).toBe(3);
    }));

  test("gives schools back what is wrong in theirs, and takes it again when it is corrected", () =>
    inReturns(async (path) => {
      await withRoster(path);
      const money = "教学仪器设备值";
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, PUPILS(FIRST)).value = "约三百";
        schoolCell(book, FIRST.name!, "寄宿制").value = "部分";
        schoolCell(book, SECOND.name!, money).value = null;
      });
      const told = await run(["validate", path("county.xlsx"), "--one-per-school", path("退回")]);
      expect(told.code).toBe(1);
      expect(told.stderr).toBe(`已在 ${path("退回")} 写出 2 所学校的退回表\n`);
      expect((await readdir(path("退回"))).sort()).toEqual(
        [FIRST, SECOND].map(({ code, name }) => `${code}-${name}.xlsx`),
      );
      const [first, second] = await Promise.all(
        [FIRST, SECOND].map(({ code, name }) => loadBook(path(`退回/${code}-${name}.xlsx`))),
      );
      const rowOf = (book: ExcelJS.Workbook | undefined, item: string) => {
        let found: string[] = [];
        book!.worksheets[0]!.eachRow((row) => {
          if (row.getCell(1).value === item) found = [3, 4].map((column) => String(row.getCell(column).value ?? ""));
        });
        return found;
      };
      expect(rowOf(first, PUPILS(FIRST))).toEqual(["约三百", expect.stringMatching(/^✗ 应为一个数；现为“约三百”/)]);
      expect(rowOf(first, "寄宿制")).toEqual(["部分", expect.stringMatching(/^✗ 应为/)]);
      expect(rowOf(first, money)).toEqual([String(answersOf(FIRST)[money]), expect.not.stringContaining("✗")]);
      expect(rowOf(second, money)).toEqual(["", expect.stringMatching(/^✗ 应为一个值；现为空白/)]);
      // Somebody may be at work on what was given back.
      expect((await run(["validate", path("county.xlsx"), "--one-per-school", path("退回"), "--quiet"])).code).toBe(3);

      await fillForm(
        path(`退回/${FIRST.code}-${FIRST.name}.xlsx`),
        { [PUPILS(FIRST)]: pupilsOf(FIRST), 寄宿制: "否" },
        formOf(path, FIRST),
      );
      await change(path("county.xlsx"), (book) => {
        schoolCell(book, FIRST.name!, PUPILS(FIRST)).value = null;
        schoolCell(book, FIRST.name!, "寄宿制").value = null;
      });
      expect((await withRoster(path)).code).toBe(0);
      const book = await county(path);
      for (const [item, value] of Object.entries(answersOf(FIRST))) {
        expect(schoolCell(book, FIRST.name!, item).value ?? null, item).toBe(value);
      }
      expect((await run(["validate", path("county.xlsx"), "--one-per-school", path("无")])).stderr).toContain(
        "写出 0 所",
      );
    }));

  test("gives back what a school wrote and could not be used, as it wrote it", () =>
    inReturns(async (path) => {
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: "约810" });
      await fillForm(formOf(path, SECOND), { 举办者: "政府" });
      expect((await withRoster(path)).code).toBe(1);
      const records = sourcesIn(await county(path)).filter((row) => row[6] === "填写有误，未采用");
      expect(records.map((row) => row.slice(1, 4))).toEqual([
        [FIRST.name, PUPILS(FIRST), "约810"],
        [SECOND.name, "举办者", "政府"],
      ]);
      await run(["validate", path("county.xlsx"), "--one-per-school", path("退回")]);
      expect((await readdir(path("退回"))).sort()).toEqual(
        [FIRST, SECOND].map(({ code, name }) => `${code}-${name}.xlsx`),
      );
      for (const [school, item, written] of [
        [FIRST, PUPILS(FIRST), "约810"],
        [SECOND, "举办者", "政府"],
      ] as const) {
        const book = await loadBook(path(`退回/${school.code}-${school.name}.xlsx`));
        const rows: string[][] = [];
        book.worksheets[0]!.eachRow((row) => {
          if (row.getCell(1).value === item) rows.push([3, 4].map((column) => String(row.getCell(column).value)));
        });
        expect(rows).toEqual([[written, expect.stringMatching(new RegExp(`^✗ “${written}”不能用`))]]);
        expect(rows[0]![1]).not.toContain("现为空白");
      }
      expect((await withRoster(path)).stderr).toContain("没有变化");
    }));

  test("gives back figures that contradict each other as the school wrote them, and never their sum", () =>
    inReturns(async (path) => {
      const stage = FIRST.stages.primary === undefined ? "初中" : "小学";
      const written = { 专任教师数: 10, 体育专任教师数: 5, 音乐专任教师数: 4, 美术专任教师数: 3 };
      const answers = Object.fromEntries(Object.entries(written).map(([item, value]) => [stage + item, value]));
      await fillForm(formOf(path, FIRST), answers);
      expect((await withRoster(path)).code).toBe(1);
      await run(["validate", path("county.xlsx"), "--one-per-school", path("退回")]);
      const book = await loadBook(path(`退回/${FIRST.code}-${FIRST.name}.xlsx`));
      const given: Record<string, unknown> = {};
      book.worksheets[0]!.eachRow((row) => {
        const item = String(row.getCell(1).value);
        if (item in answers) given[item] = row.getCell(3).value;
      });
      expect(given).toEqual(answers);
    }));

  test("speaks English", () =>
    inReturns(async (path) => {
      await rm(formOf(path, SECOND));
      await fillForm(formOf(path, FIRST), { [PUPILS(FIRST)]: 1 }, path("填报表/again.xlsx"));
      const { stdout } = await withRoster(path, "--lang", "en");
      expect(stdout).toContain("4 returns read: 3 of 4 schools have replied, 1 have not");
      expect(stdout).toContain("Schools that have not replied");
      expect(stdout).toContain("Pupils (");
      expect(stdout).not.toMatch(/[：；，（）]/);
    }));
});
