import type { Asked, AskedFigure, AskedItem, AskedRow } from "../model/asked.ts";
import { statedKey } from "../model/quantity.ts";
import type { Stage } from "../model/school.ts";
import type { Check, Indicator, StandardDocument, Terms } from "../model/standard.ts";
import { keysOf } from "./quantities.ts";
import { STANDARDS } from "./registry.ts";

/**
 * A standard's indicators, and those of the base that it extends: a county is judged by both. Where both have a row of
 * one code, the plan's own wording counts.
 */
const judgedBy = (standard: StandardDocument): readonly Indicator[] => {
  const base = standard.local === null ? undefined : STANDARDS[standard.local.base];
  return [...standard.indicators, ...(base?.indicators ?? [])];
};

const termsOf = ({ plus, minus }: Terms): string[] => [...plus, ...minus];

const asking =
  (of: AskedFigure["of"], more: Partial<AskedFigure> = {}) =>
  (...keys: string[]): AskedFigure[] =>
    keys.map((key) => ({ key, of, stage: null, sponsor: null, attestable: false, ...more }));

const ofSchools = asking("schools");
const inScope = asking("scope");
const ofClasses = asking("classes");
const ofSmall = asking("small");
const ofSpecial = asking("special");
const ofStaffed = asking("staffed");
const ofAnswering = asking("answering");

/** The figures of each school that a check is judged from, with the schools that it judges. */
const figuresOf = (check: Check): AskedFigure[] => {
  switch (check.kind) {
    case "ratio":
      return [
        ...ofSchools("type", "pupils"),
        ...inScope(...termsOf(check.numerator), ...(check.split ? ["seniorPupils"] : [])),
      ];
    case "arts-rooms":
      return [...ofSchools("type"), ...inScope("classes", ...check.rooms.map(({ adequate }) => adequate))];
    case "school-size":
      return [...ofSchools("type", "pupils"), ...(check.onlyWhere === undefined ? [] : inScope(check.onlyWhere))];
    case "class-size":
      return [...ofSchools("type", "pupils", "classes"), ...ofClasses("largestClass", "oversizedClasses")];
    case "small-school-funding":
      return [...ofSchools("type", "pupils"), ...ofSmall("location", check.funds)];
    case "special-education-funding":
      return [...ofSchools("type"), ...ofSpecial("pupils", check.funds)];
    case "share":
    case "count": {
      if (check.level === "county") return [];
      const of = check.schools === "exceptTeachingPoints" ? ofAnswering : ofStaffed;
      return of(...keysOf(check).map(({ key }) => key));
    }
    case "flags":
      return asking("answering", { attestable: check.fallback !== null })(...check.quantities);
    case "grade":
      return ofAnswering(...check.quantities);
    case "pupil-teacher-ratio": {
      const { stage, sponsor, staff } = check;
      return [
        ...asking("schools", { stage, sponsor })("pupils", staff),
        ...(sponsor === null ? [] : ofSchools("sponsor")),
      ];
    }
    case "nested-deadline":
      return ofStaffed(check.quantity);
    default:
      return [];
  }
};

/** The figures of the county that a check is judged from. */
const itemsOf = (check: Check): AskedItem[] => {
  const always = (...keys: string[]): AskedItem[] => keys.map((key) => ({ key, where: null, unlessZero: null }));
  switch (check.kind) {
    case "small-school-funding":
      return [{ key: check.quota, where: "small-schools", unlessZero: null }];
    case "special-education-funding":
      return [
        { key: check.countyFunds, where: "no-special-school", unlessZero: check.countyPupils },
        { key: check.countyPupils, where: "no-special-school", unlessZero: null },
      ];
    case "staged-elimination":
      // Nothing at all is a share of whatever there is.
      return always(check.count, ...(check.steps.some(({ atMost }) => atMost > 0) ? [check.of] : []));
    default:
      return always(
        ...keysOf(check)
          .filter(({ levels }) => levels.includes("county"))
          .map(({ key }) => key),
      );
  }
};

/** Whose figures they are. The day to judge by may be given on the command line, and has its own problem. */
const IDENTITY: Asked["profile"] = ["countyName", "dataYear"];
/** What prerequisites are judged from. */
const PREREQUISITES: Asked["profile"] = ["basicBalanceYear", "monitoringConclusion"];

const unique = <T extends AskedRow>(rows: readonly T[]): T[] =>
  [...new Map([...rows].reverse().map((row) => [row.code, row])).values()].reverse();

const distinct = <T>(entries: readonly T[]): T[] => [
  ...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values(),
];

const neededBy = (indicators: readonly Indicator[]): Record<string, readonly string[]> => {
  const codes: Record<string, string[]> = {};
  for (const { code, checks } of indicators) {
    for (const check of checks) {
      const keys = [...figuresOf(check), ...itemsOf(check), ...keysOf(check)].map(({ key }) => key);
      if (check.kind === "ratio") keys.push(statedKey(check.numerator, check.per));
      for (const key of keys) {
        codes[key] ??= [];
        if (!codes[key].includes(code)) codes[key].push(code);
      }
    }
  }
  return codes;
};

const attestationsBy = (indicators: readonly Indicator[]): Asked["attestations"] =>
  unique(
    indicators.flatMap(({ checks }) =>
      checks.flatMap((check) => {
        const attestation = check.kind === "flags" ? check.fallback : check;
        if (attestation?.kind !== "attestation") return [];
        const unless = check.kind === "flags" ? check.quantities : [];
        return [{ code: attestation.code, name: attestation.statement.zh, unless }];
      }),
    ),
  );

/** Codes of the rows that documents answer, of every standard there is. */
export const attestedAnywhere = (): string[] =>
  Object.values(STANDARDS).flatMap((standard) => attestationsBy(judgedBy(standard)).map(({ code }) => code));

/**
 * What a workbook must hold for a standard, and for the base that it extends, to judge it: the figures of each school, the
 * items of the county, the rows that documents answer, and the bounds by which figures are compared with each other.
 * `beside` are those that judge the same reading. Every requirement counts, whatever its dates, as the day to judge by is known only once the workbook is read.
 */
export const asked = (standard: StandardDocument, beside: readonly StandardDocument[] = []): Asked => {
  const standards = [standard, ...beside];
  const indicators = standards.flatMap(judgedBy);
  const checks = indicators.flatMap((indicator) => indicator.checks.map((check) => ({ indicator, check })));
  // An option may replace a requirement; its bounds are then the ones that figures were counted by.
  const replacing = standards
    .flatMap(({ options }) => options)
    .flatMap((option) => (option.kind === "requirement" ? [option.check] : []));
  const bounding = [...checks.map(({ check }) => check), ...replacing];
  const capsAt = (stage: Stage): number[] =>
    distinct(bounding.flatMap((check) => (check.kind === "class-size" ? [check.caps[stage]] : [])));
  return {
    figures: distinct(checks.flatMap(({ check }) => figuresOf(check))),
    items: distinct(checks.flatMap(({ check }) => itemsOf(check))),
    profile: standards.some(({ programme }) => programme === undefined) ? [...IDENTITY, ...PREREQUISITES] : IDENTITY,
    attestations: attestationsBy(indicators),
    vetoes: unique(
      checks.flatMap(({ indicator, check }) =>
        check.kind === "absence" ? [{ code: check.code, name: indicator.name.zh }] : [],
      ),
    ).sort((left, right) => (left.code < right.code ? -1 : 1)),
    subjects: distinct(checks.flatMap(({ check }) => (check.kind === "monitoring" ? check.subjects : []))),
    milestones: standards
      .flatMap((each) => each.indicators)
      .flatMap(({ id, code, name, checks: own }) =>
        own.flatMap((check) =>
          check.kind === "milestone"
            ? [
                {
                  names: [id, code, name.zh, name.en],
                  label: name.zh,
                  unit: check.unit,
                  total: check.total,
                  steps: check.steps.map(({ year, planned }) => ({ year, planned })),
                },
              ]
            : [],
        ),
      ),
    classCaps: { primary: capsAt("primary"), juniorSecondary: capsAt("juniorSecondary") },
    rooms: distinct(bounding.flatMap((check) => (check.kind === "arts-rooms" ? check.rooms : []))),
    teachingPointFrom: Math.min(...standards.map((each) => each.teachingPointFrom)),
    smallSchools: distinct(
      checks.flatMap(({ check }) =>
        check.kind === "small-school-funding"
          ? [{ pupils: check.pupils, points: check.villageSchoolsOnly !== true }]
          : [],
      ),
    ),
    neededBy: neededBy(indicators),
  };
};
