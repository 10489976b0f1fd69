import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { allPass } from "../../../fixtures/generated.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { renderDocx } from "../../../src/report/docx.ts";
import { renderHtml } from "../../../src/report/html.ts";
import { renderMarkdown } from "../../../src/report/markdown.ts";
import { firstCells } from "../../../src/report/open-cells.ts";
import { openingOf } from "../../../src/report/opening.ts";
import { renderTerminal } from "../../../src/report/terminal.ts";
import { LANGS, planCommandText, speakerOf } from "../../../src/report/wording.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { zipPart } from "../zip-part.ts";
import { blankRows, manyRows, resultOf } from "./audited-counties.ts";
import { planResult } from "./plan-results.ts";
import { emptyResult, finding, school } from "./result-builder.ts";

const AS_OF = "2025-12-10";
const demo = resultOf(DEMO_COUNTY, { asOf: AS_OF });
const opening = (result: AuditResult) => openingOf(result, speakerOf(result, "zh"));

describe("the facts that decide", () => {
  test("name stage, value, bound and school, the worst of each kind first", () => {
    expect(opening(demo).facts.map(({ text }) => text)).toEqual([
      "R5 生均体育运动场馆面积（小学）：校际差异系数 0.531，要求不超过 0.5",
      "云溪县云河路小学（小学）R6 生均教学仪器设备值：1645.88 元/人，低于 85% 线 1700",
      "云溪县城北初级中学（初中）R1 每百名学生拥有高于规定学历教师数：4.89 人/百人，要求不低于 5.3 人/百人",
      "云溪县第一实验小学 G3 美术专用教室：1 间，要求不低于 2 间",
      "松岭镇中心小学 Q4 教师培训经费占公用经费预算比例：4.6%，要求不低于 5%",
    ]);
    expect(opening(demo).moreFacts).toBe("另有：政府保障程度 1 处");
  });

  test.each([0, 1, 5, 6, 40])("are five at most, and %d are all told or counted", (count) => {
    const findings = Array.from({ length: count }, (_, index) =>
      finding({ id: `f${index}`, decides: true, subject: school(`第${index}小学`, "primary", `s${index}`) }),
    );
    const { facts, moreFacts } = opening(emptyResult({ verdict: "fail", findings }));
    expect(facts).toHaveLength(Math.min(5, count));
    expect(moreFacts).toBe(count > 5 ? `另有：资源配置 ${count - 5} 处` : null);
  });

  test("leave out what does not decide, and nothing is to be done where nothing does", () => {
    const own = opening(resultOf(allPass(), { asOf: "2025-12-31" }));
    expect([own.facts, own.moreFacts, own.actions, own.total, own.plan]).toEqual([[], null, [], null, null]);
    const short = opening(emptyResult({ findings: [finding({ decides: false })] }));
    expect([short.facts, short.actions]).toEqual([[], []]);
  });
});

test("a floor is not called enough while another of the school's figures is missing, in no report", async () => {
  const rows: CountyRows = {
    ...DEMO_COUNTY,
    schools: DEMO_COUNTY.schools.map((each) =>
      each.name === "云溪县云河路小学" ? { ...each, values: { ...each.values, multimediaRooms: null } } : each,
    ),
  };
  const open = resultOf(rows, { asOf: AS_OF });
  expect(opening(open).actions).toContain(
    "云溪县云河路小学（小学）：增配教学仪器设备 2.1 万元，先到 85% 线，R7 补填后才知道够不够",
  );
  for (const lang of LANGS) {
    const own = renderTerminal(open, { lang, limitRows: 0 }).replace(/\s+/g, "");
    expect(own).not.toMatch(/无法判定：R7；做到这些就够|unknown:R7;enough/);
    expect(own).toMatch(/R7补填后才知道够不够|shows?onceR7isfilledin/);
    const sheets = zipPart(await renderXlsx(open, { lang }), "xl/sharedStrings.xml");
    expect(sheets).toContain(
      lang === "zh"
        ? "先到 85% 线，R7 补填后才知道够不够"
        : "to its 85 % floor first: whether that is enough shows once R7",
    );
  }
});

test("what to do first is what is enough, with the command that finds the least for everything", () => {
  const { actions, total, plan } = opening(demo);
  expect(actions).toEqual([
    "R5 生均体育运动场馆面积（小学）：把不足 8.46 ㎡/人 的 8 所都补到 8.46 ㎡/人，共 1905.12 ㎡，差异系数降到 0.500",
    "云溪县云河路小学（小学）：增配教学仪器设备 2.1 万元，到 85% 线即可",
    "云溪县城北初级中学（初中）：增加高于规定学历教师 2 人",
  ]);
  expect(total).toContain("R6 2.1 万元");
  expect(plan).toBe("合起来最省的做法：qe-audit plan county.xlsx");
});

test("names an own standard by its file in the command, and no command to who runs none", async () => {
  const local = await planResult("tianjin-wuqing-2020", "local");
  expect(planCommandText(local, "zh")).toMatch(/ -s tianjin-wuqing-2020$/);
  expect(planCommandText(local, "zh", "标准/my.yaml")).toMatch(/ -s 标准\/my\.yaml$/);
  expect(planCommandText(local, "zh", "my own.yaml")).toMatch(/ -s <standard>$/);
  const short: AuditResult = { ...demo, local: local.local };
  const named = { lang: "zh", standard: "my.yaml", limitRows: 0 } as const;
  expect(renderTerminal(short, named)).toContain("qe-audit plan county.xlsx -s my.yaml");
  expect(renderMarkdown(short, named)).toContain("-s my.yaml");
  const paper = zipPart(await renderDocx(demo, { lang: "zh" }), "word/document.xml");
  const book = zipPart(await renderXlsx(demo, { lang: "zh" }), "xl/sharedStrings.xml");
  for (const text of [await renderHtml(demo, { lang: "zh" }), paper, book]) {
    expect(text).not.toContain("qe-audit plan");
    expect(text).toContain("合起来怎样做最省");
  }
});

describe("what to do first is said where no amount says it", () => {
  const vetoes = DEMO_COUNTY.vetoes.map((row, index) => (index === 0 ? { ...row, present: "是" as const } : row));

  test("of a veto, before everything else", () => {
    const { actions, facts } = opening(resultOf({ ...DEMO_COUNTY, vetoes }, { asOf: AS_OF }));
    expect(facts[0]!.text).toMatch(/^V1 /);
    expect(actions[0]).toMatch(/^V1 .*：先查实并整改，消除影响；在此之前，补足其他差距也不能通过认定$/);
    expect(actions).toHaveLength(3);
  });

  test("of a veto alone, in every text format", async () => {
    const county = allPass();
    const result = resultOf(
      {
        ...county,
        vetoes: county.vetoes.map((row, index) => (index === 0 ? { ...row, present: "是" as const } : row)),
      },
      { asOf: "2025-12-31" },
    );
    const own = opening(result);
    expect([own.actions.length, own.total, own.plan]).toEqual([1, null, null]);
    const texts = [
      renderTerminal(result, { lang: "zh", width: 200 }),
      renderMarkdown(result, { lang: "zh" }),
      await renderHtml(result, { lang: "zh" }),
    ];
    for (const text of texts) expect(text).toContain("先查实并整改，消除影响");
  });

  test("of a satisfaction under its requirement, and of a prerequisite", () => {
    const survey = finding({
      id: "s1",
      decides: true,
      check: "share",
      indicator: {
        id: "s1",
        code: "S1",
        name: { zh: "社会认可度", en: "Recognition" },
        unit: "%",
        part: "recognition",
      },
      subject: { kind: "county", id: null, code: null, name: null, stage: null },
      value: 80,
      bound: { operator: ">=", value: 85, unit: "%", floor: null },
      gap: { amount: 5, unit: "%", toFloor: null, direction: "distance", cell: null, derived: false },
    });
    const prerequisite = { id: "basic-balance", status: "fail", value: 2024, cell: "县情!B9" } as const;
    const { actions } = opening(emptyResult({ verdict: "fail", findings: [survey], prerequisites: [prerequisite] }));
    expect(actions).toEqual([
      "通过基本均衡认定三年以上：先满足这一前置条件；在此之前不能申报认定",
      "S1 社会认可度：做到不低于 85%；在此之前，补足其他差距也不能通过认定",
    ]);
  });
});

test("the same fact of one school twice is told once, and counted", () => {
  const twice = ["a", "b"].map((id) => finding({ id, decides: true, subject: school("红星小学", "primary", "s1") }));
  const other = finding({ id: "c", decides: true, subject: school("东风小学", "primary", "s2") });
  const { facts, moreFacts } = opening(emptyResult({ verdict: "fail", findings: [...twice, other] }));
  expect(facts.map(({ text }) => text.slice(-5))).toEqual(
    ["（2 处）", "㎡/人"].map((end) => expect.stringContaining(end)),
  );
  expect(facts).toHaveLength(2);
  expect(moreFacts).toBeNull();
});

test("music and art rooms that a school lacks are told apart", () => {
  const county = allPass();
  const [first, ...others] = county.schools;
  const bare = { ...first!, values: { ...first!.values, adequateMusicRooms: 0, adequateArtRooms: 0 }, rooms: null };
  const { facts } = opening(resultOf({ ...county, schools: [bare, ...others] }, { asOf: "2025-12-31" }));
  expect(facts.map(({ text }) => /G3 [^：]*/.exec(text)?.[0])).toEqual(["G3 音乐专用教室", "G3 美术专用教室"]);
});

test("the command of a plan names the standard that is not the national one", () => {
  const result = { ...demo, source: { ...demo.source, file: "/data/county.xlsx" } };
  const local = { ...result, ...{ local: { expires: null, phases: [], looser: [], silent: [], quantities: {} } } };
  expect(opening(local).plan).toContain(`qe-audit plan /data/county.xlsx -s ${local.standard.id}`);
});

describe("prerequisites and vetoes", () => {
  test("have S1 with its value, and count the vetoes that did not happen", () => {
    const texts = opening(demo).conditions.map(({ text }) => text);
    expect(texts).toContain("S1 社会认可度：达标（91.2%，要求不低于 85%）");
    expect(texts).toContain("一票否决：6 项填报为没有发生（V1、V2、V3、V4、V5、V6）");
  });

  test("name each that happened or is open", () => {
    const vetoes = DEMO_COUNTY.vetoes.map((row, index) =>
      index === 0 ? { ...row, present: "是" as const } : index === 1 ? { ...row, present: null } : row,
    );
    const { conditions, facts } = opening(resultOf({ ...DEMO_COUNTY, vetoes }, { asOf: AS_OF }));
    const told = conditions.filter(({ text }) => /^V\d/.test(text));
    expect(told.map(({ status, text }) => [status, text.slice(0, 2)])).toEqual([
      ["fail", "V1"],
      ["unknown", "V2"],
    ]);
    expect(conditions.at(-1)!.text).toContain("4 项填报为没有发生");
    expect(facts[0]!.text).toContain("V1");
  });
});

describe("what is open", () => {
  /** Every eleventh figure of the schools blank, and what stood there by school, stage and quantity. */
  const withBlanks = (filled: ReadonlySet<string>): CountyRows => {
    let count = 0;
    return {
      ...DEMO_COUNTY,
      schools: DEMO_COUNTY.schools.map((row) => ({
        ...row,
        stages: Object.fromEntries(
          Object.entries(row.stages).map(([stage, values]) => [
            stage,
            Object.fromEntries(
              Object.entries(values).map(([key, value]) => {
                count++;
                const stays = count % 11 !== 0 || filled.has(`${row.code}/${stage}/${key}`);
                return [key, stays ? value : null];
              }),
            ),
          ]),
        ),
      })),
    };
  };
  const openOf = (result: AuditResult) =>
    result.findings.filter(({ required, status }) => required && status === "unknown");

  test("is concluded by the first cells as far as is said", () => {
    const before = resultOf(withBlanks(new Set()), { asOf: AS_OF });
    const { first, settled, units, spreads, others } = firstCells(before)!;
    const all = openOf(before).length;
    expect(units + spreads + others).toBe(all);
    expect(settled).toBeGreaterThanOrEqual(Math.ceil(all * 0.8));
    const cells = new Set(first.map(({ cell }) => cell));
    const filled = before.findings.flatMap(({ subject, working }) =>
      working.inputs.flatMap(({ quantity, stage, cell }) =>
        cell !== null && cells.has(cell) ? [`${subject.id}/${stage}/${quantity}`] : [],
      ),
    );
    const after = resultOf(withBlanks(new Set(filled)), { asOf: AS_OF });
    expect(all - openOf(after).length).toBeGreaterThanOrEqual(settled);
    // One of them less, and it is not.
    const lacking = resultOf(withBlanks(new Set([...new Set(filled)].slice(1))), { asOf: AS_OF });
    expect(all - openOf(lacking).length).toBeLessThan(all - openOf(after).length);
  });

  test("is no proof that nothing falls short, in any report", async () => {
    const [blank, met] = [
      resultOf(blankRows(DEMO_COUNTY), { asOf: AS_OF }),
      resultOf(allPass(), { asOf: "2025-12-31" }),
    ];
    const texts = async (result: AuditResult) => [
      renderTerminal(result, { lang: "zh" }),
      renderMarkdown(result, { lang: "zh" }),
      await renderHtml(result, { lang: "zh" }),
      zipPart(await renderDocx(result, { lang: "zh" }), "word/document.xml").replace(/<[^>]*>/g, ""),
    ];
    const nothing =
      /没有影响认定的差距(?!；无法判定)|(?<!能判定的)没有需要整改的差距|参评学校资源配置综合评估没有未达标的/;
    for (const text of await texts(blank)) {
      expect(text).not.toMatch(nothing);
      expect(text).toMatch(/能判定的/);
    }
    for (const text of await texts(met)) expect(text).toMatch(nothing);
    const paper = (await texts(blank)).at(-1);
    expect(paper).toContain("补齐、核对尚不能判定的事项");
    const strings = zipPart(await renderXlsx(blank, { lang: "zh" }), "xl/sharedStrings.xml");
    expect(strings).toContain("能判定的没有");
  });

  test("counts no cell that may stay blank: a document of a later day waits for a document", () => {
    const { cells, first, beyondCells, others } = firstCells(resultOf(DEMO_COUNTY, { asOf: "2024-12-31" }))!;
    expect([cells, first, beyondCells]).toEqual([0, [], others]);
  });

  test("says how many units, spreads and items it is, and nothing where everything is concluded", () => {
    const blank = resultOf(blankRows(DEMO_COUNTY), { asOf: AS_OF });
    expect(opening(blank).completeness).toMatch(/^27 个校·学段、14 个差异系数、\d+ 个其他项目无法判定；涉及 \d+ 个/);
    // Five are told one by one, and where the others stand in one line: all that the count speaks of.
    const { first } = firstCells(blank)!;
    expect(first.length).toBeGreaterThan(5);
    const { cells } = opening(blank);
    expect(cells).toHaveLength(6);
    expect(cells[5]).toMatch(new RegExp(`^另有 ${first.length - 5} 格：`));
    expect(cells[5]).toContain(first[5]!.cell);
    expect(opening(resultOf(allPass(), { asOf: "2025-12-31" })).completeness).toBeNull();
    expect(firstCells(resultOf(allPass(), { asOf: "2025-12-31" }))).toBeNull();
  });
});

test("a regional plan has two verdicts, and its looser requirements by name", async () => {
  const result = await planResult("tianjin-wuqing-2020", "local");
  const { verdicts, local } = opening(result);
  expect(verdicts.map(({ text }) => text.slice(0, 4))).toEqual(["本方案：", "国家标准"]);
  expect(local).toContain("本方案要求低于国家的：R3 每百名学生拥有");
});

test.each(LANGS)("every text format says the same in %s", async (lang) => {
  for (const result of [demo, resultOf(blankRows(DEMO_COUNTY)), resultOf(manyRows(DEMO_COUNTY, 3), { asOf: AS_OF })]) {
    const own = openingOf(result, speakerOf(result, lang));
    const told = [...own.verdicts, ...own.facts, ...own.conditions].map(({ text }) => text);
    const plain = (text: string): string => text.replace(/<[^>]*>|[\s\\]|&\w+;|&#\d+;|["'<>&]/g, "");
    const [terminal, markdown, page] = [
      renderTerminal(result, { lang, width: 200 }),
      renderMarkdown(result, { lang }),
      await renderHtml(result, { lang }),
    ].map(plain);
    for (const text of [...told, ...own.actions, ...own.cells, own.total, own.completeness, own.moreFacts]) {
      if (text === null) continue;
      for (const each of [terminal, markdown, page]) expect(each).toContain(plain(text));
    }
    for (const each of [terminal, markdown]) expect(each).toContain(plain(own.plan ?? ""));
    expect(page).toContain(plain(own.planWords ?? ""));
  }
});
