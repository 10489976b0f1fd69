import { AuditError } from "../errors.ts";
import type { County } from "../model/county.ts";
import type { Bound, Finding, IndicatorRef, Note, Reason, Status, Subject } from "../model/result.ts";
import { type School, STAGES, type Stage } from "../model/school.ts";
import type { Check, Indicator, Relaxation, RelaxationChange, Standard } from "../model/standard.ts";
import { figureOf, read } from "./measure.ts";
import type { Scope } from "./scope.ts";
import { compulsoryStages } from "./stages.ts";

/** What every check may look at. */
export interface Context {
  readonly county: County;
  readonly standard: Standard;
  readonly scope: Scope;
  /** Columns of schools that 教学点 may leave to their centre school; once a row answers one of them, all are asked. */
  readonly answerable: readonly string[];
  /** See {@link schoolSubject}. */
  readonly subjects: Map<School, Map<Stage | null, Subject>>;
}

/** What all findings of an indicator share. */
interface Shared {
  readonly reference: IndicatorRef;
  /** `indicator/check/`, by check. */
  readonly idBegins: Map<string, string>;
}

const shared = new WeakMap<Indicator, Shared>();

/** The same object for all findings of an indicator, of which a large county has a hundred thousand. */
const sharedOf = (indicator: Indicator): Shared => {
  const known = shared.get(indicator);
  if (known !== undefined) return known;
  const { id, code, part, name, unit } = indicator;
  const made: Shared = { reference: { id, code, part, name, unit }, idBegins: new Map() };
  shared.set(indicator, made);
  return made;
};

/** The same object for all findings of an indicator. */
export const indicatorRef = (indicator: Indicator): IndicatorRef => sharedOf(indicator).reference;

const idBegin = (indicator: Indicator, { idBegins }: Shared, check: string): string => {
  let begin = idBegins.get(check);
  if (begin === undefined) {
    begin = `${indicator.id}/${check}/`;
    idBegins.set(check, begin);
  }
  return begin;
};

const ID_ENDS: Readonly<Record<Stage, string>> = { primary: "/primary", juniorSecondary: "/juniorSecondary" };

/** The same object for all findings of a school at a stage. */
export const schoolSubject = ({ subjects }: Context, school: School, stage: Stage | null): Subject => {
  let byStage = subjects.get(school);
  if (byStage === undefined) {
    byStage = new Map();
    subjects.set(school, byStage);
  }
  const known = byStage.get(stage);
  if (known !== undefined) return known;
  const { id, code, name } = school;
  const made: Subject = { kind: "school", id, code, name, stage };
  byStage.set(stage, made);
  return made;
};

export const countySubject = (
  stage: Stage | null,
  name: string | null = null,
  code: string | null = null,
): Subject => ({
  kind: "county",
  id: null,
  code,
  name,
  stage,
});

/** The parts of a finding that its check decides; the rest follows from indicator and check. */
export interface Judgement {
  readonly subject: Subject;
  readonly status: Status;
  readonly reason: Reason;
  readonly working: Finding["working"];
  readonly value?: number | null;
  readonly bound?: Bound | null;
  readonly reachesFloor?: boolean | null;
  readonly gap?: Finding["gap"];
  readonly enough?: Finding["enough"];
  readonly roundingSensitive?: boolean;
  readonly relaxation?: string | null;
  readonly notes?: readonly Note[];
  /** Tells apart findings of one check and subject, in their ids. */
  readonly detail?: string;
}

const NO_NOTES: readonly Note[] = [];

/** One finding; its id is `indicator/check[/detail]/school-or-county[/stage]`. */
export const finding = (
  indicator: Indicator,
  check: Pick<Check, "id" | "citation" | "responsible"> & { readonly kind: Finding["check"] },
  required: boolean,
  judgement: Judgement,
): Finding => {
  const { subject, detail } = judgement;
  const own = sharedOf(indicator);
  const begin = idBegin(indicator, own, check.id) + (detail === undefined ? "" : `${detail}/`);
  // Pieces that findings share, in as few steps as can be: V8 keeps every step.
  const id = begin + (subject.id ?? "county") + (subject.stage === null ? "" : ID_ENDS[subject.stage]);
  return {
    id,
    indicator: own.reference,
    check: check.kind,
    required,
    status: judgement.status,
    subject,
    value: judgement.value ?? null,
    bound: judgement.bound ?? null,
    reachesFloor: judgement.reachesFloor ?? null,
    gap: judgement.gap ?? null,
    decides: false,
    enough: judgement.enough ?? null,
    working: judgement.working,
    roundingSensitive: judgement.roundingSensitive ?? false,
    reason: judgement.reason,
    notes: judgement.notes === undefined || judgement.notes.length === 0 ? NO_NOTES : judgement.notes,
    waived: null,
    relaxation: judgement.relaxation ?? null,
    responsible: check.responsible ?? indicator.responsible,
    deadline: indicator.deadline,
    citation: check.citation,
  };
};

/** What is open of a school of unknown type that may be one that is asked. */
export const typeUnknown = (
  school: School,
  indicator: Indicator,
  check: Parameters<typeof finding>[1],
  subject: Finding["subject"],
  working: Finding["working"],
): Finding =>
  finding(indicator, check, false, {
    subject,
    status: "unknown",
    reason: { code: "type-unknown", cell: school.type.cell },
    working,
  });

/**
 * A relaxation's change as it applies to one school; null where no condition holds, or where figures are missing that
 * one depends on.
 */
export interface AppliedRelaxation {
  readonly relaxation: Relaxation & { readonly lapsed: boolean };
  readonly change: RelaxationChange;
}

/**
 * The relaxation of an indicator whose condition a school is known to meet, with the first of its rules that holds; null
 * where no relaxation does.
 *
 * @throws AuditError `relaxations-equal` where two do: they are of equal rank, and nobody can say which holds.
 */
export const relaxationFor = (
  { standard }: Context,
  indicatorId: string,
  school: School,
  stage: Stage | null,
): AppliedRelaxation | null => {
  const found = standard.relaxations
    .filter((relaxation) => relaxation.indicator === indicatorId)
    .flatMap((relaxation) => {
      const rule = relaxation.rules.find(({ when }) => when.some((condition) => holds(condition, school, stage)));
      return rule === undefined ? [] : [{ relaxation, change: rule.change }];
    });
  const [first, second] = found;
  if (first !== undefined && second !== undefined) {
    const options: [string, string] = [first.relaxation.id, second.relaxation.id];
    const indicator = standard.indicators.find(({ id }) => id === indicatorId)?.code ?? indicatorId;
    throw new AuditError({ code: "relaxations-equal", indicator, school: school.name, options });
  }
  return first ?? null;
};

/** The stage asked about, or all stages at which the school has, or may have, pupils. */
const stagesAsked = (school: School, stage: Stage | null): readonly Stage[] => {
  if (stage !== null) return [stage];
  const own = school.type.value === null ? STAGES : compulsoryStages(school.type.value);
  return own.filter((each) => figureOf(read<number>(school.stages[each].values, "pupils")) !== 0);
};

const holds = (
  condition: Relaxation["rules"][number]["when"][number],
  school: School,
  stage: Stage | null,
): boolean => {
  const stages = stagesAsked(school, stage);
  const figures = (key: string) => stages.map((each) => figureOf(read<number>(school.stages[each].values, key)));
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const total = (values: readonly number[]) => values.reduce((left, right) => left + right, 0);
  const complete = (values: readonly (number | null)[]) => values.length > 0 && !values.includes(null);
  const counts = figures("pupils");
  const pupils = complete(counts) ? total(known(counts)) : null;
  const tests: boolean[] = [];
  if (condition.location !== undefined) tests.push(school.location.value === condition.location);
  if (condition.pupilsFrom !== undefined) tests.push(pupils !== null && pupils >= condition.pupilsFrom);
  if (condition.pupilsTo !== undefined) tests.push(pupils !== null && pupils <= condition.pupilsTo);
  if (condition.denseCentre !== undefined) tests.push(school.denseCentre.value === condition.denseCentre);
  if (condition.builtBy !== undefined) {
    tests.push(school.foundedYear.value !== null && school.foundedYear.value <= condition.builtBy);
  }
  if (condition.largestClassUnder !== undefined) {
    const largest = figures("largestClass");
    tests.push(complete(largest) && Math.max(...known(largest)) < condition.largestClassUnder);
  }
  if (condition.migrantShareAbove !== undefined) {
    // Those that are known are enough, where they are: there can only be more.
    const migrants = total(known(figures("migrantPupils")));
    tests.push(pupils !== null && migrants * 100 > pupils * condition.migrantShareAbove);
  }
  return tests.length > 0 && tests.every(Boolean);
};

/** The loud note on a finding that uses a relaxation past its last day. */
export const lapsedNotes = ({ relaxation }: AppliedRelaxation): readonly Note[] =>
  relaxation.lapsed && relaxation.to !== null
    ? [{ code: "lapsed-relaxation", option: relaxation.id, to: relaxation.to }]
    : [];
