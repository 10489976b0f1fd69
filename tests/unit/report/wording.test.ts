import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UNMATCHED_REASONS, type UnmatchedReason } from "../../../src/model/county.ts";
import { PARTS } from "../../../src/model/parts.ts";
import { QUANTITIES } from "../../../src/model/quantity.ts";
import type { Formula, VerdictReason } from "../../../src/model/result.ts";
import { STATUSES } from "../../../src/model/result.ts";
import { SCHOOL_TYPES, STAGES } from "../../../src/model/school.ts";
import { OPERATORS } from "../../../src/model/standard.ts";
import { moneyText } from "../../../src/report/wording/numbers.ts";
import { matterText } from "../../../src/report/wording/plan.ts";
import {
  boundText,
  checkText,
  citationText,
  dispersionText,
  exclusionText,
  formatValue,
  formulaText,
  gapText,
  LANGS,
  type Lang,
  localText,
  noteText,
  noticeText,
  numberText,
  operatorWord,
  partWord,
  plainSpeaker,
  problemText,
  quantityLabel,
  reachText,
  readingText,
  reasonText,
  roundedText,
  settleText,
  stageWord,
  statusWord,
  typeWord,
  valueText,
  verdictReasonText,
  verdictSentence,
  workingText,
} from "../../../src/report/wording.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import {
  citation,
  dispersion,
  EXCLUSIONS,
  finding,
  fullResult,
  LOCAL,
  NOTES,
  NOTICES,
  PROBLEMS,
  problem,
  R4,
  REASONS,
  reading,
} from "./result-builder.ts";

const BROKEN = /undefined|null|NaN|\[object|Infinity|\s{2,}/;
const said = (text: string): void => {
  expect(text.trim()).not.toBe("");
  expect(text).not.toMatch(BROKEN);
};
const chinese = /\p{Script=Han}/u;

const FORMULAS: { readonly [K in Formula["kind"]]: Extract<Formula, { kind: K }> } = {
  ratio: { kind: "ratio", plus: ["teachingArea"], minus: ["indoorSportsArea"], per: 1, split: true, stated: false },
  share: {
    kind: "share",
    numerator: { plus: ["migrantInPublic", "migrantInPurchased"], minus: [] },
    denominator: { plus: ["migrantEligible"], minus: [] },
  },
  comparison: { kind: "comparison", left: "teacherAveragePay", right: "civilServantAveragePay" },
  dispersion: { kind: "dispersion" },
  "composite-dispersion": { kind: "composite-dispersion", of: 8 },
  quorum: { kind: "quorum", atLeast: 6, of: 7 },
  rooms: { kind: "rooms", room: "music", classesPerRoom: 12, area: 96 },
  sum: { kind: "sum", plus: ["pupils"] },
  largest: { kind: "largest", quantity: "largestClass" },
  funding: { kind: "funding", funds: "allocatedFunds", pupils: 100, quota: "primaryFundingQuota" },
  "per-pupil": { kind: "per-pupil", funds: "allocatedFunds", pupils: ["pupils"] },
  attestation: { kind: "attestation", statement: { zh: "规划布局合理", en: "The layout is reasonable" } },
  flags: { kind: "flags", expected: true },
  grade: { kind: "grade", atLeast: "good" },
  monitoring: { kind: "monitoring", subject: "数学", aspect: "rate" },
  absence: { kind: "absence" },
  rollup: { kind: "rollup" },
  count: { kind: "count", quantity: "全校特色比赛" },
  change: {
    kind: "change",
    current: "近视率",
    baseline: "基准年近视率",
    years: 3,
    points: 0.5,
    direction: "down",
  },
  "pupils-per-staff": { kind: "pupils-per-staff", staff: "staff" },
  elimination: { kind: "elimination", count: "大班额班级数", of: "教学班总数" },
  deadline: { kind: "deadline", quantity: "计划达标日期", latest: "2022-12-31" },
  "rated-funding": {
    kind: "rated-funding",
    funds: "新增班级经费",
    rates: [{ quantity: "新增班级数", amount: 150000 }],
  },
  milestone: { kind: "milestone", name: { zh: "场馆", en: "Venues" }, total: 2.58 },
};

describe.each(LANGS)("every code has words in %s", (lang) => {
  test.each(REASONS.map((reason) => [reason.code, reason] as const))("reason %s", (_, reason) => {
    for (const status of STATUSES) {
      for (const value of [4.2, null]) {
        const each = finding({ reason, status, value });
        said(reasonText(each, plainSpeaker(lang)));
        said(valueText(each, plainSpeaker(lang)));
      }
    }
  });

  test("an unknown says what would settle it, whatever its reason", () => {
    const open = REASONS.filter((reason) => settleText(finding({ reason, status: "unknown" }), lang) === null);
    expect(open.map((reason) => reason.code)).toEqual([
      "meets",
      "short-above-floor",
      "short",
      "decided-open",
      "single-unit",
      "none-applicable",
      "measured",
      "attestation-met",
      "attestation-unmet",
      "veto-absent",
      "veto-present",
      "rooms-too-few",
      "not-yet-due",
      "date-too-late",
      "answer-unwanted",
    ]);
  });

  test.each(PROBLEMS.map((problem) => [problem.code, problem] as const))("problem %s", (_, problem) => {
    for (const found of [problem.found, null]) {
      const words = problemText({ ...problem, found }, plainSpeaker(lang));
      for (const text of Object.values(words)) said(text);
      expect(words.sentence).toContain("学校!F12");
      expect(words.sentence).toContain(words.expected);
      expect(words.sentence).toContain(words.found);
      expect(words.sentence).toContain(words.hint);
    }
  });

  test.each(Object.values(FORMULAS).map((formula) => [formula.kind, formula] as const))("formula %s", (_, formula) => {
    said(formulaText(formula, plainSpeaker(lang), "primary"));
    const working = workingText(finding({ working: { formula, inputs: [], split: null } }), plainSpeaker(lang));
    if (working !== null) said(working);
  });

  test("closed lists", () => {
    for (const status of STATUSES) said(statusWord(status, lang));
    for (const stage of [...STAGES, "senior", null] as const) said(stageWord(stage, lang));
    for (const part of PARTS) said(partWord(part, lang));
    for (const type of SCHOOL_TYPES) expect(typeWord(type, lang)).not.toBe(type);
    for (const operator of OPERATORS) said(operatorWord(operator, lang));
    for (const key of Object.keys(QUANTITIES)) said(quantityLabel(key, "primary", plainSpeaker(lang)));
    for (const note of Object.values(NOTES)) said(noteText(note, lang));
    for (const notice of Object.values(NOTICES)) said(noticeText(notice, plainSpeaker(lang)));
    said(localText(LOCAL, lang) ?? "");
    for (const exclusion of Object.values(EXCLUSIONS)) said(exclusionText(exclusion, lang));
    for (const line of readingText(reading, plainSpeaker(lang))) said(line.text);
  });

  test("verdict reasons", () => {
    for (const kind of ["veto", "quorum", "dispersion", "indicator", "no-unit", "left-out"] as const) {
      for (const status of ["fail", "unknown"] as const) {
        for (const count of [1, 3]) {
          const reason: VerdictReason = { code: "R4", status, kind, indicator: R4, count };
          said(verdictReasonText(reason, lang));
          said(verdictReasonText({ ...reason, indicator: null }, lang));
        }
      }
    }
    said(verdictSentence(fullResult(), lang));
    said(verdictSentence({ verdict: "pass", reasons: [], prerequisites: [] }, lang));
  });

  test.each(NATIONAL_2017.indicators.map((indicator) => [indicator.code, indicator] as const))(
    "checks of %s",
    (_, indicator) => {
      for (const check of indicator.checks) {
        const words = checkText(check, indicator, plainSpeaker(lang));
        said(words.formula);
        for (const threshold of words.thresholds) said(threshold);
      }
    },
  );
});

test("English says nothing in Chinese of its own", () => {
  const own = [
    ...STATUSES.map((status) => statusWord(status, "en")),
    ...SCHOOL_TYPES.map((type) => typeWord(type, "en")),
    ...Object.keys(QUANTITIES).map((key) => quantityLabel(key, "primary", plainSpeaker("en"))),
    boundText({ operator: ">=", value: 4.5, unit: "㎡/人", floor: null }, "en"),
  ];
  for (const text of own) expect(text).not.toMatch(chinese);
});

describe("numbers", () => {
  test.each([
    ["just under a bound gets the digits it takes", 4.4951, 2, ">=", 4.5, "4.495"],
    ["well under is printed as the form does", 4.31, 2, ">=", 4.5, "4.31"],
    ["at the bound", 4.5, 2, ">=", 4.5, "4.50"],
    ["just over a limit", 0.5004, 3, "<=", 0.5, "0.5004"],
    ["strictly below", 0.14999, 2, "<", 0.15, "0.14999"],
    ["a share just under", 84.96, 1, ">=", 85, "84.96"],
    ["a whole", 45, 0, "<=", 45, "45"],
  ] as const)("%s", (_, value, decimals, operator, limit, expected) => {
    expect(
      formatValue(value, {
        unit: "",
        decimals,
        contradictAvoid: { bound: { operator, value: limit, unit: "", floor: null } },
      }),
    ).toBe(expected);
  });

  test.each([
    [0.1 + 0.2, "0.3"],
    [1.005, "1.005"],
    [1e21, "1000000000000000000000"],
    [1.5e-9, "0.000000002"],
    [0, "0"],
    [-0.25, "-0.25"],
    [2100 / 7, "300"],
  ])("%d prints without dust as %s", (value, expected) => {
    expect(numberText(value, null)).toBe(expected);
  });

  test.each([
    [0, "0 元", "0 yuan"],
    [756, "756 元", "756 yuan"],
    [9999.99, "9999.99 元", "9,999.99 yuan"],
    [10_000, "1 万元", "10,000 yuan"],
    [13_500.5, "1.35005 万元", "13,500.5 yuan"],
    [1_539_179.22, "153.917922 万元", "1,539,179.22 yuan"],
    [0.123456, "0.123456 元", "0.123456 yuan"],
  ])("money, to the last of it: %d", (amount, zh, en) => {
    expect([moneyText(amount, "zh"), moneyText(amount, "en")]).toEqual([zh, en]);
  });

  test("rounds half away from zero on the decimal the number shows", () => {
    expect(roundedText(1.005, 2)).toBe("1.01");
    expect(roundedText(4.495, 2)).toBe("4.50");
    expect(roundedText(0.5, 0)).toBe("1");
    expect(roundedText(-1.005, 2)).toBe("-1.01");
    expect(roundedText(-0.001, 2)).toBe("0.00");
    expect(roundedText(9.999, 2)).toBe("10.00");
  });

  const near = fc.tuple(
    fc.double({ min: 0.001, max: 10_000, noNaN: true }),
    fc.double({ min: -0.01, max: 0.01, noNaN: true }),
  );

  test("never contradict the bound or the floor", () => {
    fc.assert(
      fc.property(
        near,
        fc.constantFrom(...OPERATORS),
        fc.constantFrom(0, 1, 2, 3),
        ([limit, offset], operator, decimals) => {
          const value = limit + offset;
          const holds = (left: number, right: number): boolean =>
            operator === ">="
              ? left >= right
              : operator === ">"
                ? left > right
                : operator === "<="
                  ? left <= right
                  : left < right;
          const floor = limit * 0.85;
          const text = formatValue(value, {
            unit: "",
            decimals,
            contradictAvoid: { bound: { operator, value: limit, unit: "", floor } },
          });
          expect(holds(Number(text), limit)).toBe(holds(value, limit));
          expect(holds(Number(text), floor)).toBe(holds(value, floor));
          expect((text.split(".")[1] ?? "").length).toBeGreaterThanOrEqual(decimals);
        },
      ),
    );
  });

  test("round as exact decimals do", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(0, 1, 2, 3), (scaled, decimals) => {
        const value = scaled / 10 ** 4;
        const text = roundedText(value, decimals);
        const unit = 10n ** BigInt(4 - decimals);
        const exact = BigInt(Math.abs(scaled));
        const expected = (exact + unit / 2n) / unit;
        expect(BigInt(text.replace("-", "").replace(".", ""))).toBe(expected);
      }),
    );
  });
});

describe("gaps", () => {
  const gap = { amount: 3, unit: "人", toFloor: 1, direction: "add", cell: "学校!M2", derived: false } as const;
  test.each([
    ["to add", gap, null, "还差 3 人，距 85% 线 1 人", "3 people more, 1 person to the 85 % floor"],
    ["floor reached", { ...gap, toFloor: 0 }, null, "还差 3 人", "3 people more"],
    ["to remove", { ...gap, amount: 12, toFloor: null, direction: "remove" }, null, "超出 12 人", "12 people over"],
    [
      "classes over their cap",
      { ...gap, amount: 1, unit: "个班", toFloor: null, direction: "remove" },
      null,
      "超出 1 个班",
      "1 class over",
    ],
    [
      "derived from a stated ratio",
      { ...gap, toFloor: null, derived: true },
      null,
      "还差 3 人（按填报的比值推算）",
      "3 people more (estimated from the stated ratio)",
    ],
    [
      "a strict bound",
      { ...gap, amount: 0.02, unit: "", toFloor: null, direction: "distance" },
      { operator: "<", value: 0.15, unit: "", floor: null },
      "须低于 0.15，相差 0.02",
      "must be below 0.15, off by 0.02",
    ],
    [
      "exactly at a strict bound",
      { ...gap, amount: 0, unit: "", toFloor: null, direction: "distance" },
      { operator: "<", value: 0.15, unit: "", floor: null },
      "须低于 0.15，现正好相等",
      "must be below 0.15, is exactly there",
    ],
    [
      "a spread over its limit, without dust",
      { ...gap, amount: 0.5004 - 0.5, unit: "", toFloor: null, direction: "distance" },
      { operator: "<=", value: 0.5, unit: "", floor: null },
      "高出 0.0004",
      "0.0004 over",
    ],
  ] as const)("%s", (_, each, bound, zh, en) => {
    expect(gapText(each, "zh", bound)).toBe(zh);
    expect(gapText(each, "en", bound)).toBe(en);
  });
});

test("a part above its whole is named in the report's language, a sum by all of its parts", () => {
  const stated = problem("part-above-whole", {
    stage: "primary",
    facts: { parts: ["peTeachers", "musicTeachers"], whole: "teachers", wholeValue: 20, wholeCell: "学校!H12" },
  });
  expect(problemText(stated, plainSpeaker("zh")).expected).toBe(
    "小学体育专任教师数、小学音乐专任教师数之和不超过小学专任教师数 20（学校!H12）",
  );
  const { expected } = problemText(stated, plainSpeaker("en"));
  expect(expected).toMatch(/ together at most .* 20/);
  expect(expected.replace("学校!H12", "")).not.toMatch(/\p{Script=Han}/u);
});

test("a part above its whole that is the figure itself is not named again", () => {
  const own = problem("part-above-whole", {
    stage: "primary",
    quantity: "qualifiedTeachers",
    facts: { parts: ["qualifiedTeachers"], whole: "teachers", wholeValue: 32, wholeCell: "学校!Q5" },
  });
  const { sentence } = problemText(own, plainSpeaker("zh"));
  expect(sentence).toContain("小学高于规定学历教师数：应为不超过小学专任教师数 32（学校!Q5）");
  expect(problemText(own, plainSpeaker("en")).expected).toMatch(/^at most /);
});

test("classes over their cap are to come down to it, not to be closed", () => {
  const over = finding({
    check: "class-size",
    indicator: {
      id: "class-size",
      code: "G5",
      name: { zh: "班级学生数", en: "Class size" },
      unit: "人",
      part: "guarantee",
    },
    gap: { amount: 2, unit: "个班", toFloor: null, direction: "remove", cell: "班级!D10", derived: false },
  });
  expect(reachText(over, "zh")).toBe("超出的 2 个班降到限额以内即达到要求");
  expect(reachText(over, "en")).toBe("bringing 2 classes down to the limit reaches the requirement");
});

test("a spread says which other formula would give the other answer", () => {
  expect(dispersionText(dispersion(), "zh")).toBe("差异系数 0.515，要求不超过 0.5；不按学生数加权则为 0.489，结论相反");
});

test("a citation says through what it was seen", () => {
  expect(citationText({ ...citation, via: "某方案" }, "zh")).toBe(
    "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号） 第七条（转引自某方案）",
  );
});

describe("how words were taken", () => {
  const word = { sheet: "学校", cell: "C2", header: "办学类型", found: "小学（公办）", taken: "小学" };
  const told = {
    ...reading,
    understood: [
      { ...word, count: 1 },
      { ...word, cell: "C9", count: 12 },
    ],
  };

  test.each([
    ["zh", ["学校!C2 “小学（公办）”认作“小学”", "学校!C9 等 12 处 “小学（公办）”认作“小学”"]],
    ["en", ['学校!C2: "小学（公办）" taken as "小学"', '学校!C9 and 11 more: "小学（公办）" taken as "小学"']],
  ] as const)("%s", (lang, expected) => {
    const lines = readingText(told, plainSpeaker(lang)).filter(({ kind }) => kind === "understood");
    expect(lines.map(({ text }) => text)).toEqual(expected);
    expect(lines.every(({ guessed }) => guessed)).toBe(true);
  });
});

describe("a column that was not used", () => {
  const unused = (why: UnmatchedReason | null, nearest: string | null, lang: Lang): string[] =>
    readingText(
      { ...reading, unmatched: [{ sheet: "学校", cell: "B2", header: "甲", nearest, why }] },
      plainSpeaker(lang),
    ).flatMap(({ kind, text }) => (kind === "unmatched" ? [text] : []));

  test.each(["zh", "en"] as const)("is told by the reason where it is known, %s", (lang) => {
    const texts = UNMATCHED_REASONS.map((why) => unused(why, "在校生数", lang)[0]!);
    expect(new Set(texts).size).toBe(UNMATCHED_REASONS.length);
    for (const text of texts) expect(text).not.toContain("在校生数");
    expect(unused(null, "在校生数", lang)[0]).toContain("在校生数");
  });

  test("says what is missing", () => {
    expect(unused("no-stage", "随迁子女数", "zh")).toEqual([
      "学校!B2 “甲”没有写明学段，没有采用；请在标题前写明小学或初中",
    ]);
    expect(unused("per-pupil", null, "en")[0]).toContain("is a value per pupil");
  });
});

test("a matter of a plan that is open may lack a figure as well as a document, and says where that is named", () => {
  const matter = {
    indicator: { id: "class-size", code: "G5", name: { zh: "班级学生数", en: "Class size" }, unit: "人" },
    deadline: null,
  };
  expect(matterText({ ...matter, status: "unknown", responsible: [] }, "zh")).toBe(
    "G5 班级学生数：无法判定，补齐或核对差距报告所列的数据、材料",
  );
});

test("a column that is not there has no cells to fill in, and is asked to be added", () => {
  const open = (...states: ("blank" | "absent")[]) =>
    settleText(
      finding({
        status: "unknown",
        reason: {
          code: "missing-input",
          inputs: states.map((state) => ({
            quantity: "lessons",
            stage: null,
            cell: state === "blank" ? "学校!B3" : null,
            state,
          })),
        },
      }),
      "zh",
    );
  expect(open("absent")).toBe("在工作簿中加上这一栏并填写；已有而名称不同的，用对照文件指明");
  expect(open("absent", "blank")).toBe("补填或改正这些单元格");
  expect(open()).toBe("补填或改正这些单元格");
});
