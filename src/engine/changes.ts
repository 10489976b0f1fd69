import { unknownName } from "../did-you-mean.ts";
import { AuditError, type SourceFault } from "../errors.ts";
import type { Change } from "../model/changes.ts";
import type { County } from "../model/county.ts";
import { QUANTITIES, type QuantityKey, SCHOOL_QUANTITIES, STAGE_QUANTITIES } from "../model/quantity.ts";
import {
  type ClassRecord,
  type Room,
  type School,
  type Sourced,
  STAGE_LABELS,
  STAGES,
  type Stage,
} from "../model/school.ts";
import { add, nearestDouble, rational, sign } from "./exact.ts";
import { figureOf, read } from "./measure.ts";

/** Which rooms a figure counts, for schools whose rooms are listed one by one. */
const ROOM_KINDS: Readonly<Record<string, Room["kind"]>> = {
  musicRooms: "music",
  adequateMusicRooms: "music",
  artRooms: "art",
  adequateArtRooms: "art",
};

/** Figures that may be changed by their labels: those of the dictionary, with the stage before them where they have one. */
const named = (quantity: string, stage: Stage | null): { key: QuantityKey; stage: Stage | null } | null => {
  for (const [keys, levels] of [
    [SCHOOL_QUANTITIES, [null]],
    [STAGE_QUANTITIES, STAGES],
  ] as const) {
    for (const key of Object.keys(keys) as QuantityKey[]) {
      const { label, aliases } = QUANTITIES[key];
      if (key === quantity) {
        if (levels[0] === null) return { key, stage: null };
        return stage === null ? null : { key, stage };
      }
      const labels = [label, ...aliases];
      for (const level of levels) {
        const prefix = level === null ? "" : STAGE_LABELS[level];
        if (labels.some((each) => `${prefix}${each}` === quantity)) return { key, stage: level };
        if (level !== null && level === stage && labels.includes(quantity)) return { key, stage: level };
      }
    }
  }
  return null;
};

/** That a file names no figure at `path`, with the label that is perhaps meant. */
export const unknownFigure = (path: string, written: string, labels: readonly string[]): SourceFault =>
  unknownName(path, { zh: `没有“${written}”这一项数据`, en: `there is no figure "${written}"` }, written, labels);

/** Labels under which figures can be changed, to say which is the nearest. */
const labelsOf = (): string[] => [
  ...Object.values(SCHOOL_QUANTITIES).map(({ label }) => label),
  ...STAGES.flatMap((stage) => Object.values(STAGE_QUANTITIES).map(({ label }) => `${STAGE_LABELS[stage]}${label}`)),
];

/** The figure of a school after a change; null where there is none to add to, or less than nothing would be left. */
const changedFigure = (before: Sourced<number>, change: Change): Sourced<number> | null => {
  if (change.set !== undefined) return { value: change.set, cell: before.cell, state: "given" };
  const figure = figureOf(before);
  if (figure === null) return null;
  const after = add(rational(figure), rational(change.add ?? 0));
  return sign(after) < 0 ? null : { value: nearestDouble(after), cell: before.cell, state: "given" };
};

/** Classes of a list, those above a size split into as few equal ones as are within it. */
const splitClasses = (list: readonly ClassRecord[], size: number): readonly ClassRecord[] =>
  list.flatMap((each) => {
    const pupils = figureOf(each.pupils);
    if (pupils === null || pupils <= size || size < 1) return [each];
    const parts = Math.ceil(pupils / size);
    return Array.from({ length: parts }, (_, index) => ({
      name: index === 0 ? each.name : `${each.name}-${index + 1}`,
      pupils: { ...each.pupils, value: Math.floor(pupils / parts) + (index < pupils % parts ? 1 : 0) },
    }));
  });

const STATED = /^stated:(.+)$/;

const changedStage = (school: School, stage: Stage, more: Partial<School["stages"][Stage]>): School => ({
  ...school,
  stages: { ...school.stages, [stage]: { ...school.stages[stage], ...more } },
});

/**
 * A school after one change, or why it cannot be made.
 *
 * A ratio that the workbook states itself is changed as `stated:KEY`. Rooms that are listed one by one get as many more
 * of the given area, and so many listed classes as are larger than a new 最大班额 are split.
 */
const changedSchool = (school: School, change: Change): School | SourceFault => {
  const ratio = STATED.exec(change.quantity)?.[1];
  if (ratio !== undefined && change.stage !== null) {
    const { stated } = school.stages[change.stage];
    const after = changedFigure(read<number>(stated, ratio), change);
    if (after !== null) return changedStage(school, change.stage, { stated: { ...stated, [ratio]: after } });
  }
  const found = named(change.quantity, change.stage);
  if (found === null) {
    // Known, but for which stage.
    const staged = STAGES.filter((stage) => named(change.quantity, stage) !== null).map(
      (stage) => `${STAGE_LABELS[stage]}${QUANTITIES[named(change.quantity, stage)!.key].label}`,
    );
    if (staged.length === 0) return unknownFigure(change.quantity, change.quantity, labelsOf());
    return {
      path: change.quantity,
      message: `“${change.quantity}”要写明学段：${staged.join("或")}`,
      en: `"${change.quantity}" stands once per stage: write ${staged.join(" or ")}`,
    };
  }
  const { key, stage } = found;
  const values: Readonly<Record<string, Sourced<unknown> | undefined>> =
    stage === null ? school.values : school.stages[stage].values;
  const kind = ROOM_KINDS[key];
  if (kind !== undefined && school.rooms !== null && change.add !== undefined && change.add > 0) {
    const { area } = change;
    if (area === undefined) {
      return {
        path: change.quantity,
        message: `${school.name} 的专用教室逐间列出，增加教室须写明面积（area）`,
        en: `the rooms of ${school.name} are listed one by one: say the area of what is added (area)`,
      };
    }
    const cell = school.rooms.at(-1)?.area.cell ?? school.cell;
    const room: Room = { kind, area: { value: area, cell, state: "given" } };
    return { ...school, rooms: [...school.rooms, ...Array.from({ length: change.add }, () => room)] };
  }
  const after = changedFigure(read<number>(values, key), change);
  if (after === null) {
    const label = `${stage === null ? "" : STAGE_LABELS[stage]}${QUANTITIES[key].label}`;
    return {
      path: change.quantity,
      message: `${school.name} 的${label}空缺，或减去的比原有的多，不能在此基础上增减`,
      en: `${label} of ${school.name} is blank, or more is taken away than there is`,
    };
  }
  if (stage === null) return { ...school, values: { ...school.values, [key]: after } };
  const { classList } = school.stages[stage];
  const figures = { values: { ...school.stages[stage].values, [key]: after } };
  return key === "largestClass" && change.set !== undefined && classList !== null
    ? changedStage(school, stage, { ...figures, classList: splitClasses(classList, change.set) })
    : changedStage(school, stage, figures);
};

const schoolsNamed = (schools: readonly School[], name: string): readonly School[] => {
  const byId = schools.filter(({ id }) => id === name);
  if (byId.length > 0) return byId;
  return schools.filter((school) => school.code === name || school.name === name);
};

/** Why a change cannot be made, and which one it is, from 0. */
export interface ChangeFault {
  readonly index: number;
  readonly fault: SourceFault;
}

/** Told one by one; of more it is said how many there are. */
const MOST_FAULTS = 5;

/** Faults of the changes of a file, with which of them it is, in words. */
export const placedFaults = (faults: readonly ChangeFault[]): readonly SourceFault[] => {
  const rest = faults.length - MOST_FAULTS;
  return [
    ...faults.slice(0, MOST_FAULTS).map(({ index, fault: { message, en = message } }) => ({
      ...{ path: "", message: `第 ${index + 1} 条改动：${message}`, en: `change ${index + 1}: ${en}` },
    })),
    ...(rest <= 0 ? [] : [{ path: "", message: `另有 ${rest} 条也不能用`, en: `${rest} more cannot be used either` }]),
  ];
};

/** The one school that is called so, or why there is none. */
const schoolNamed = (schools: readonly School[], written: string): School | SourceFault => {
  const found = schoolsNamed(schools, written);
  const [school] = found;
  if (school !== undefined && found.length === 1) return school;
  if (school === undefined) {
    const said = { zh: `工作簿中没有学校“${written}”`, en: `there is no school "${written}" in the workbook` };
    return unknownName(
      "school",
      said,
      written,
      schools.map(({ name }) => name),
    );
  }
  const cells = found.map(({ cell }) => cell);
  return {
    path: "school",
    message: `有 ${found.length} 所学校叫“${written}”（${cells.join("、")}），请改写学校标识码`,
    en: `${found.length} schools are called "${written}" (${cells.join(", ")}); give the code of the one (学校标识码)`,
  };
};

/** The county with those of the changes that can be made, and why the others cannot. */
export const withChanges = (
  county: County,
  changes: readonly Change[],
): { readonly county: County; readonly faults: readonly ChangeFault[] } => {
  const changed = new Map<School, School>();
  const faults: ChangeFault[] = [];
  for (const [index, change] of changes.entries()) {
    const school = schoolNamed(county.schools, change.school);
    const after = "message" in school ? school : changedSchool(changed.get(school) ?? school, change);
    if ("message" in after) faults.push({ index, fault: after });
    else if (!("message" in school)) changed.set(school, after);
  }
  return { county: { ...county, schools: county.schools.map((school) => changed.get(school) ?? school) }, faults };
};

/**
 * The county as it would be with other figures, cell by cell; nothing else of it changes. The one way in which a plan and
 * `check --what-if` change a county.
 *
 * @param source by what name messages call the changes.
 * @throws AuditError `side-file-invalid` for schools and figures that are not there or cannot be so changed.
 */
export const applyChanges = (county: County, changes: readonly Change[], source: string): County => {
  const made = withChanges(county, changes);
  if (made.faults.length === 0) return made.county;
  throw new AuditError({ code: "side-file-invalid", file: source, faults: placedFaults(made.faults) });
};
