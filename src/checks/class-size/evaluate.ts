import { type Context, countySubject, finding, schoolSubject } from "../../engine/context.ts";
import {
  figureAt,
  figureOf,
  inconsistentInput,
  inputOf,
  type Lookup,
  lookUpSchool,
  missingInput,
  missingOf,
  read,
} from "../../engine/measure.ts";
import { compulsoryStages } from "../../engine/stages.ts";
import { unreadList } from "../../engine/unplaced.ts";
import { leavesOutPupils } from "../../model/class-sums.ts";
import type { County } from "../../model/county.ts";
import type { Finding, Gap, Input, Note, Reason, Status } from "../../model/result.ts";
import { type School, STAGES, type Stage, type UnplacedClass } from "../../model/school.ts";
import type { ClassSizeCheck, Indicator } from "../../model/standard.ts";

const CLASS_KEYS = ["pupils", "classes", "largestClass", "oversizedClasses"] as const;

/**
 * Stages at which a school has compulsory classes: those of its type, 教学点 of any size included, but for stages with an
 * explicit 0 of pupils and no class in the list; for 特殊教育,
 * 专门学校 and unknown types those for which its row says anything of pupils or classes; never 高中 or 职业.
 */
const stagesWithClasses = (school: School): readonly Stage[] => {
  const type = school.type.value;
  const own = type === null ? [] : compulsoryStages(type);
  if (own.length > 0) {
    return own.filter((stage) => {
      const { values, classList } = school.stages[stage];
      return classList !== null || figureOf(read(values, "pupils")) !== 0;
    });
  }
  if (type === "senior" || type === "vocational") return [];
  return STAGES.filter(
    (stage) =>
      school.stages[stage].classList !== null ||
      CLASS_KEYS.some((key) => {
        const { value, state } = read<number>(school.stages[stage].values, key);
        return state === "invalid" || (value !== null && value !== 0);
      }),
  );
};

const LARGEST = { kind: "largest", quantity: "largestClass" } as const;

interface Judged {
  readonly status: Status;
  readonly reason: Reason;
  readonly value: number | null;
  readonly gap: Gap | null;
  readonly inputs: readonly Input[];
  readonly notes?: readonly Note[];
}

const removal = (amount: number, unit: string, cell: string | null): Gap => ({
  amount,
  unit,
  toFloor: null,
  direction: "remove",
  cell,
  derived: false,
});

/** Whether a list may leave out a class over the cap, by the pupils that the stage has. */
const mayLeaveOut = (school: School, stage: Stage, pupils: number, cap: number, sizes: readonly number[]): boolean =>
  leavesOutPupils({
    pupils,
    sizes,
    cap,
    largest: figureAt(lookUpSchool(school, "largestClass", stage)),
    over: figureAt(lookUpSchool(school, "oversizedClasses", stage)),
  });

/**
 * From the class list: every class is looked at; a list that is shorter than the number of classes, or leaves out pupils,
 * proves nothing but an excess, and so does one that cannot be held against either.
 */
const judgeList = (school: School, stage: Stage, cap: number): Judged | null => {
  const { classList } = school.stages[stage];
  if (classList === null) return null;
  const notes: Note[] = [{ code: "from-list", sheet: "班级" }];
  const stated = lookUpSchool(school, "classes", stage);
  const classes = figureAt(stated);
  const pupilsLookup = lookUpSchool(school, "pupils", stage);
  const pupils = figureAt(pupilsLookup);
  const sizes = classList.map((each) => figureOf(each.pupils));
  const known = sizes.filter((size) => size !== null);
  const over = classList.filter((_, index) => (sizes[index] ?? 0) > cap);
  const inputs: Input[] = [
    ...classList.map((each) => ({
      quantity: "largestClass",
      stage,
      value: each.pupils.value,
      unit: "人",
      cell: each.pupils.cell,
    })),
    inputOf(stated),
    inputOf(pupilsLookup),
  ];
  const value = known.length === 0 ? null : Math.max(...known);
  if (over.length > 0) {
    return {
      status: "fail",
      reason: { code: "short" },
      value,
      gap: removal(over.length, "个班", over[0]!.pupils.cell),
      inputs,
      notes,
    };
  }
  if (known.length < sizes.length) {
    const missing: Lookup[] = classList
      .filter((_, index) => sizes[index] === null)
      .map((each) => ({ quantity: "largestClass", stage, source: each.pupils }));
    return { status: "unknown", reason: missingInput(missing), value: null, gap: null, inputs, notes };
  }
  if (classes === null || pupils === null) {
    const reason = missingInput(missingOf([stated, pupilsLookup]));
    return { status: "unknown", reason, value, gap: null, inputs, notes };
  }
  if (classList.length < classes) {
    const reason: Reason = { code: "class-list-short", listed: classList.length, classes };
    return { status: "unknown", reason, value, gap: null, inputs, notes };
  }
  if (mayLeaveOut(school, stage, pupils, cap, known)) {
    const largest = classList[sizes.indexOf(value)]!;
    const reason = inconsistentInput([pupilsLookup, { quantity: "largestClass", stage, source: largest.pupils }]);
    return { status: "unknown", reason, value, gap: null, inputs, notes };
  }
  return { status: "pass", reason: { code: "meets" }, value, gap: null, inputs, notes };
};

/**
 * From the summary columns: either 最大班额 or 超班额班级数 is enough beside the pupils and the classes that it must agree with;
 * both are used when both are there.
 */
const judgeSummary = (school: School, stage: Stage, cap: number): Judged => {
  const largestLookup = lookUpSchool(school, "largestClass", stage);
  const overLookup = lookUpSchool(school, "oversizedClasses", stage);
  const largest = figureAt(largestLookup);
  const over = figureAt(overLookup);
  const pupilsLookup = lookUpSchool(school, "pupils", stage);
  const classesLookup = lookUpSchool(school, "classes", stage);
  const pupils = figureAt(pupilsLookup);
  const classes = figureAt(classesLookup);
  const compared = [largestLookup, overLookup, pupilsLookup, classesLookup];
  const inputs = compared.map(inputOf);
  const open = (reason: Reason): Judged => ({ status: "unknown", reason, value: largest, gap: null, inputs });
  if (largest !== null && largest <= cap && over !== null && over > 0) {
    // Classes over another cap, it may be, or one of the two is wrong; no class over this one is shown either way.
    return open(inconsistentInput([largestLookup, overLookup]));
  }
  if ((largest !== null && largest > cap) || (over !== null && over > 0)) {
    const gap =
      over !== null && over > 0
        ? removal(over, "个班", overLookup.source.cell)
        : removal((largest ?? cap) - cap, "人", largestLookup.source.cell);
    return { status: "fail", reason: { code: "short" }, value: largest, gap, inputs };
  }
  if (
    largestLookup.source.state === "invalid" ||
    overLookup.source.state === "invalid" ||
    (largest === null && over === null)
  ) {
    return { ...open(missingInput(missingOf([largestLookup, overLookup]))), value: null };
  }
  // Of one that would contradict the columns, nobody can tell while it is blank.
  if (pupils === null || classes === null) return open(missingInput(missingOf([pupilsLookup, classesLookup])));
  // More pupils than so many classes hold, of the size of the largest or at the cap: whatever the columns say, one is larger.
  if (pupils > classes * (largest ?? cap)) return open(inconsistentInput(compared));
  return { status: "pass", reason: { code: "meets" }, value: largest, gap: null, inputs };
};

/** Classes that may be over a stage's cap and that no school can be said to have: they may be any school's. */
const unplacedOver = ({ unplacedClasses = [] }: County, stage: Stage, cap: number): readonly UnplacedClass[] =>
  unplacedClasses.filter(
    (each) => (each.stage === null || each.stage === stage) && (figureOf(each.pupils) ?? cap + 1) > cap,
  );

const ofUnplaced = (open: readonly UnplacedClass[]): Reason => ({
  code: "class-unplaced",
  cells: open.flatMap(({ pupils }) => pupils.cell ?? []),
});

/** Why a stage's classes are unknown: one over the cap may stand where it cannot be told whose it is; null where none may. */
const doubtOf = (county: County, stage: Stage, cap: number): Reason | null => {
  const open = unplacedOver(county, stage, cap);
  return open.length === 0 ? unreadList(county, "classes") : ofUnplaced(open);
};

const evaluateUnplaced = (context: Context, indicator: Indicator, check: ClassSizeCheck): readonly Finding[] =>
  STAGES.flatMap((stage) => {
    const cap = check.caps[stage];
    const open = unplacedOver(context.county, stage, cap);
    if (open.length === 0) return [];
    const lookups = open.map(({ pupils }): Lookup => ({ quantity: "largestClass", stage, source: pupils }));
    return finding(indicator, check, false, {
      subject: countySubject(stage),
      bound: { operator: "<=", value: cap, unit: "人", floor: null },
      status: "unknown",
      reason: ofUnplaced(open),
      notes: [{ code: "from-list", sheet: "班级" }],
      working: { formula: LARGEST, inputs: lookups.map(inputOf), split: null },
    });
  });

/** Where a list of classes could not be read, a class over the cap may be in it. */
const evaluateUnread = (context: Context, indicator: Indicator, check: ClassSizeCheck): readonly Finding[] => {
  const reason = unreadList(context.county, "classes");
  if (reason === null) return [];
  return [
    finding(indicator, check, false, {
      detail: "unread",
      subject: countySubject(null),
      status: "unknown",
      reason,
      working: { formula: LARGEST, inputs: [], split: null },
    }),
  ];
};

/** From the summary columns, which prove nothing where a class of the school may stand in a list that is not placed. */
const judgeWithoutList = (county: County, school: School, stage: Stage, cap: number): Judged => {
  const judged = judgeSummary(school, stage, cap);
  const doubt = judged.status === "pass" ? doubtOf(county, stage, cap) : null;
  return doubt === null ? judged : { ...judged, status: "unknown", reason: doubt };
};

/** Every class of a school's stage at most the cap (G5): one finding per school and stage. */
export const evaluateClassSize = (
  context: Context,
  indicator: Indicator,
  check: ClassSizeCheck,
): readonly Finding[] => [
  ...context.county.schools.flatMap((school) =>
    stagesWithClasses(school).map((stage) => {
      const cap = check.caps[stage];
      const judged = judgeList(school, stage, cap) ?? judgeWithoutList(context.county, school, stage, cap);
      const { status, reason, value, gap, inputs, notes } = judged;
      return finding(indicator, check, false, {
        subject: schoolSubject(context, school, stage),
        bound: { operator: "<=", value: cap, unit: "人", floor: null },
        status,
        reason,
        value,
        gap,
        ...(notes === undefined ? {} : { notes }),
        working: { formula: LARGEST, inputs, split: null },
      });
    }),
  ),
  ...evaluateUnplaced(context, indicator, check),
  ...evaluateUnread(context, indicator, check),
];
