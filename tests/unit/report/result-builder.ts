import type { DataProblem, ProblemCode, ProblemFacts, Reading } from "../../../src/model/county.ts";
import type { Part } from "../../../src/model/parts.ts";
import type {
  AuditResult,
  Dispersion,
  Exclusion,
  Finding,
  IndicatorRef,
  LocalStanding,
  Note,
  Notice,
  Reason,
  ReasonCode,
  ReasonFacts,
  ResourceUnit,
  StageTotal,
} from "../../../src/model/result.ts";
import { STAGES } from "../../../src/model/school.ts";
import type { Citation } from "../../../src/model/standard.ts";

/** Results made by hand, small and complete, so that a report can be tested without an audit. */

export const citation: Citation = {
  document: "县域义务教育优质均衡发展督导评估办法",
  number: "教督〔2017〕6号",
  clause: "第七条",
  date: "2017-04-19",
  grade: "press",
  via: null,
};

export const indicator = (
  code: string,
  id: string,
  zh: string,
  en: string,
  unit: string,
  part: Part,
): IndicatorRef => ({
  code,
  id,
  name: { zh, en },
  unit,
  part,
});

export const R1 = indicator(
  "R1",
  "qualified-teachers",
  "每百名学生拥有高于规定学历教师数",
  "Teachers above the required degree per 100 pupils",
  "人/百人",
  "resource",
);
export const R4 = indicator(
  "R4",
  "teaching-floor-area",
  "生均教学及辅助用房面积",
  "Teaching floor area per pupil",
  "㎡/人",
  "resource",
);
export const QUORUM = indicator("RQ", "resource-allocation", "学校资源配置", "Resource allocation", "项", "resource");
export const G5 = indicator("G5", "class-size", "班级学生数", "Class size", "人", "guarantee");
export const G11 = indicator("G11", "teacher-rotation", "教师交流轮岗比例", "Teacher rotation", "%", "guarantee");
export const Q9 = indicator("Q9", "academic-quality", "学业质量", "Academic quality", "", "quality");
export const V2 = indicator("V2", "illegal-school-choice", "违规择校", "Illegal school choice", "", "veto");

export const school = (name: string, stage: "primary" | "juniorSecondary" | null = "primary", id = name) =>
  ({ kind: "school", id, code: "3112000001", name, stage }) as const;
export const county = { kind: "county", id: null, code: null, name: null, stage: null } as const;

/** A failing R4 of one school; every field can be replaced. */
export const finding = (changes: Partial<Finding> = {}): Finding => ({
  id: "teaching-floor-area/3112000001/primary",
  indicator: R4,
  check: "ratio",
  required: false,
  status: "fail",
  subject: school("红星小学"),
  value: 4.4951,
  bound: { operator: ">=", value: 4.5, unit: "㎡/人", floor: 3.825 },
  reachesFloor: true,
  gap: { amount: 2.11, unit: "㎡", toFloor: 0, direction: "add", cell: "学校!T12", derived: false },
  working: {
    formula: {
      kind: "ratio",
      plus: ["teachingArea"],
      minus: ["indoorSportsArea"],
      per: 1,
      split: false,
      stated: false,
    },
    inputs: [
      { quantity: "teachingArea", stage: null, value: 2000.5, unit: "㎡", cell: "学校!T12" },
      { quantity: "indoorSportsArea", stage: null, value: 67.61, unit: "㎡", cell: "学校!U12" },
      { quantity: "pupils", stage: "primary", value: 430, unit: "人", cell: "学校!F12" },
    ],
    split: null,
  },
  roundingSensitive: true,
  reason: { code: "short-above-floor" },
  notes: [],
  decides: changes.required === true && (changes.status ?? "fail") === "fail",
  enough: null,
  waived: null,
  relaxation: null,
  responsible: [],
  deadline: null,
  citation,
  ...changes,
});

export const quorumFinding = (changes: Partial<Finding> = {}): Finding =>
  finding({
    id: "resource-allocation/3112000001/primary",
    indicator: QUORUM,
    check: "quorum",
    required: true,
    value: 5,
    bound: { operator: ">=", value: 6, unit: "项", floor: null },
    reachesFloor: null,
    gap: null,
    enough: {
      kind: "set",
      measure: "relative-distance",
      additions: [
        {
          school: "3112000001",
          name: "红星小学",
          indicator: R1,
          amount: 1,
          unit: "人",
          cell: "学校!M12",
          derived: false,
          to: "floor",
        },
        {
          school: "3112000001",
          name: "红星小学",
          indicator: R4,
          amount: 2.11,
          unit: "㎡",
          cell: "学校!T12",
          derived: false,
          to: "requirement",
        },
      ],
      spared: [R1],
      open: [],
    },
    roundingSensitive: false,
    reason: { code: "quorum", reached: 5, floorOnly: ["R4"], below: ["R1"], unknown: [], atLeast: 6 },
    working: { formula: { kind: "quorum", atLeast: 6, of: 7 }, inputs: [], split: null },
    ...changes,
  });

export const dispersion = (changes: Partial<Dispersion> = {}): Dispersion => ({
  indicator: R4,
  stage: "primary",
  units: 5,
  known: 5,
  mean: 6.334437,
  standardDeviation: 3.263861,
  cv: 0.515257,
  limit: 0.5,
  status: "fail",
  provisional: null,
  alternatives: { unweighted: 0.488771, sample: 0.546462 },
  formulaSensitive: true,
  roundingSensitive: false,
  influence: [{ school: "红星小学", name: "红星小学", value: 6.2, pupils: 45, share: 0.4, without: 0.41 }],
  ...changes,
});

/** Facts for every reason; a code without an entry does not compile. */
export const REASON_FACTS: { readonly [C in ReasonCode]: ReasonFacts[C] } = {
  meets: {},
  "short-above-floor": {},
  short: {},
  "decided-open": {
    least: 0.98,
    most: null,
    inputs: [{ quantity: "artsTeachers", stage: "primary", cell: "学校!F13", state: "blank" }],
  },
  "missing-input": { inputs: [{ quantity: "pupils", stage: "primary", cell: "学校!F12", state: "blank" }] },
  "type-unknown": { cell: "学校!C12" },
  "sponsor-unknown": { cell: "学校!D12" },
  "zero-denominator": { quantity: "teachers", cell: "学校!G12" },
  inconsistent: { inputs: [{ quantity: "teachingArea", cell: "学校!T12" }] },
  "rows-disagree": { quantity: "义务教育在校学生总数", cell: "县级指标!B30", stated: 1, from: 1400, to: 1440 },
  "zero-mean": {},
  "single-unit": {},
  "missing-units": { units: [{ school: "红星小学", cell: "学校!T12" }], of: 12 },
  "none-applicable": {},
  measured: {},
  "composite-open": { unknown: ["B4"], of: 8 },
  quorum: { reached: 4, floorOnly: ["R4"], below: ["R1"], unknown: ["R6"], atLeast: 6 },
  rollup: { pass: 10, fail: 1, unknown: 2, notApplicable: 0 },
  "attestation-met": { date: "2024-06-01", expires: "2026-06-01" },
  "attestation-unmet": {},
  "attestation-absent": { item: "G1" },
  "attestation-pending": {},
  "attestation-unevidenced": { lacks: "in-force" },
  "attestation-undated": {},
  "monitoring-future": { year: 2030 },
  "attestation-future": { date: "2030-01-01" },
  "attestation-expired": { expires: "2020-01-01" },
  "attestation-disagrees": { cells: ["佐证!B3", "佐证!B4"] },
  "veto-absent": {},
  "veto-present": { note: "两所学校" },
  "veto-pending": {},
  "veto-missing": { item: "V2" },
  "monitoring-none": {},
  "class-list-short": { listed: 10, classes: 12 },
  "class-unplaced": { cells: ["班级!D9", "班级!D10"] },
  "room-unplaced": { cells: ["专用教室!D2"] },
  "answer-unplaced": { cells: ["佐证!A12"] },
  "list-unread": { sheets: ["班级"] },
  "rooms-uncounted": { all: 3 },
  "rooms-too-few": { all: 1 },
  "not-yet-due": { from: "2026-01-01" },
  "date-too-late": { date: "2023-06-30", latest: "2022-12-31" },
  "progress-missing": { years: [2021, 2022] },
  "answer-unwanted": { quantities: ["charter"] },
};
export const REASONS = Object.entries(REASON_FACTS).map(([code, facts]) => ({ code, ...facts }) as Reason);

export const NOTES: { readonly [C in Note["code"]]: Extract<Note, { code: C }> } = {
  "between-options": { code: "between-options", option: "special-education-8000", value: 8000 },
  "lapsed-relaxation": { code: "lapsed-relaxation", option: "older-arts-rooms", to: "2022-12-31" },
  "relaxation-unproven": { code: "relaxation-unproven", option: "older-arts-rooms", item: "G3b" },
  "from-list": { code: "from-list", sheet: "专用教室" },
  "looser-than-national": {
    code: "looser-than-national",
    remark: { zh: "骨干教师比例只要求 10%", en: "asks 10 % of backbone teachers only" },
  },
  "clause-read": { code: "clause-read", remark: { zh: "按全县合计理解", en: "read as the county's total" } },
  "planned-differs": { code: "planned-differs", year: 2021, planned: 6.64, stated: 6 },
};

/** One of every notice; a code without an entry does not compile. */
export const NOTICES: { readonly [C in Notice["code"]]: Extract<Notice, { code: C }> } = {
  "standard-expired": {
    code: "standard-expired",
    standard: "tianjin-wuqing-2020",
    expires: "2022-12-31",
    asOf: "2024-12-31",
  },
  "waiver-expired": {
    code: "waiver-expired",
    indicator: "class-size",
    school: "实验小学",
    approver: "县教育局",
    expires: "2023-12-31",
  },
  "waiver-not-yet": {
    code: "waiver-not-yet",
    indicator: "class-size",
    school: null,
    approver: "县教育局",
    granted: "2025-12-31",
  },
  "subjects-unlisted": {
    code: "subjects-unlisted",
    indicator: "Q9",
    listed: ["数学", "体育"],
    unlisted: ["语文", "科学", "艺术", "德育"],
  },
  "monitoring-year": {
    code: "monitoring-year",
    indicator: "Q9",
    subject: "数学",
    year: 2099,
    cell: "质量监测!D2",
    asOf: "2025-12-31",
  },
  "attestation-unused": {
    code: "attestation-unused",
    indicator: "Q5",
    item: "Q5",
    cell: "佐证!B13",
    quantities: ["ictTeaching"],
  },
  "special-education-differs": {
    code: "special-education-differs",
    indicator: "G7",
    value: 5000,
    bound: { operator: ">=", value: 6000 },
    passes: false,
    cells: ["县级指标!B4", "县级指标!B5"],
  },
  "under-later-standard": {
    code: "under-later-standard",
    indicator: "G7",
    least: 6500,
    later: 7000,
    from: "2025-02-01",
  },
  "survey-small": { code: "survey-small", indicator: "S1", surveyed: 300, wanted: 450, cell: "县级指标!B40" },
  "unit-implausible": {
    code: "unit-implausible",
    sheet: "学校",
    cell: "T1",
    quantity: "equipmentValue",
    label: null,
    perPupil: 0.23,
    unit: "元",
    indicators: ["R6"],
  },
  "waiver-needless": {
    code: "waiver-needless",
    indicator: "class-size",
    school: null,
    schoolsShort: 0,
    approver: "县教育局",
    expires: "2025-12-31",
  },
};

export const LOCAL: LocalStanding = {
  expires: "2022-12-31",
  phases: [{ name: { zh: "全面推进", en: "Advance on all fronts" }, to: "2026-12-31" }],
  looser: [{ indicator: G11, remark: { zh: "骨干教师比例只要求 10%", en: "asks 10 % of backbone teachers only" } }],
  silent: [
    { indicator: "class-size", code: "G5", name: G5.name, check: null },
    { indicator: "teaching-floor-area", code: "R4", name: R4.name, check: "dispersion" },
  ],
  quantities: {},
};

/** Facts for every data problem; a code without an entry does not compile. */
export const PROBLEM_FACTS: { readonly [C in ProblemCode]: ProblemFacts[C] } = {
  "not-a-number": {},
  negative: {},
  "not-whole": {},
  "out-of-range": { min: 0, max: 1 },
  "not-a-choice": { choices: ["是", "否"] },
  "not-a-date": {},
  "not-a-year": {},
  "error-cell": {},
  uncached: {},
  "merged-data": { range: "F12:F13" },
  "part-above-whole": { parts: ["backboneTeachers"], whole: "teachers", wholeValue: 20, wholeCell: "学校!H12" },
  "type-unknown": { choices: ["primary", "junior"] },
  "type-missing": { choices: ["primary", "junior"] },
  "pupils-outside-type": { type: "primary", stage: "juniorSecondary" },
  "missing-required": {},
  "rows-missing": { rows: ["V1 以考试方式招生"], sheetMissing: false },
  "no-schools": {},
  "blank-row": {},
  "same-code-different-values": { otherCell: "学校!A9", school: "东风小学" },
  "same-name-without-code": { otherCell: "学校!A9", school: "东风小学" },
  "shared-value-differs": { otherCell: "学校!T13", otherValue: "1200", sum: 3600 },
  "largest-class-contradicts-count": { otherCell: "学校!K12", otherValue: 0, cap: 45 },
  "largest-class-too-small": {
    pupils: 480,
    pupilsCell: "学校!H12",
    classes: 12,
    classesCell: "学校!K12",
    least: 40,
  },
  "class-list-sum": { listed: 140, listCell: "班级!D2" },
  "stage-unproven": { placed: "primary" },
  "percent-ambiguous": {},
  "missing-name": {},
  "code-unknown": { choices: ["V1", "V2"], nearest: "V1" },
  "duplicate-item": { otherCell: "县级指标!B3" },
  "evidence-none": { lacks: "document" },
  "answers-rival": { headings: ["自评结论", "市级复核结论"] },
  "veto-contradicted": {},
  "list-unread": { list: "班级", headings: ["人数"] },
  "school-ambiguous": { cells: ["学校!B9", "学校!B12"] },
  "school-not-found": { nearest: "红星小学" },
  "parent-not-found": { nearest: null },
  "schools-left-out": { schools: 3, missing: 2, names: ["树人小学", "明德小学"] },
  "school-not-counted": { says: "not-open" },
  "figure-remarked": {},
  "special-schools-differ": { listed: 0 },
  "county-named-otherwise": { otherCell: "县情!B3", other: "云溪县" },
  "county-differs": { otherCell: "学校!C5", other: "云溪县" },
  "unit-unknown": { unit: "亩" },
  "progress-above-plan": { total: 8.64, unit: "万㎡", likely: "㎡", taken: 6.64 },
  placeholder: {},
  "identical-row": { otherCell: "学校!B9" },
  "zero-school": {},
  "unit-slip": { perPupil: 25_000_000, usual: 2500, factor: 10000 },
  "unit-implausible": {
    perPupil: 0.23,
    schools: 8,
    min: 20,
    max: 200_000,
    unit: "元",
    likely: "万元",
    neededBy: ["R6"],
  },
  outlier: { perPupil: 92, median: 4.6 },
  "pupils-unusual": { figures: ["teachingArea", "teachers"], likely: 300 },
  "class-average": { average: 82.5 },
  "year-on-year": { previous: 400, change: 0.75 },
  "school-new": {},
  "school-vanished": { previousCell: "学校!B9" },
  "same-name-other-code": { otherCell: "学校!B9", coded: true },
  "arts-doubled": { music: 2, art: 3 },
  "similar-name": { otherCell: "学校!B9", other: "红星小学校" },
  "list-overrides-summary": { otherCell: "学校!V12", summaryValue: 3 },
  "class-repeated": { otherCell: "班级!C2", rows: 2 },
  "school-remark": {},
  "veto-note": {},
  "percent-assumed": { taken: 98.5 },
  "percent-shown": { taken: 12 },
  "data-year-differs": { asOf: "2025-12-31" },
  "merged-into-parent": { parent: "中心小学" },
  "number-as-text": { taken: 1234.5 },
  "name-not-text": {},
  "code-digits-lost": {},
  "item-unknown": { nearest: "交流轮岗教师数" },
  "type-inferred": {},
  "total-differs": { total: 5800, sum: 5790, differing: 3, compared: 20 },
  "schools-noted": { missing: 2 },
  "sheet-unused": { schools: 9, missing: 5, names: ["树人小学", "明德小学", "启智学校"] },
  "stages-apart": { otherCell: "学校!B9", stages: ["primary", "juniorSecondary"] },
};

export const problem = (code: ProblemCode, changes: Partial<DataProblem> = {}): DataProblem =>
  ({
    code,
    severity: "error",
    sheet: "学校",
    cell: "F12",
    school: "红星小学",
    quantity: "pupils",
    stage: "primary",
    label: null,
    found: "337人？",
    facts: PROBLEM_FACTS[code],
    ...changes,
  }) as DataProblem;
export const PROBLEMS = (Object.keys(PROBLEM_FACTS) as ProblemCode[]).map((code) => problem(code));

export const EXCLUSIONS: { readonly [R in Exclusion["reason"]]: Exclusion } = {
  type: {
    school: { id: "s", code: null, name: "启明学校", cell: "学校!B20" },
    stage: null,
    reason: "type",
    type: "special",
    pupils: null,
    citation,
  },
  "attached-stage": {
    school: { id: "v", code: null, name: "县职教中心", cell: "学校!B23" },
    stage: null,
    reason: "attached-stage",
    type: "vocational",
    pupils: 120,
    citation,
  },
  option: {
    school: { id: "p", code: null, name: "育才学校", cell: "学校!B24" },
    stage: null,
    reason: "option",
    type: "primary",
    pupils: null,
    citation,
  },
  "small-teaching-point": {
    school: { id: "t", code: null, name: "山口教学点", cell: "学校!B21" },
    stage: "primary",
    reason: "small-teaching-point",
    type: "teachingPoint",
    pupils: 32,
    citation,
  },
  "no-pupils": {
    school: { id: "n", code: null, name: "旧校", cell: "学校!B22" },
    stage: "juniorSecondary",
    reason: "no-pupils",
    type: "junior",
    pupils: 0,
    citation,
  },
  "merged-into-parent": {
    school: { id: "m", code: null, name: "红星小学东校区", cell: "学校!B23" },
    stage: null,
    reason: "merged-into-parent",
    type: "primary",
    pupils: null,
    citation,
  },
};

export const reading: Reading = {
  layout: "stage-rows",
  sheets: [
    { sheet: "学校", role: "学校", rows: 12 },
    { sheet: "Sheet3", role: null, rows: 0 },
  ],
  headerRows: [{ sheet: "学校", from: 2, to: 4 }],
  matched: [
    { sheet: "学校", cell: "F4", header: "学生人数", quantity: "pupils", stage: "primary", by: "alias" },
    { sheet: "学校", cell: "B4", header: "学校名称", quantity: "name", stage: null, by: "label" },
  ],
  unmatched: [{ sheet: "学校", cell: "Z4", header: "图书册数", nearest: null }],
  skipped: [
    { sheet: "学校", row: 1, reason: "title", text: "学校基本情况" },
    { sheet: "学校", row: 17, reason: "total", text: "合计" },
  ],
  converted: [{ sheet: "学校", cell: "W4", header: "仪器设备值（万元）", from: "万元", to: "元", factor: 10000 }],
  understood: [],
  hidden: [{ sheet: "学校", kind: "row", ref: "9" }],
  account: [
    { sheet: "学校", ref: "A1", became: "context", reason: null, cells: 1 },
    { sheet: "学校", ref: "A2:Z4", became: "header", reason: null, cells: 40 },
    { sheet: "学校", ref: "A5:Y16", became: "used", reason: null, cells: 280 },
    { sheet: "学校", ref: "Z5:Z16", became: "unused-column", reason: "unknown", cells: 12 },
    { sheet: "学校", ref: "A17:Y17", became: "skipped-row", reason: "total", cells: 20 },
    { sheet: "Sheet3", ref: "A1:C3", became: "unused-sheet", reason: "not-understood", cells: 7 },
  ],
};

const none = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };

/** The units that findings speak of, measured as these say. */
const unitsOf = (findings: readonly Finding[]): readonly ResourceUnit[] => {
  const units = new Map<string, ResourceUnit>();
  for (const { subject, check, indicator, value, bound, working } of findings) {
    if (check !== "ratio" || subject.kind !== "school" || subject.stage === null) continue;
    const { id, code, name, stage } = subject;
    const key = JSON.stringify([id, stage]);
    const pupils = working.inputs.find((each) => each.quantity === "pupils" && each.stage === stage);
    const count = typeof pupils?.value === "number" ? pupils.value : null;
    const unit = units.get(key);
    const { formula, inputs, split } = working;
    const per = formula.kind === "ratio" ? formula.per : 1;
    const amount = value === null || count === null ? null : (value * count) / per;
    units.set(key, {
      school: { id, code, name, cell: "学校!B12" },
      stage,
      typeKnown: true,
      pupils: count,
      pupilsCell: pupils?.cell ?? null,
      split: split === null ? null : { parts: split.parts, share: split.share, weighted: 397 },
      figures: [
        ...(unit?.figures ?? []),
        {
          indicator,
          whole: split?.whole ?? amount,
          amount,
          value,
          unit: indicator.unit,
          requirement: bound?.value ?? 0,
          floor: bound?.floor ?? null,
          per,
          cell: inputs[0]?.cell ?? null,
          shared: split !== null,
          stated: false,
          relaxed: null,
        },
      ],
    });
  }
  return [...units.values()];
};

const totalsOf = (units: readonly ResourceUnit[]): readonly StageTotal[] =>
  [...new Set(units.flatMap(({ figures }) => figures.map(({ indicator }) => indicator.id)))].flatMap((indicator) =>
    STAGES.map((stage) => {
      const own = units.filter((unit) => unit.stage === stage).length;
      return { indicator, stage, units: own, known: 0, pupils: null, amount: 0, mean: null, squares: null };
    }),
  );

/** A county that passes and has nothing else to say. */
export const emptyResult = (changes: Partial<AuditResult> = {}): AuditResult => ({
  schemaVersion: 2,
  tool: { name: "qe-audit", version: "0.1.0" },
  standard: {
    id: "national-2017",
    title: { zh: "县域义务教育优质均衡发展国家标准", en: "National standard of high-quality balanced development" },
    edition: "2025-01-01",
    lowestGrade: "reading",
    asOf: "2024-12-31",
    base: null,
    options: [],
    citation,
  },
  source: { file: null, sha256: null, files: [], config: null, county: null, dataYear: null, reading: null },
  verdict: "pass",
  reasons: [],
  national: null,
  local: null,
  notices: [],
  prerequisites: [],
  summary: {
    parts: { resource: none, guarantee: none, quality: none, recognition: none, veto: none },
    units: { total: 0, pass: 0, fail: 0, unknown: 0, excluded: 0 },
    waived: 0,
    relaxed: 0,
    problems: { error: 0, warning: 0 },
  },
  findings: [],
  units: unitsOf(changes.findings ?? []),
  totals: totalsOf(unitsOf(changes.findings ?? [])),
  county: { profile: {}, items: {}, monitoring: [], attestations: [], schools: [] },
  dispersion: [],
  composite: { primary: null, juniorSecondary: null },
  milestones: [],
  reconciliation: [],
  problems: [],
  excluded: [],
  ...changes,
});

/** A county in which every section of a report has something to say. */
export const fullResult = (changes: Partial<AuditResult> = {}): AuditResult => {
  const findings: Finding[] = [
    finding({ decides: true }),
    finding({
      id: "qualified-teachers/3112000001/primary",
      decides: true,
      indicator: R1,
      value: 3.4883,
      bound: { operator: ">=", value: 4.2, unit: "人/百人", floor: 3.57 },
      reachesFloor: false,
      gap: { amount: 4, unit: "人", toFloor: 1, direction: "add", cell: "学校!M12", derived: false },
      working: {
        formula: { kind: "ratio", plus: ["qualifiedTeachers"], minus: [], per: 100, split: false, stated: false },
        inputs: [
          { quantity: "qualifiedTeachers", stage: "primary", value: 15, unit: "人", cell: "学校!M12" },
          { quantity: "pupils", stage: "primary", value: 430, unit: "人", cell: "学校!F12" },
        ],
        split: null,
      },
      roundingSensitive: false,
      reason: { code: "short" },
    }),
    quorumFinding(),
    finding({
      id: "teaching-floor-area/3112000002/juniorSecondary",
      subject: school("东方红九年一贯制学校（第一分校初中部）", "juniorSecondary", "3112000002"),
      value: 5.1,
      bound: { operator: ">=", value: 5.8, unit: "㎡/人", floor: 4.93 },
      gap: { amount: 310.25, unit: "㎡", toFloor: 0, direction: "add", cell: "学校!T13", derived: false },
      working: {
        formula: {
          kind: "ratio",
          plus: ["teachingArea"],
          minus: ["indoorSportsArea"],
          per: 1,
          split: true,
          stated: false,
        },
        inputs: [
          { quantity: "teachingArea", stage: null, value: 2300, unit: "㎡", cell: "学校!T13" },
          { quantity: "indoorSportsArea", stage: null, value: 100, unit: "㎡", cell: "学校!U13" },
          { quantity: "pupils", stage: "primary", value: 166, unit: "人", cell: "学校!F13" },
          { quantity: "pupils", stage: "juniorSecondary", value: 210, unit: "人", cell: "学校!X13" },
        ],
        split: {
          parts: [
            { stage: "primary", weight: 1, pupils: 166, cell: "学校!F13" },
            { stage: "juniorSecondary", weight: 1.1, pupils: 210, cell: "学校!X13" },
          ],
          share: 231 / 397,
          whole: 2200,
          part: (2200 * 231) / 397,
          citation,
        },
      },
      roundingSensitive: false,
      waived: { reason: "新校舍在建", approver: "县教育局", granted: "2024-03-01", expires: "2025-08-31" },
    }),
    finding({
      id: "class-size/3112000003/primary",
      decides: true,
      indicator: G5,
      check: "class-size",
      subject: school("实验小学", "primary", "3112000003"),
      value: 57,
      bound: { operator: "<=", value: 45, unit: "人", floor: null },
      reachesFloor: null,
      gap: { amount: 12, unit: "人", toFloor: null, direction: "remove", cell: "学校!J14", derived: false },
      working: {
        formula: { kind: "largest", quantity: "largestClass" },
        inputs: [{ quantity: "largestClass", stage: "primary", value: 57, unit: "人", cell: "学校!J14" }],
        split: null,
      },
      roundingSensitive: false,
      reason: { code: "short" },
      notes: [NOTES["from-list"]],
    }),
    finding({
      id: "class-size",
      indicator: G5,
      check: "rollup",
      required: true,
      subject: county,
      value: null,
      bound: null,
      reachesFloor: null,
      gap: null,
      working: { formula: { kind: "rollup" }, inputs: [], split: null },
      roundingSensitive: false,
      reason: { code: "rollup", pass: 10, fail: 1, unknown: 0, notApplicable: 0 },
    }),
    finding({
      id: "teacher-rotation",
      indicator: G11,
      check: "share",
      required: true,
      subject: county,
      value: 9.96,
      bound: { operator: ">=", value: 10, unit: "%", floor: null },
      reachesFloor: null,
      gap: { amount: 1, unit: "人", toFloor: null, direction: "add", cell: "县级指标!B8", derived: false },
      working: {
        formula: {
          kind: "share",
          numerator: { plus: ["rotatedTeachers"], minus: [] },
          denominator: { plus: ["rotationEligible"], minus: [] },
        },
        inputs: [
          { quantity: "rotatedTeachers", stage: null, value: 249, unit: "人", cell: "县级指标!B8" },
          { quantity: "rotationEligible", stage: null, value: 2500, unit: "人", cell: "县级指标!B7" },
        ],
        split: null,
      },
      reason: { code: "short" },
      responsible: ["县教育局", "县人社局"],
      deadline: "2026-12-31",
    }),
    finding({
      id: "academic-quality/数学-rate",
      indicator: Q9,
      check: "monitoring",
      required: true,
      subject: { ...county, name: "数学" },
      value: 0.15,
      bound: { operator: "<", value: 0.15, unit: "", floor: null },
      reachesFloor: null,
      gap: { amount: 0, unit: "", toFloor: null, direction: "distance", cell: null, derived: false },
      working: {
        formula: { kind: "monitoring", subject: "数学", aspect: "rate" },
        inputs: [{ quantity: "校际差异率", stage: null, value: 0.15, unit: "", cell: "质量监测!C3" }],
        split: null,
      },
      roundingSensitive: false,
      reason: { code: "short" },
    }),
    finding({
      id: "illegal-school-choice",
      indicator: V2,
      check: "absence",
      required: true,
      status: "unknown",
      subject: county,
      value: null,
      bound: null,
      reachesFloor: null,
      gap: null,
      working: { formula: { kind: "absence" }, inputs: [], split: null },
      roundingSensitive: false,
      reason: { code: "veto-missing", item: "V2" },
    }),
    quorumFinding({
      id: "resource-allocation/3112000004/primary",
      subject: school("西山小学", "primary", "3112000004"),
      status: "unknown",
      enough: null,
      value: 6,
      reason: { code: "quorum", reached: 6, floorOnly: [], below: [], unknown: ["R4"], atLeast: 6 },
    }),
    finding({
      id: "teaching-floor-area/3112000004/primary",
      subject: school("西山小学", "primary", "3112000004"),
      status: "unknown",
      value: null,
      reachesFloor: null,
      gap: null,
      roundingSensitive: false,
      reason: {
        code: "missing-input",
        inputs: [{ quantity: "teachingArea", stage: null, cell: "学校!T15", state: "blank" }],
      },
      relaxation: null,
    }),
  ];
  return emptyResult({
    source: {
      file: "demo-county.xlsx",
      sha256: "8f14e45fceea167a5a36dedd4bea2543ca2a4c2a7e33f5c3f0b8a4e2b1c0d9e8",
      files: [{ file: "demo-county.xlsx", sha256: "8f14e45fceea167a5a36dedd4bea2543ca2a4c2a7e33f5c3f0b8a4e2b1c0d9e8" }],
      config: null,
      county: "清河县",
      dataYear: 2024,
      reading,
    },
    verdict: "fail",
    reasons: [
      { code: "quorum", status: "fail", kind: "quorum", indicator: null, count: 1 },
      { code: "R4-dispersion", status: "fail", kind: "dispersion", indicator: R4, count: 1 },
      { code: "G5", status: "fail", kind: "indicator", indicator: G5, count: 1 },
      { code: "G11", status: "fail", kind: "indicator", indicator: G11, count: 1 },
      { code: "Q9", status: "fail", kind: "indicator", indicator: Q9, count: 1 },
      { code: "V2", status: "unknown", kind: "veto", indicator: V2, count: 1 },
    ],
    national: {
      verdict: "unknown",
      reasons: [{ code: "V2", status: "unknown", kind: "veto", indicator: V2, count: 1 }],
    },
    local: LOCAL,
    notices: Object.values(NOTICES),
    prerequisites: [
      { id: "basic-balance", status: "pass", value: 2016, cell: "县情!B7" },
      { id: "annual-monitoring", status: "unknown", value: null, cell: null },
    ],
    summary: {
      parts: {
        resource: { pass: 9, fail: 2, unknown: 1, notApplicable: 0 },
        guarantee: { pass: 11, fail: 2, unknown: 0, notApplicable: 2 },
        quality: { pass: 8, fail: 1, unknown: 0, notApplicable: 0 },
        recognition: { pass: 1, fail: 0, unknown: 0, notApplicable: 0 },
        veto: { pass: 5, fail: 0, unknown: 1, notApplicable: 0 },
      },
      units: { total: 12, pass: 10, fail: 1, unknown: 1, excluded: 4 },
      waived: 1,
      relaxed: 0,
      problems: { error: PROBLEMS.length, warning: 0 },
    },
    findings,
    dispersion: [
      dispersion(),
      dispersion({
        stage: "juniorSecondary",
        units: 3,
        known: 2,
        mean: null,
        standardDeviation: null,
        cv: null,
        limit: 0.45,
        status: "unknown",
        provisional: 0.2134567,
        alternatives: { unweighted: null, sample: null },
        formulaSensitive: false,
        influence: [],
      }),
      dispersion({
        indicator: R1,
        cv: 0.4996,
        status: "pass",
        formulaSensitive: false,
        roundingSensitive: true,
        alternatives: { unweighted: 0.48, sample: 0.49 },
      }),
    ],
    composite: { primary: 0.3456789, juniorSecondary: null },
    milestones: [
      {
        id: "sports-venues",
        name: { zh: "新增体育场馆面积", en: "Sports venues added" },
        unit: "㎡",
        year: 2022,
        due: "2022-12-31",
        planned: 25800,
        done: 20220,
        plannedInYear: 3600,
        doneInYear: 0,
        cell: "年度进展!D4",
        status: "fail",
        citation,
      },
    ],
    reconciliation: [
      {
        claim: "生均教学及辅助用房面积差异系数",
        cell: "表Ⅲ!F5",
        claimed: 0.489,
        computed: 0.515257,
        agrees: false,
        explainedBy: "unweighted",
      },
    ],
    problems: PROBLEMS,
    excluded: Object.values(EXCLUSIONS),
    ...changes,
  });
};

/** A county of `count` schools, each short in R4. */
export const wideResult = (count: number): AuditResult =>
  fullResult({
    findings: Array.from({ length: count }, (_, index) =>
      finding({
        id: `teaching-floor-area/${index}/primary`,
        subject: school(`第${index + 1}小学`, "primary", String(index)),
        value: 3.9 + index / 1000,
        roundingSensitive: false,
      }),
    ),
  });
