import type { Asked, AskedRow } from "../model/asked.ts";
import type { Attestation, Monitoring, ProblemFacts, Veto } from "../model/county.ts";
import { parseRange } from "../package/address.ts";
import type { LeftOutSchool } from "./account.ts";
import { type Draft, fieldId, numberIn } from "./drafts.ts";
import type { Fields } from "./fields.ts";
import { schoolKey } from "./layouts/join.ts";
import type { LayoutRows, NamedSchool } from "./layouts/rows.ts";
import type { ProblemLog } from "./problems.ts";
import { isSmall } from "./school-checks.ts";
import { ITEM_SHEETS, LIST_SHEETS, type ListColumn, type ListName, SCHOOL_SHEET } from "./sheets.ts";
import type { ItemSlot } from "./slots.ts";

/** Whether a school may be one that receives funds for more pupils than it has. */
const mayBeSmall = (draft: Draft, asked: Asked): boolean => {
  if (!isSmall(asked, draft.type, numberIn(draft, fieldId("primary", "pupils")))) return false;
  const location = draft.slots.get("location")?.value ?? null;
  return draft.type === "teachingPoint" || location === null || location === "rural";
};

/** Whether an item of the county must be there: an indicator is judged from it, and the county has what it is about. */
export const isItemDemanded = (
  key: string,
  asked: Asked,
  drafts: readonly Draft[],
  items: ReadonlyMap<string, Pick<ItemSlot, "value">>,
): boolean =>
  asked.items.some(({ key: own, where, unlessZero }) => {
    if (own !== key) return false;
    if (where === "small-schools") return drafts.length === 0 || drafts.some((draft) => mayBeSmall(draft, asked));
    if (where === "no-special-school" && drafts.some(({ type }) => type === "special")) return false;
    return unlessZero === null || items.get(unlessZero)?.value !== 0;
  });

/** What the workbook says beside the schools. */
export interface Found {
  readonly drafts: readonly Draft[];
  readonly items: ReadonlyMap<string, ItemSlot>;
  readonly monitoring: readonly Monitoring[];
  readonly attestations: readonly Attestation[];
  readonly vetoes: readonly Veto[];
}

type RowsMissing = ProblemFacts["rows-missing"];

const rowText = ({ code, name }: AskedRow): string => `${code} ${name}`;

/** A column of a list without which none of its rows counts. */
const tellNoColumn = (rows: LayoutRows, name: ListName, key: string, log: ProblemLog): void => {
  const columns: Readonly<Record<string, ListColumn>> = LIST_SHEETS[name].columns;
  for (const list of rows.lists[name] ?? []) {
    if (list.columns.has(key) || list.rows.length === 0) continue;
    log.add(
      { sheet: list.sheet.name, order: list.order, row: 0, column: null },
      { code: "missing-required", facts: { column: { heading: columns[key]?.label ?? key, mappable: false } } },
      { school: null, quantity: null, stage: null, label: columns[key]?.label ?? key, found: null },
    );
  }
};

/**
 * Rows that a standard asks for and the workbook does not have: one problem for each sheet, which names them all; and one at
 * each remark by which a filled row was not taken, whether or not the standard asks for it. Where
 * there is no such sheet, it stands under the name that the template gives it.
 */
export const checkDemands = (rows: LayoutRows, fields: Fields, asked: Asked, found: Found, log: ProblemLog): void => {
  const tell = (
    role: ListName | "items" | "profile",
    label: string,
    missing: readonly string[],
    wanted: readonly string[] = missing,
  ): void => {
    // Of a list that could not be read, its own problem is told.
    if (wanted.length === 0 || rows.unread?.some(({ list }) => list === role) === true) return;
    const read = rows.reading.sheets.find((each) => each.role === role);
    const sheet = read?.sheet;
    const unused =
      read?.rows === 0 ? rows.reading.unmatched.find((each) => each.sheet === sheet && each.why != null) : undefined;
    const order = rows.reading.sheets.findIndex((each) => each.sheet === sheet);
    const add = (own: readonly string[], of: RowsMissing["unused"]): void => {
      if (own.length === 0) return;
      const at = of?.alone === true ? parseRange(of.cell) : null;
      log.add(
        {
          sheet: sheet ?? label,
          order: order < 0 ? rows.reading.sheets.length : order,
          row: at?.top ?? 0,
          column: at?.left ?? null,
        },
        {
          code: "rows-missing",
          facts: { rows: own, sheetMissing: sheet === undefined, ...(of === undefined ? {} : { unused: of }) },
        },
        { school: null, quantity: null, stage: null, label: null, found: at === null ? null : of!.header },
      );
    };
    if (unused !== undefined) {
      add(missing, { cell: unused.cell, header: unused.header });
      return;
    }
    // A row that is there and was not taken is told at what says why.
    const notTaken = rows.reading.unmatched.filter(
      ({ sheet: own, nearest, why, header }) =>
        own === sheet &&
        why != null &&
        nearest !== null &&
        // Last year's figure of what nothing is judged by is no loss; what was filled in and is dropped for a remark is.
        (missing.includes(nearest) || (wanted.includes(nearest) && fields.items.resolve([header]).match === null)),
    );
    const told = new Set(notTaken.map(({ nearest }) => nearest));
    add(
      missing.filter((row) => !told.has(row)),
      undefined,
    );
    for (const { cell, header, nearest } of notTaken) add([nearest!], { cell, header, alone: true });
  };
  checkSpecialSchools(asked, found, log);
  tellNoColumn(rows, "monitoring", "rate", log);
  tellNoColumn(rows, "attestations", "evidence", log);
  tellNoColumn(rows, "attestations", "date", log);
  for (const role of ["items", "profile"] as const) {
    const absent = fields.items.terms.filter(({ id }) => {
      const field = fields.item(id);
      return field !== null && (field.scope === "profile") === (role === "profile") && !found.items.has(id);
    });
    const demanded = absent.filter(({ id }) => isItemDemanded(id, asked, found.drafts, found.items));
    const labels = ({ label }: { readonly label: string }): string => label;
    tell(role, ITEM_SHEETS[role].label, demanded.map(labels), absent.map(labels));
  }
  if (asked.subjects.length > 0 && found.monitoring.length === 0) {
    tell("monitoring", LIST_SHEETS.monitoring.label, [LIST_SHEETS.monitoring.columns.subject.label]);
  }
  // What the national form says of an item carries no dated document, so that it proves nothing by itself.
  const undated = new Set(rows.attestations);
  const answered = (columns: readonly string[]): boolean =>
    columns.length > 0 && found.drafts.some(({ slots }) => columns.some((key) => slots.has(key)));
  tell(
    "attestations",
    LIST_SHEETS.attestations.label,
    asked.attestations
      .filter(
        ({ code, unless }) =>
          !answered(unless) &&
          !found.attestations.some((row) => row.code === code && !(undated.has(row) && row.conclusion.value === "met")),
      )
      .map(rowText),
  );
  tell(
    "vetoes",
    LIST_SHEETS.vetoes.label,
    asked.vetoes.filter(({ code }) => found.vetoes.every((row) => row.code !== code)).map(rowText),
  );
};

/** What may stand before a school's own name, and be left out: 云溪县, 云溪县东镇, 云溪县私立. */
const BEFORE_NAME = /[省市县区旗镇乡村]$|街道$|[公民]办$|私立$/;
/** What stands after the name of a school whose part is meant. Its teaching points are schools of their own. */
const CAMPUS = /^.{0,6}(?:校区|本部|校部|校园|[东西南北]院|[东西南北]部)$/;
/** A shorter name is one of many schools'. */
const SHORTEST_NAME = 4;

/** Finds out whether a row names a listed school: by its code, by its name, or by a part of it that no other has. */
const createListed = (drafts: readonly Draft[]): ((school: NamedSchool) => boolean) => {
  const codes = new Set(drafts.map(({ code }) => code));
  const byKey = new Map(drafts.map((draft) => [schoolKey(draft.name), draft]));
  const names = [...byKey.keys()];
  return ({ code, name }) => {
    const key = schoolKey(name);
    if (codes.has(code) || byKey.has(key)) return true;
    const whole = names.find((each) => key.startsWith(each) && CAMPUS.test(key.slice(each.length)));
    const part = whole === undefined ? key.replace(/[东西南北新老]?校[区部]$|本部$/, "") : whole;
    if (part.length < SHORTEST_NAME) return false;
    const ending = names.filter((each) => each === part || each.endsWith(part));
    const longer = names.filter(
      (each) =>
        each.length >= SHORTEST_NAME &&
        part.length > each.length &&
        part.endsWith(each) &&
        BEFORE_NAME.test(part.slice(0, part.length - each.length)),
    );
    const [found] = ending.length > 0 ? ending : longer;
    if (found === undefined || ending.length > 1) return false;
    if (found.length > part.length && !BEFORE_NAME.test(found.slice(0, found.length - part.length))) return false;
    // Two codes are two schools.
    const own = byKey.get(found)?.code ?? "";
    return code === "" || own === "" || code === own;
  };
};

/** So many names of schools are told; the sheet has the others. */
const NAMES_TOLD = 3;

/** Sheets that were used for nothing and name schools which no other sheet has. Returns those of these that have pupils. */
export const checkUnusedSheets = (
  { unused = [] }: LayoutRows,
  drafts: readonly Draft[],
  log: ProblemLog,
): readonly LeftOutSchool[] => {
  if (unused.length === 0) return [];
  const leftOut: LeftOutSchool[] = [];
  const isListed = createListed(drafts);
  for (const { sheet, order, headerRow, schools, mentions } of unused) {
    const missing = schools.filter((school) => !isListed(school));
    const withPupils = missing.filter(({ pupils }) => pupils);
    const told = withPupils.length > 0 || mentions ? withPupils : missing;
    if (told.length === 0) continue;
    leftOut.push(...withPupils.map(({ place }) => ({ sheet: sheet.name, place })));
    log.add(
      { sheet: sheet.name, order, row: headerRow, column: null },
      {
        code: withPupils.length > 0 ? "schools-left-out" : "sheet-unused",
        facts: {
          schools: schools.length,
          missing: told.length,
          names: told.slice(0, NAMES_TOLD).map(({ code, name }) => (name === "" ? code : name)),
        },
      },
      { school: null, quantity: null, stage: null, label: null, found: null },
    );
  }
  return leftOut;
};

/** Schools for special education that 县情 counts and no row lists, unless the county's own figures stand for them. */
const checkSpecialSchools = (asked: Asked, { drafts, items }: Found, log: ProblemLog): void => {
  const counted = items.get("specialSchools");
  const listed = drafts.filter(({ type }) => type === "special").length;
  const figures = asked.items.filter(({ where, unlessZero }) => where === "no-special-school" && unlessZero === null);
  const isStoodFor = listed === 0 && figures.every(({ key }) => items.get(key)?.value !== 0);
  if (counted === undefined || typeof counted.value !== "number" || counted.value <= listed || isStoodFor) return;
  const { sheet, order, row, column } = counted.item;
  log.add(
    { sheet: sheet.name, order, row, column },
    { code: "special-schools-differ", facts: { listed } },
    { school: null, quantity: "specialSchools", stage: null, label: null, found: String(counted.value) },
  );
};

/** A workbook in which no school is listed. */
export const checkAnySchool = (rows: LayoutRows, log: ProblemLog): void => {
  const [table] = rows.tables;
  if (rows.schools.length > 0) return;
  log.add(
    {
      sheet: table?.sheet.name ?? SCHOOL_SHEET.label,
      order: table?.order ?? 0,
      row: table?.headerRow ?? 0,
      column: null,
    },
    { code: "no-schools", facts: {} },
    { school: null, quantity: null, stage: null, label: null, found: null },
  );
};
