import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { allPass, countyOf } from "../../../fixtures/generated.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { renderDocx } from "../../../src/report/docx.ts";
import { shortfalls } from "../../../src/report/shortfalls.ts";
import {
  coefficientText,
  indicatorText,
  levelText,
  needText,
  plainSpeaker,
  remedyText,
  statusWord,
  subjectText,
  unitCountText,
  valueText,
  verdictSentence,
} from "../../../src/report/wording.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { blankRows, resultOf } from "../../unit/report/audited-counties.ts";
import { load } from "../../unit/report/recalculation.ts";
import { emptyResult, finding, fullResult, school } from "../../unit/report/result-builder.ts";
import { convertAhead, hasOffice, hasPdfReader, pagesOfDocument, TEXT, textOfDocument } from "./office.ts";

const demo = resultOf(DEMO_COUNTY);
const blank = resultOf(blankRows(DEMO_COUNTY));
const hostile = fullResult({ findings: [finding({ subject: school('</w:t><w:t>&"\u0007\u202e\ud800=1+1') })] });
const large = resultOf(countyOf(300));
const met = resultOf(allPass(), { asOf: "2025-12-31" });
const waiting: AuditResult = {
  ...met,
  prerequisites: [
    { id: "basic-balance", status: "fail", value: 2024, cell: "县情!B9" },
    { id: "annual-monitoring", status: "unknown", value: "良好", cell: "县情!B9" },
  ],
};

/** Words of a table break wherever its columns are narrow. */
const squeezed = (text: string): string => text.replace(/\s+/g, "");

describe.skipIf(!hasOffice || !hasPdfReader)("the paper's pages", { timeout: 300_000 }, () => {
  const counties = [
    ["the demo county", demo],
    ["150 schools", resultOf(countyOf(150))],
    ["nothing known", blank],
  ] as const;
  beforeAll(async () => {
    const papers = await Promise.all(counties.map(([, result]) => renderDocx(result, { lang: "zh" })));
    convertAhead(papers, "docx", "pdf");
  });

  test.each(counties)("are four at most before the annexes: %s", async (_, result) => {
    const pages = pagesOfDocument(await renderDocx(result, { lang: "zh" }), "docx");
    const first = pages.findIndex((page) => /^\s*附件 ?1\s/.test(page));
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(4);
    expect(pages[0]).toMatch(/— ?1 ?—/);
  });
});

describe.skipIf(!hasOffice)("the paper's text", { timeout: 300_000 }, () => {
  const read = async (result: AuditResult, lang: "zh" | "en" = "zh"): Promise<string> =>
    squeezed(textOfDocument(await renderDocx(result, { lang }), "docx"));
  beforeAll(async () => {
    const elsewhere = { ...demo, source: { ...demo.source, file: "demo.xlsx" } };
    const results = [demo, elsewhere, blank, hostile, large, met, waiting, fullResult(), emptyResult()];
    const papers = await Promise.all([
      ...results.map((result) => renderDocx(result, { lang: "zh" })),
      ...[demo, fullResult()].map((result) => renderDocx(result, { lang: "en" })),
    ]);
    convertAhead(papers, "docx", TEXT);
  });

  test("numbers a section of milestones in where the standard plans some, with each year's and the sum so far", async () => {
    const text = await read(fullResult());
    const headings = ["四、一票否决", "五、阶段目标进展", "附件4差距与责任分工", "附件5尚不能判定的事项"];
    const places = headings.map((heading) => text.indexOf(heading));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((left, right) => left - right)).toEqual(places);
    expect(text).toContain("项目年份计划完成累计（完成/计划）判定");
    expect(text).toContain("新增体育场馆面积20223600㎡0㎡20220/25800未达标");
    const english = await read(fullResult(), "en");
    expect(english).toContain("5.Milestones");
    expect(english).toContain("Sportsvenuesadded20223600m²0m²20220/25800short");
  });
  test("has its sections in order and every figure from the result, with where it stands", async () => {
    const text = await read(demo);
    const headings = [
      "关于云溪县义务教育优质均衡发展情况的汇报",
      ...["一、总体结论", "二、学校和校际差异情况", "三、下一步工作", "附件：1.各部分达标情况", "5.尚不能判定的事项"],
      ...["（发文机关署名）2024年12月31日", "附件1各部分达标情况", "附件2学校资源配置情况", "（一）学校达标情况"],
      ...["（二）校际差异", "附件3", "一、政府保障程度", "二、教育质量", "三、社会认可度", "四、一票否决"],
      ...["附件4差距与责任分工", "附件5尚不能判定的事项", "附：说明"],
    ];
    const places = headings.map((heading) => text.indexOf(heading));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((left, right) => left - right)).toEqual(places);

    expect(text).toContain(squeezed(verdictSentence(demo, "zh")));
    expect(text).toContain(squeezed(unitCountText(demo.summary.units, "zh")));
    // A veto is not met like an indicator: it did not happen.
    expect(text).toContain("填报为没有发生：V1以考试方式招生");
    expect(text).not.toContain("达标的项目：V1");
    for (const spread of demo.dispersion) expect(text).toContain(coefficientText(spread.cv, spread.limit));

    const book = await load(await renderXlsx(demo, { lang: "zh" }));
    const ledger = book.getWorksheet("差距清单")!;
    const rows = [...Array(ledger.rowCount).keys()].map((index) => JSON.stringify(ledger.getRow(index + 1).values));
    for (const each of demo.findings) {
      if (each.status !== "fail" || each.check !== "ratio") continue;
      const row = rows.findIndex((text) => text.includes(each.subject.name!) && text.includes(each.indicator.code));
      const line = `${subjectText(each.subject, "zh")}${indicatorText(each.indicator, "zh")}`;
      expect(text).toContain(squeezed(line));
      expect(text).toContain(`差距清单第${row + 1}行`);
    }
  });

  test("has a line of its own for the standard, whose brackets stand in no others", async () => {
    const lines = textOfDocument(await renderDocx(demo, { lang: "zh" }), "docx").split("\n");
    expect(lines).toContain("按国家标准（教督〔2017〕6号）评估");
    expect(lines.join("")).not.toContain("6号））");
  });

  test("says of a spread what is enough, and where the Excel report has it", async () => {
    const { enough, bound } = demo.findings.find(({ check, decides }) => check === "dispersion" && decides)!;
    if (enough?.kind !== "level") throw new Error("the spread has no level that is enough");
    expect(await read(demo)).toMatch(
      new RegExp(`${squeezed(levelText(enough, "zh", bound)).replace(/[.（）/]/g, "\\$&")}差距清单第\\d+行`),
    );
  });

  test.each([
    ["the demo county", demo],
    ["nothing known", blank],
    ["all that an audit may have", fullResult()],
  ])("names no cell: %s", async (_, result) => {
    expect(await read(result)).not.toMatch(/![A-Z]{1,3}\d+/);
  });

  test("parts what decides from what does not, each with what is to be done", async () => {
    const text = await read(demo);
    const [first, second, end] = [
      "（一）影响认定的差距",
      "（二）达到85%或不影响认定的差距",
      "附件5尚不能判定的事项",
    ].map((title) => text.indexOf(title));
    const [deciding, others] = [text.slice(first, second), text.slice(second, end)];
    for (const each of shortfalls(demo)) {
      const line = `${subjectText(each.finding.subject, "zh")}${indicatorText(each.finding.indicator, "zh")}`;
      const measure = remedyText(each, each.finding.decides ? each.must : each.whole, "zh")!;
      expect(each.finding.decides ? deciding : others).toContain(squeezed(line + measure));
      expect(each.finding.decides ? others : deciding).not.toContain(squeezed(line + measure));
    }
    expect(deciding).toContain("增配教学仪器设备2.1万元，到85%线即可");
  });

  test("says no more of the audited file than its name", async () => {
    for (const file of ["/home/office/数据/demo.xlsx", "C:\\data\\demo.xlsx", "demo.xlsx"]) {
      const text = await read({ ...demo, source: { ...demo.source, file } });
      expect(text).toContain("·文件demo.xlsx·");
    }
  });

  test("shows in its headline which prerequisites are open", async () => {
    const headline = squeezed(verdictSentence(waiting, "zh"));
    expect(headline).toContain("前置条件未达到");
    expect(await read(waiting)).toContain(headline);
  });

  test("names what an open county item waits for", async () => {
    const text = await read(demo);
    const last = text.slice(text.indexOf("附件5尚不能判定的事项"));
    expect(last).toContain("；G14b优质高中招生名额分配向农村初中倾斜：佐证日期2025年4月18日晚于评估基准日；核对日期，");
    expect(last).not.toContain("先判定其中无法判定的各处");
  });

  test("says of each failing unit its values and gaps", async () => {
    const text = await read(demo);
    const short = demo.findings.filter(({ check, status }) => check === "quorum" && status === "fail");
    expect(short.length).toBeGreaterThan(0);
    for (const { subject } of short) {
      for (const each of demo.findings) {
        const own = each.subject.kind === "school" && subject.kind === "school" && each.subject.id === subject.id;
        if (!own || each.check !== "ratio" || each.status !== "fail" || each.subject.stage !== subject.stage) continue;
        expect(text).toContain(squeezed(valueText(each, plainSpeaker("zh"))));
        const { must, whole } = shortfalls(demo).find(({ finding }) => finding === each)!;
        expect(text).toContain(squeezed(needText(must, "zh") + needText(whole, "zh")));
      }
    }
  });

  test("stays short for 300 schools and says what it leaves out", async () => {
    const text = await read(large);
    expect(text).toMatch(/另有\d+项，见Excel差距报告。/);
    expect(text.length).toBeLessThan(12_000);
  });

  test.each([
    ["all met", met, "没有需要整改的差距"],
    ["nothing known", blank, statusWord("unknown", "zh")],
    ["nothing at all", emptyResult(), "没有需要整改的差距"],
    ["responsible units", fullResult(), "县教育局、县人社局"],
    ["hostile names", hostile, '</w:t><w:t>&"␇<U+202E>\ufffd=1+1'],
  ])("%s", async (_, result, expected) => {
    expect(await read(result)).toContain(expected);
  });

  test("speaks English", async () => {
    expect(await read(demo, "en")).toContain(squeezed("Annex 4 Gaps and who is responsible"));
  });
});
