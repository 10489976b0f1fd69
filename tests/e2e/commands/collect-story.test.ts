import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countyOf } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { TYPE_WORDS } from "../../../fixtures/words.ts";
import { answersOf, fillForm, readBook, schoolCell, schoolNames } from "../../unit/cli/returned-forms.ts";
import { inFolder, type Run, run } from "../../unit/cli/run.ts";

/** The commands of the section about collecting, as words. */
const commandsIn = async (name: string, title: string): Promise<string[][]> => {
  const text = await readFile(join(import.meta.dirname, "../../..", name), "utf8");
  const section = text.slice(text.indexOf(`## ${title}\n`));
  const block = /^```bash\n([\s\S]*?)^```$/m.exec(section)![1]!;
  return block
    .trim()
    .split("\n")
    .map((line) => line.split(" ").slice(1));
};

// Forty schools, and that both languages of the document give the same commands: tests/e2e/cli/year.test.ts.
test("a county collects as docs/year.zh-CN.md says", async () => {
  const commands = await commandsIn("docs/year.zh-CN.md", "向学校收数");
  const [template, collect, check] = commands as [string[], string[], string[]];
  const { schools } = countyOf(10);
  await inFolder(async (path) => {
    /** As it stands there, with its files in this folder. */
    const play = (words: readonly string[], ...more: string[]): Promise<Run> =>
      run([...words.map((word) => (/\.xlsx$|\/$/.test(word) ? path(word) : word)), ...more]);
    const [roster, folder] = [template[2]!, template[4]!];
    const formOf = ({ code, name }: (typeof schools)[0]): string => path(`${folder}${code}-${name}.xlsx`);
    await writeFile(
      path(roster),
      await workbookBytes([
        {
          name: "名单",
          rows: [
            ["学校标识码", "学校名称", "办学类型"],
            ...schools.map((each) => [each.code, each.name, TYPE_WORDS[each.type]]),
          ],
        },
      ]),
    );
    expect((await play(template)).code).toBe(0);

    // Seven reply; two of them twice, with other figures the second time.
    for (const school of schools) await fillForm(formOf(school), answersOf(school));
    const [late, ...replied] = [schools.slice(0, 3), ...schools.slice(3)] as [typeof schools, ...typeof schools];
    for (const school of late) await rename(formOf(school), path(`${school.code}.xlsx`));
    const twice = replied.slice(0, 2);
    const figure = "教学仪器设备值";
    for (const school of twice) {
      const answers = answersOf(school);
      await fillForm(
        formOf(school),
        { [figure]: Number(answers[figure]) + 1 },
        path(`${folder}again-${school.code}.xlsx`),
      );
    }

    const first = await play(collect, "--format", "json");
    expect(first.code).toBe(1);
    const account = JSON.parse(first.stdout);
    expect(account).toMatchObject({ returns: 9, schools: 10, replied: 7, unreadable: [], unplaced: [] });
    expect(account.missing).toEqual(late.map(({ code, name }) => ({ code, name })));
    expect(
      account.differences.map((each: { school: { name: string }; item: { zh: string }; kind: string }) => [
        each.school.name,
        each.item.zh,
        each.kind,
      ]),
    ).toEqual(twice.map(({ name }) => [name, figure, "replies"]));
    const county = collect[3]!;
    const book = await readBook(path(county));
    expect(schoolNames(book)).toEqual(schools.map(({ name }) => name));
    for (const school of twice) expect(schoolCell(book, school.name!, figure).value).toBeNull();

    // Nobody is met without evidence, and nobody has vanished.
    const judged = async () => {
      const { code, stdout } = await play(check, "--as-of", "2025-12-31", "--format", "json");
      return { code, result: JSON.parse(stdout) };
    };
    const before = await judged();
    for (const { name } of late) {
      const own = before.result.findings.filter((each: { subject: { name: string } }) => each.subject.name === name);
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((each: { status: string }) => each.status === "pass")).toEqual([]);
    }

    // The three reply, and the second forms of the two turn out to be wrong.
    for (const school of late) await rename(path(`${school.code}.xlsx`), formOf(school));
    for (const school of twice) await rm(path(`${folder}again-${school.code}.xlsx`));
    const second = await play(collect);
    expect([second.code, second.stderr]).toEqual([0, `已写出 ${path(county)}\n`]);
    const whole = await readBook(path(county));
    for (const school of schools) {
      for (const [item, value] of Object.entries(answersOf(school))) {
        expect(schoolCell(whole, school.name!, item).value ?? null, `${school.name} ${item}`).toBe(value);
      }
    }
    const after = await judged();
    /** Indicators that cannot be concluded for a school. */
    const open = ({ result }: typeof after): string[] => [
      ...new Set<string>(
        result.findings
          .filter(
            (each: { subject: { kind: string }; status: string }) =>
              each.subject.kind === "school" && each.status === "unknown",
          )
          .map((each: { indicator: { code: string } }) => each.indicator.code),
      ),
    ];
    expect(open(before)).toContain("R6");
    expect(open(after)).toEqual([]);
    // What the county itself has to say is blank as yet.
    expect(after.code).toBe(2);
  });
}, 120_000);
