import type { AuditResult, Finding } from "../model/result.ts";
import type { AuditRecord, BesideFinding, ComparedResult, SettledFindings } from "../model/rollup.ts";

/** The indicator, so to say, of what the national programme asks beside its indicators (standard.md 7). */
export const PREREQUISITE = "prerequisite";
/** Stands where an id has its check, for what was done for a milestone in one year. */
export const PROGRESS = "progress";

/** Prerequisites and each year's progress, as far as the workbook gives them: what is blank is not there. */
export const besideOf = ({
  prerequisites = [],
  milestones = [],
}: {
  readonly prerequisites?: readonly NonNullable<ComparedResult["prerequisites"]>[number][] | undefined;
  readonly milestones?: readonly NonNullable<ComparedResult["milestones"]>[number][] | undefined;
}): readonly BesideFinding[] => [
  ...prerequisites.map(({ id, status }) => ({ id: `${PREREQUISITE}/${id}/county`, status, value: null })),
  ...milestones.flatMap(({ id, year, status, doneInYear }) =>
    doneInYear === null ? [] : [{ id: `${id}/${PROGRESS}/${year}/county`, status, value: doneInYear }],
  ),
];

/**
 * Figures that a finding is judged without: its inputs that have no value, and the classes that a class list leaves out of
 * the number of classes.
 */
export const missingFigures = (
  check: string,
  inputs: readonly { readonly quantity: string; readonly value: unknown }[],
): number => {
  const blank = inputs.filter(({ value }) => value === null).length;
  if (check !== "class-size" || inputs.some(({ quantity }) => quantity === "oversizedClasses")) return blank;
  const classes = inputs.find(({ quantity }) => quantity === "classes")?.value;
  const listed = inputs.filter(({ quantity }) => quantity === "largestClass").length;
  return blank + (typeof classes === "number" ? Math.max(0, classes - listed) : 0);
};

/** Sorted places as ranges: `0-4 7`. */
const rangesOf = (places: readonly number[]): string => {
  const ranges: [number, number][] = [];
  for (const place of [...places].sort((left, right) => left - right)) {
    const last = ranges.at(-1);
    if (last !== undefined && place <= last[1] + 1) last[1] = place;
    else ranges.push([place, place]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(" ");
};

/** The places of a text that {@link recordOf} wrote. */
export const placesIn = (ranges: string): readonly number[] =>
  ranges === ""
    ? []
    : ranges.split(" ").flatMap((range) => {
        const [from = 0, to = from] = range.split("-").map(Number);
        return Array.from({ length: to - from + 1 }, (_, index) => from + index);
      });

/** A school left out of resources at a stage, or at every one. */
export const exclusionKey = (id: string, stage: string | null): string => (stage === null ? id : `${id}/${stage}`);

/** What a batch keeps of an audit beside what falls short or is unknown; see {@link AuditRecord}. */
export const recordOf = (result: AuditResult): AuditRecord => {
  const places = new Map<string, number>();
  const schools: AuditRecord["schools"] = [];
  const placeOf = ({ id, code, name }: AuditRecord["schools"][number]): number => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, schools.length);
    schools.push({ id, code, name });
    return schools.length - 1;
  };
  interface Group {
    readonly of: Omit<SettledFindings, "schools">;
    readonly at: number[] | null;
  }
  const groups = new Map<string, Group>();
  const settle = ({ id, subject }: Finding, status: SettledFindings["status"]): void => {
    if (subject.kind === "county") {
      groups.set(`${status} ${id}`, { of: { begin: id, end: "", status }, at: null });
      return;
    }
    const end = subject.stage === null ? "" : `/${subject.stage}`;
    const begin = id.slice(0, id.length - end.length - subject.id.length);
    const key = `${status} ${begin}*${end}`;
    const group = groups.get(key) ?? { of: { begin, end, status }, at: [] };
    group.at!.push(placeOf(subject));
    groups.set(key, group);
  };
  for (const finding of result.findings) {
    const { subject, status } = finding;
    if (subject.kind === "school") placeOf(subject);
    if (status === "pass" || status === "notApplicable") settle(finding, status);
  }
  for (const { school } of result.excluded) placeOf(school);
  return {
    schools,
    excluded: result.excluded.map(({ school, stage }) => exclusionKey(school.id, stage)),
    settled: [...groups.values()].map(({ of, at }) => ({ ...of, schools: at === null ? null : rangesOf(at) })),
    beside: [...besideOf(result)],
  };
};
