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
import { nearest } from "../nearest.ts";
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
    return unknownFigure(change.quantity, change.quantity, labelsOf());
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

/**
 * The county as it would be with other figures, cell by cell; nothing else of it changes. The one way in which a plan and
 * `check --what-if` change a county.
 *
 * @param source by what name messages call the changes.
 * @throws AuditError `school-unknown`, `school-ambiguous`; `side-file-invalid` for figures that are not there or cannot
 *   be so changed.
 */
export const applyChanges = (county: County, changes: readonly Change[], source: string): County => {
  const changed = new Map<School, School>();
  const faults: SourceFault[] = [];
  for (const [index, change] of changes.entries()) {
    const found = schoolsNamed(county.schools, change.school);
    const [school] = found;
    if (school === undefined) {
      const names = county.schools.map(({ name }) => name);
      throw new AuditError({ code: "school-unknown", name: change.school, nearest: nearest(change.school, names) });
    }
    if (found.length > 1) {
      throw new AuditError({ code: "school-ambiguous", name: change.school, cells: found.map(({ cell }) => cell) });
    }
    const after = changedSchool(changed.get(school) ?? school, change);
    if ("message" in after) faults.push({ ...after, path: `changes[${index}]` });
    else changed.set(school, after);
  }
  if (faults.length > 0) throw new AuditError({ code: "side-file-invalid", file: source, faults });
  return { ...county, schools: county.schools.map((school) => changed.get(school) ?? school) };
};
