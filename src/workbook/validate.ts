import { type Asked, NOTHING_ASKED } from "../model/asked.ts";
import type { County, DataProblem, Reading } from "../model/county.ts";
import type { ClassRecord, Room, Scalar, School, Sourced, Stage, StageRecord } from "../model/school.ts";
import { STAGES } from "../model/school.ts";
import { cellReference, fullAddress, parseRange } from "../package/address.ts";
import type { LeftOutSchool } from "./account.ts";
import { attachClasses, attachRooms, createSchoolFinder, joinClasses } from "./attached-lists.ts";
import { joinAttachedRows } from "./attached-rows.ts";
import { checkSchool, SCHOOL_CHECKS } from "./checks.ts";
import { checkNames, checkOutliers, checkRepeatedRows } from "./county-checks.ts";
import { readAttestations, readItemValues, readMonitoring, readVetoes } from "./county-items.ts";
import { COUNTY_LABEL } from "./county-names.ts";
import { checkAnySchool, checkDemands, checkUnusedSheets } from "./demands.ts";
import { addressOf, concernOf, createDraftReader, type Draft, placeAddress, tellFaults } from "./drafts.ts";
import type { Fields, SchoolField } from "./fields.ts";
import { type LayoutRows, type SchoolColumn, type SchoolPart, type SchoolTable, withAdded } from "./layouts/rows.ts";
import { checkNotedSchools } from "./left-out-notes.ts";
import { readProgress } from "./milestone-list.ts";
import { checkPreviousYear } from "./previous-year.ts";
import { createProblemLog, type Place, type ProblemLog } from "./problems.ts";
import { setRemarkedAside } from "./remarked-schools.ts";
import { checkClassAverages, fieldsAsked, type SchoolCheck } from "./school-checks.ts";
import { LIST_SHEETS } from "./sheets.ts";
import type { Layout, Slot } from "./slots.ts";
import { checkStagesApart } from "./stages-apart.ts";
import { cellAt } from "./table.ts";
import { checkTotals } from "./totals.ts";
import { conversionFactor } from "./units.ts";
import { type Fault, foundText } from "./values.ts";
import { STAGE_WORDS, sponsorCode } from "./vocabularies.ts";

export interface Validated {
  readonly county: County;
  /** By sheet, row and column. */
  readonly problems: DataProblem[];
  readonly converted: Reading["converted"];
  readonly understood: Reading["understood"];
  /** Rows that joined their parent school's; in lists, lines of totals and rows that another table has too. */
  readonly skipped: Reading["skipped"];
  /** Schools with pupils that were not read. */
  readonly leftOut: readonly LeftOutSchool[];
  /** Addresses of answers whose name says their item, as their code does not. */
  readonly named: readonly string[];
}

/** What a workbook is read by besides its cells. */
export interface Reference {
  /** What the standard asks; null where none is given: then nothing is, and any code of a document is taken. */
  readonly asked: Asked | null;
  /** Codes of other standards' rows of 佐证, which this one has no use for. */
  readonly elsewhere: () => readonly string[];
  /** What last year's workbook said of the county; null where there is none. */
  readonly previous: County | null;
}

/**
 * From rows to the county: reads every cell into its unit, checks what each row says, what a school's figures say of
 * each other, and what a school's figures say beside the county's. Nothing is dropped: a bad value is set aside and
 * told, and the rest stands. The order of `checks` decides nothing.
 */
export const validateRows = (
  rows: LayoutRows,
  fields: Fields,
  { asked: given, elsewhere, previous }: Reference,
  checks: readonly SchoolCheck[] = SCHOOL_CHECKS,
): Validated => {
  const asked = given ?? NOTHING_ASKED;
  const log = createProblemLog();
  const reader = createDraftReader(fields);
  const read = rows.schools.map((entry, index) => reader.read(entry, index));
  checkStagesApart(rows, read, log);
  const drafts = checkRepeatedRows(read, log);
  setRemarkedAside(drafts, rows.years ?? [], rows.last ?? null, log);
  for (const draft of drafts) {
    tellFaults(draft, log);
    tellUnplaced(draft, log);
  }
  for (const { place, fault, concern } of rows.doubts ?? []) log.add(place, fault, concern);
  tellColumns(rows, fields, log);
  checkTotals(rows, read, drafts, log);

  const finder = createSchoolFinder(drafts, fields.own.schoolName);
  const rooms = rows.lists.rooms === undefined ? null : attachRooms(rows.lists.rooms, finder, rows.years ?? [], log);
  const classes =
    rows.lists.classes === undefined ? null : attachClasses(rows.lists.classes, finder, rows.years ?? [], log);

  const absent = new Set<string>();
  const required = fieldsAsked(fields, asked);
  for (const draft of drafts) {
    const facts = {
      draft,
      asked,
      required,
      rooms: rooms?.bySchool.get(draft) ?? null,
      classes: classes?.bySchool.get(draft) ?? null,
    };
    const lacking = checkSchool(facts, checks, log);
    for (const id of tellRowsMissing(draft, lacking, fields, log)) absent.add(id);
  }
  tellAbsentColumns(absent, rows, fields, asked, log);
  checkNames(drafts, log);
  if (previous !== null) checkPreviousYear(drafts, previous, rows, log);
  const mistyped = checkOutliers(drafts, asked, log);
  for (const draft of drafts) checkClassAverages(draft, mistyped, log);

  const { schools, joined, parents } = joinAttachedRows(drafts, log);
  const classLists = classes === null ? null : joinClasses(classes.bySchool, parents);
  const items = readItemValues(rows, drafts, fields, asked, log);
  const { monitoring, attestations, vetoes, progress } = rows.lists;
  const columns = new Set(rows.tables.flatMap((table) => table.columns.map(({ key }) => key)));
  const isJudged = (code: string): boolean =>
    given === null ||
    asked.attestations.some((row) => row.code === code && !row.unless.some((key) => columns.has(key)));
  const proven =
    attestations === undefined
      ? null
      : readAttestations(attestations, log, given?.attestations ?? null, elsewhere, isJudged, rows.years ?? []);
  const vetoed = vetoes === undefined ? null : readVetoes(vetoes, log, given?.vetoes ?? null, rows.years ?? []);
  const unplacedAnswers = [...(proven?.unplaced ?? []), ...(vetoed?.unplaced ?? [])];
  tellUnread(rows, log);
  const monitored = monitoring === undefined ? null : readMonitoring(monitoring, rows.years ?? [], log);
  const done = progress === undefined ? null : readProgress(progress, asked.milestones, log);
  const unlisted = [...checkUnusedSheets(rows, read, log), ...checkNotedSchools(rows, read, log)];
  const leftOut = [...unlisted, ...undecidedOf(rows)];
  const schoolsLeftOut = unlisted.length + tellUndecided(rows, log);
  const finish = schoolMaker();
  // A school that took in another's row is a new draft; the lists hang on the one that was read.
  const original = new Map(drafts.map((draft) => [draft.index, draft]));
  const county: County = {
    profile: withDropped(withCounty(items.profile, rows), rows, fields),
    ...(items.basicBalanceDay === null ? {} : { basicBalanceDay: items.basicBalanceDay }),
    schools: schools.map((draft) => {
      const own = original.get(draft.index) ?? draft;
      return finish(draft, rooms?.bySchool.get(own) ?? null, classLists?.get(own) ?? null);
    }),
    ...(classes === null || classes.unplaced.length === 0 ? {} : { unplacedClasses: classes.unplaced }),
    ...((rooms?.unplaced.length ?? 0) === 0 ? {} : { unplacedRooms: rooms?.unplaced ?? [] }),
    ...(unplacedAnswers.length === 0 ? {} : { unplacedAnswers }),
    ...((rows.unread?.length ?? 0) === 0
      ? {}
      : { unreadLists: rows.unread?.map(({ list, sheet }) => ({ list, sheet: sheet.name })) ?? [] }),
    ...(schoolsLeftOut === 0 ? {} : { schoolsLeftOut }),
    items: items.items,
    monitoring: [...(rows.monitoring ?? []), ...(monitored?.rows ?? [])],
    attestations: [...(rows.attestations ?? []), ...(proven?.rows ?? [])],
    vetoes: vetoed?.rows ?? [],
    progress: done?.progress ?? [],
  };
  checkAnySchool(rows, log);
  if (given !== null) checkDemands(rows, fields, given, { ...county, drafts, items: items.slots }, log);
  return {
    county,
    problems: log.sorted(),
    converted: [...convertedColumns(rows, fields), ...items.converted, ...(done?.converted ?? [])],
    understood: understoodWords(read),
    skipped: [
      ...joined,
      ...[rooms, classes].flatMap((list) => list?.skipped ?? []),
      ...[monitored, proven, vetoed, done].flatMap((list) => list?.repeated ?? []),
    ],
    leftOut,
    named: [...(proven?.named ?? []), ...(vetoed?.named ?? [])],
  };
};

/** Sheets that are named as lists and lack what a list of the name needs. */
const tellUnread = ({ unread = [] }: LayoutRows, log: ProblemLog): void => {
  for (const { sheet, order, list, lacking, ofCounties } of unread) {
    log.add(
      { sheet: sheet.name, order, row: 0, column: null },
      {
        code: "list-unread",
        facts: {
          list: LIST_SHEETS[list].label,
          headings: lacking,
          ...(ofCounties === true ? { ofCounties } : {}),
        },
      },
      { school: null, quantity: null, stage: null, label: null, found: null },
    );
  }
};
/** The county's name, where its rows say it and 县情 does not. */
const withCounty = (profile: County["profile"], { county }: LayoutRows): County["profile"] =>
  county === null || county === undefined || (profile.countyName?.value ?? null) !== null
    ? profile
    : { ...profile, countyName: { value: county.name, cell: county.cell, state: "given" } };

/** What 县情 has and was not taken, by the remark that says why. */
const withDropped = (
  profile: County["profile"],
  { reading }: LayoutRows,
  { items, item }: Fields,
): County["profile"] => {
  const dropped = reading.unmatched.flatMap(({ sheet, cell, header, nearest, why }) => {
    const id = why == null || nearest === null ? undefined : items.terms.find(({ label }) => label === nearest)?.id;
    const field = id === undefined || items.resolve([header]).match !== null ? null : item(id);
    if (field?.scope !== "profile" || field.key in profile) return [];
    return [[field.key, { value: null, cell: fullAddress(sheet, cell), state: "invalid" }] as const];
  });
  return dropped.length === 0 ? profile : { ...profile, ...Object.fromEntries(dropped) };
};

/** The rows of schools that do not say of which county they are. */
export const undecidedOf = ({ undecided = [] }: LayoutRows): LeftOutSchool[] =>
  undecided.map(({ sheet, place }) => ({ sheet: sheet.name, place }));

/** Schools of a workbook of several counties that do not say of which they are. Returns how many. */
const tellUndecided = ({ undecided = [] }: LayoutRows, log: ProblemLog): number => {
  for (const { sheet, order, row, column, school } of undecided) {
    log.add(
      { sheet: sheet.name, order, row, column },
      { code: "missing-required", facts: {} },
      { school, quantity: null, stage: null, label: COUNTY_LABEL, found: null },
    );
  }
  return new Set(undecided.map(({ school }) => school)).size;
};

/** Columns whose unit converts into nothing that the dictionary knows: told once, at the header. */
const tellColumns = (rows: LayoutRows, fields: Fields, log: ProblemLog): void => {
  for (const table of rows.tables) {
    for (const column of withAdded(table.columns)) {
      const field = column.fieldAt("primary") ?? column.fieldAt("juniorSecondary");
      if (column.unknownUnit === null || field === null || field.quantity.unit === "") continue;
      if (scaleOf(column, fields) !== null) continue;
      const at =
        table.upright === true
          ? { row: column.column, column: parseRange(column.cell)?.left ?? null }
          : { row: table.headerRow, column: column.column };
      log.add(
        { sheet: table.sheet.name, order: table.order, ...at },
        { code: "unit-unknown", facts: { unit: column.unknownUnit } },
        { ...concernOf(field, null), found: column.header },
      );
    }
  }
};

/** Figures that no school can be judged without and for which there is no column at all. */
const tellAbsentColumns = (
  absent: ReadonlySet<string>,
  rows: LayoutRows,
  fields: Fields,
  { figures }: Asked,
  log: ProblemLog,
): void => {
  const type = fields.byId.get("type");
  const isTyped = (table: SchoolTable): boolean => table.columns.some(({ key }) => key === "type");
  // A school's type may stand in any of its tables.
  const untyped = rows.schools.filter(({ parts }) => !parts.some(({ table }) => isTyped(table)));
  for (const table of rows.layout === "national-form" || type === undefined ? [] : rows.tables) {
    const own = untyped.flatMap(({ parts }) => parts.filter((part) => part.table === table));
    if (own.length === 0) continue;
    const inferred = own.some(({ stage }) => stage !== null);
    const fault: Fault = inferred ? { code: "type-inferred", facts: {} } : columnMissing(type!, table);
    log.add(headOf(table), fault, concernOf(type!, null));
  }
  const [first] = rows.tables;
  if (first === undefined) return;
  const attestable = new Set(figures.flatMap(({ key, attestable: may }) => (may ? [key] : [])));
  for (const [id, field] of fields.byId) {
    // Where the column is not there, the county's own attestation may answer for it.
    if (!absent.has(id) || attestable.has(field.key)) continue;
    // One that a note puts aside is there: it is told with the note.
    const [noted] = rows.tables.flatMap((table) =>
      (table.noted ?? []).flatMap((column) => (column.fieldAt(field.stage)?.id === id ? [{ table, column }] : [])),
    );
    const table = noted?.table ?? first;
    log.add(headOf(table), columnMissing(field, table, noted?.column), concernOf(field, null));
  }
};

/** Where a table begins. */
const headOf = ({ sheet, order, headerRow }: SchoolTable): Place => ({
  sheet: sheet.name,
  order,
  row: headerRow,
  column: null,
});

/** A column that is not there, by the heading that it usually has; in a table that stands upright, a row. */
const columnMissing = (
  { quantity: { label, unit, kind }, stage }: SchoolField,
  { upright }: Pick<SchoolTable, "upright">,
  noted?: { readonly cell: string; readonly header: string },
): Fault => {
  const of = unit === "" || kind === "year" ? "" : `（${unit}）`;
  const heading = `${stage === null ? "" : STAGE_WORDS.word(stage)}${label}${of}`;
  const unused = noted === undefined ? {} : { unused: { cell: noted.cell, header: noted.header } };
  const column = { heading, mappable: true, ...(upright === true ? { upright } : {}), ...unused };
  return { code: "missing-required", facts: { column } };
};

/**
 * Stages of a school's type for which there is no row, where rows are per stage: told at the school. Returns the fields
 * that are missing because there is no column.
 */
const tellRowsMissing = (draft: Draft, ids: readonly string[], fields: Fields, log: ProblemLog): string[] => {
  const { parts } = draft.entry;
  const perStage = parts.some(({ stage }) => stage !== null);
  const unplaced = unplacedParts(draft).length > 0;
  if (!perStage && !unplaced) return [...ids];
  const lacks = (stage: Stage | null | undefined): boolean =>
    stage !== null && stage !== undefined && parts.every((part) => part.stage !== stage);
  for (const stage of STAGES) {
    const pupils = fields.byId.get(`${stage}.pupils`);
    // A row whose own stage cannot be read is told of as that, and may be the one that is missing.
    if (unplaced || pupils === undefined || !lacks(stage) || !ids.some((id) => fields.byId.get(id)?.stage === stage))
      continue;
    log.add(draft.at, { code: "missing-required", facts: {} }, concernOf(pupils, draft.name));
  }
  return ids.filter((id) => !lacks(fields.byId.get(id)?.stage));
};

/** Whether a table has columns that mean something only once a row's stage is known. */
const needsStage = ({ columns }: SchoolTable): boolean => columns.some(({ fieldAt }) => fieldAt(null) === null);

const unplacedParts = (draft: Draft): SchoolPart[] =>
  draft.entry.parts.filter(({ stage, table }) => stage === null && needsStage(table));

/** Rows whose stage is neither written nor settled by their type: their figures belong nowhere. */
const tellUnplaced = (draft: Draft, log: ProblemLog): void => {
  for (const { table, row } of unplacedParts(draft)) {
    const type = draft.slots.get("type");
    // In a table that stands upright rows and columns are exchanged.
    const isTurned = table.upright === true;
    const own =
      table.stageColumn ?? (isTurned ? type?.row : type?.column) ?? (isTurned ? draft.at.row : draft.at.column);
    const raw = own === null ? undefined : cellAt(row.row, own);
    const at = isTurned ? { row: own ?? 0, column: row.row.number } : { row: row.row.number, column: own };
    log.add(
      { sheet: table.sheet.name, order: table.order, ...at },
      { code: "not-a-choice", facts: { choices: STAGE_WORDS.words } },
      { school: draft.name, quantity: null, stage: null, label: "学段", found: foundText(raw) },
    );
  }
};

/** What the user's map multiplies a column by; null where it says nothing of that. */
const scaleOf = ({ header }: SchoolColumn, { own }: Fields): number | null => own.rule(header)?.scale ?? null;

const convertedColumns = (rows: LayoutRows, fields: Fields): Reading["converted"] =>
  rows.tables.flatMap((table) =>
    withAdded(table.columns).flatMap((column) => {
      const { unit, cell, header, fieldAt } = column;
      const field = fieldAt("primary") ?? fieldAt("juniorSecondary");
      const scale = scaleOf(column, fields);
      if (scale !== null && field !== null) {
        const from = unit?.text ?? column.unknownUnit ?? header;
        return [{ sheet: table.sheet.name, cell, header, from, to: field.quantity.unit, factor: scale }];
      }
      if (unit === null || field === null || field.quantity.unit === "" || field.quantity.kind === "percent") return [];
      const to = field.quantity.unit;
      const factor = conversionFactor(unit, to);
      return factor === null || factor === 1
        ? []
        : [{ sheet: table.sheet.name, cell, header, from: unit.text, to, factor }];
    }),
  );

/** Each way of writing once per column, with the first cell and how many there are. */
const understoodWords = (drafts: readonly Draft[]): Reading["understood"] => {
  const words = new Map<string, { cell: Slot; taken: string; count: number }>();
  for (const { understood } of drafts) {
    for (const { slot, taken } of understood) {
      // Codes are all different, and all written the same way.
      const found = slot.field.quantity.kind === "code" ? "" : (foundText(slot.raw) ?? "");
      const key = `${slot.table.order} ${slot.column} ${found}`;
      const known = words.get(key);
      if (known === undefined) words.set(key, { cell: slot, taken, count: 1 });
      else known.count++;
    }
  }
  return [...words.values()].map(({ cell: { table, row, column, raw }, taken, count }) => ({
    sheet: table.sheet.name,
    cell: cellReference(row, column),
    header: table.columns.find((each) => each.column === column)?.header ?? "",
    found: foundText(raw) ?? "",
    taken,
    count,
  }));
};

const sourced = (slot: Slot): Sourced<Scalar> => ({ value: slot.value, cell: addressOf(slot), state: slot.state });
const ABSENT: Sourced<never> = { value: null, cell: null, state: "absent" };

/** The records that a school's fields go into. */
interface Records {
  readonly values: Record<string, Sourced<Scalar>>;
  readonly stages: Readonly<Record<Stage, Record<string, Sourced<number>>>>;
  readonly stated: Readonly<Record<Stage, Record<string, Sourced<number>>>>;
}

/** The record that a field belongs into; null for identity and for the year before. */
const recordOf = (
  { values, stages, stated }: Records,
  { scope, stage, previous }: SchoolField,
): Record<string, Sourced<Scalar>> | null => {
  if (previous) return null;
  if (scope === "school") return values;
  if (stage === null) return null;
  return scope === "stated" ? stated[stage] : scope === "stage" ? stages[stage] : null;
};

const recordsIn = ({ values, stages, stated }: Records): readonly Record<string, Sourced<Scalar>>[] => [
  values,
  stages.primary,
  stages.juniorSecondary,
  stated.primary,
  stated.juniorSecondary,
];

/** A record of each school, with a place for each of a layout's fields that belongs into it. */
interface Template {
  /** Records as they are copied for each school. */
  readonly records: Records;
  /** Which of the records, as {@link recordsIn} lists them, takes the field at each position; −1 where none does. */
  readonly targets: readonly number[];
}

/** The code that a public sponsor's cell says. */
const sponsorCodeOf = (slot: Slot | undefined): Pick<School, "sponsorCode"> => {
  const code = slot?.value === "public" && slot.raw !== undefined ? sponsorCode(String(slot.raw.value ?? "")) : null;
  return code === null ? {} : { sponsorCode: code };
};

/**
 * What is parsed has its places laid out once, and so have its copies; keys put in one by one would make a table of each
 * record.
 */
const templateOf = ({ fields }: Layout): Template => {
  const records: Records = {
    values: {},
    stages: { primary: {}, juniorSecondary: {} },
    stated: { primary: {}, juniorSecondary: {} },
  };
  for (const field of fields) {
    const record = recordOf(records, field);
    if (record !== null) record[field.key] = ABSENT;
  }
  return {
    records: JSON.parse(JSON.stringify(records)),
    targets: fields.map((field) => {
      const record = recordOf(records, field);
      return record === null ? -1 : recordsIn(records).indexOf(record);
    }),
  };
};

const copyOf = ({ values, stages, stated }: Records): Records => ({
  values: { ...values },
  stages: { primary: { ...stages.primary }, juniorSecondary: { ...stages.juniorSecondary } },
  stated: { primary: { ...stated.primary }, juniorSecondary: { ...stated.juniorSecondary } },
});

/** Makes the model's schools out of drafts, each with an id that no other has. */
const schoolMaker = (): ((
  draft: Draft,
  rooms: readonly Room[] | null,
  classes: Readonly<Record<Stage, readonly ClassRecord[]>> | null,
) => School) => {
  const ids = new Set<string>();
  const idFor = (draft: Draft): string => {
    const wanted = draft.code ?? draft.name;
    let id = ids.has(wanted) ? `${wanted}@${draft.at.row}` : wanted;
    if (ids.has(id)) id = `${wanted}@${draft.at.sheet}!${draft.at.row}`;
    ids.add(id);
    return id;
  };
  return (draft, rooms, classes) => {
    const { all, layout } = draft.slots;
    const { records: template, targets } = layout.once(templateOf);
    const records = copyOf(template);
    const { values, stages, stated } = records;
    const filled = recordsIn(records);
    for (let at = 0; at < all.length; at++) {
      if (targets[at]! >= 0) filled[targets[at]!]![all[at]!.field.key] = sourced(all[at]!);
    }
    const identity = <T extends Scalar>(id: SchoolField["id"]): Sourced<T> => {
      const slot = draft.slots.get(id);
      return slot === undefined ? ABSENT : (sourced(slot) as Sourced<T>);
    };
    const record = (stage: Stage): StageRecord => {
      const list = classes?.[stage] ?? [];
      return { values: stages[stage], stated: stated[stage], classList: list.length === 0 ? null : list };
    };
    return {
      id: idFor(draft),
      code: draft.code,
      name: draft.name,
      cell: placeAddress(draft.at),
      type: identity("type"),
      sponsor: identity("sponsor"),
      ...sponsorCodeOf(draft.slots.get("sponsor")),
      location: identity("location"),
      boarding: identity("boarding"),
      foundedYear: identity("foundedYear"),
      denseCentre: identity("denseCentre"),
      remark: identity("remark"),
      values,
      stages: { primary: record("primary"), juniorSecondary: record("juniorSecondary") },
      rooms,
    };
  };
};
