import type { DataProblem } from "../model/county.ts";
import type { Finding, Notice } from "../model/result.ts";
import type { Check, Indicator } from "../model/standard.ts";
import type { Context } from "./context.ts";
import { multiply, nearestDouble, rational } from "./exact.ts";
import { meets } from "./gaps.ts";
import { figureOf, read } from "./measure.ts";

type Of<K extends Check["kind"]> = Extract<Check, { kind: K }>;
type Teller<K extends Check["kind"]> = (context: Context, indicator: Indicator, check: Of<K>) => readonly Notice[];

/** National monitoring returns to a subject every three years. */
const MONITORING_CYCLE = 3;

/** Q9 is judged by the subjects that the workbook lists: which those are, and whether their years fit the as-of date. */
const ofMonitoring: Teller<"monitoring"> = ({ county, standard: { asOf } }, { code: indicator }, { subjects }) => {
  const { monitoring } = county;
  if (monitoring.length === 0) return [];
  const listed = monitoring.map(({ subject }) => subject);
  const unlisted = subjects.filter((subject) => !listed.some((each) => each.includes(subject)));
  const judged = Number(asOf.slice(0, 4));
  return [
    ...(unlisted.length === 0 ? [] : [{ code: "subjects-unlisted", indicator, listed, unlisted } as const]),
    ...monitoring.flatMap(({ subject, year: { value: year, cell } }): Notice[] =>
      year === null || (year <= judged && year >= judged - MONITORING_CYCLE)
        ? []
        : [{ code: "monitoring-year", indicator, subject, year, cell, asOf }],
    ),
  ];
};

/** A document that stands in for a column says 不符合, and the column is there and decides. */
const ofFlags: Teller<"flags"> = ({ county }, { code: indicator }, { fallback, quantities }) => {
  if (fallback === null) return [];
  const absent = county.schools.every((school) =>
    quantities.every((key) => read(school.values, key).state === "absent"),
  );
  if (absent) return [];
  return county.attestations
    .filter(({ code, conclusion }) => code === fallback.code && conclusion.value === "unmet")
    .map(({ code, conclusion, cell }) => ({
      code: "attestation-unused",
      indicator,
      item: code,
      cell: conclusion.cell ?? cell,
      quantities: [...quantities],
    }));
};

/** What passes and is under the funding standard that rose since. */
const ofLaterStandard = (
  { standard: { asOf } }: Context,
  { id, code: indicator }: Indicator,
  { later }: Of<"special-education-funding">,
  findings: readonly Finding[],
): readonly Notice[] => {
  if (later === undefined || asOf < later.from) return [];
  const under = findings.flatMap((each) =>
    each.indicator.id === id && each.status === "pass" && each.value !== null && each.value < later.value
      ? [each.value]
      : [],
  );
  if (under.length === 0) return [];
  const least = Math.min(...under);
  return [{ code: "under-later-standard", indicator, least, later: later.value, from: later.from }];
};

/** Fewer answers to a survey than its sample of the county's population, which is in 万人. */
const ofSample: Teller<"share"> = ({ county }, { code: indicator }, { sample, denominator }) => {
  if (sample === undefined) return [];
  const population = figureOf(read<number>(county.profile, sample.of));
  const answers = read<number>(county.items, denominator.plus[0]!);
  const surveyed = figureOf(answers);
  if (population === null || surveyed === null) return [];
  const wanted = multiply(multiply(rational(population), rational(TEN_THOUSAND)), rational(sample.perMille / THOUSAND));
  if (meets(rational(surveyed), ">=", wanted)) return [];
  return [{ code: "survey-small", indicator, surveyed, wanted: Math.ceil(nearestDouble(wanted)), cell: answers.cell }];
};
const TEN_THOUSAND = 10_000;
const THOUSAND = 1000;

/** The county's own figures, which decide only where no special school is listed, lead to the other answer than its rows. */
const ofSpecialEducation = (
  { county }: Context,
  { id, code: indicator }: Indicator,
  check: Of<"special-education-funding">,
  findings: readonly Finding[],
): readonly Notice[] => {
  const rows = findings.filter(({ indicator: of, subject }) => of.id === id && subject.kind === "school");
  const concluded = rows.filter(({ status }) => status === "pass" || status === "fail");
  if (concluded.length === 0) return [];
  const funds = read<number>(county.items, check.countyFunds);
  const pupils = read<number>(county.items, check.countyPupils);
  const [given, count] = [figureOf(funds), figureOf(pupils)];
  if (given === null || count === null || count <= 0) return [];
  const limit = rational(check.bound.value);
  const passes = meets(rational(given), check.bound.operator, multiply(limit, rational(count)));
  if (concluded.some(({ status }) => (status === "pass") === passes)) return [];
  return [
    {
      code: "special-education-differs",
      indicator,
      value: given / count,
      bound: { operator: check.bound.operator, value: check.bound.value },
      passes,
      cells: [funds.cell, pupils.cell].filter((cell) => cell !== null),
    },
  ];
};

/** Figures that are probably in another unit: only a warning of the data, but whatever is judged by them may turn. */
export const noticesOfUnits = (problems: readonly DataProblem[]): readonly Notice[] =>
  problems.flatMap((problem): Notice[] => {
    if (problem.code !== "unit-implausible") return [];
    const { code, sheet, cell, quantity, label, facts } = problem;
    return [
      { code, sheet, cell, quantity, label, perPupil: facts.perPupil, unit: facts.unit, indicators: facts.neededBy },
    ];
  });

/** What a reader must know of a county's own answers besides what was judged by them; changes no verdict. */
export const noticesOf = (context: Context, findings: readonly Finding[]): readonly Notice[] =>
  context.standard.indicators.flatMap((indicator) =>
    indicator.checks.flatMap((check) => {
      switch (check.kind) {
        case "monitoring":
          return ofMonitoring(context, indicator, check);
        case "flags":
          return ofFlags(context, indicator, check);
        case "special-education-funding":
          return [
            ...ofSpecialEducation(context, indicator, check, findings),
            ...ofLaterStandard(context, indicator, check, findings),
          ];
        case "share":
          return ofSample(context, indicator, check);
        default:
          return [];
      }
    }),
  );
