import { AuditError, type SourceFault } from "../errors.ts";
import { ColumnMap, SHEET_ROLES } from "../model/column-map.ts";
import type { NameNotMet, WorkbookReading } from "../model/county.ts";
import type { Quantity } from "../model/quantity.ts";
import { STAGES, type Stage } from "../model/school.ts";
import { nearest } from "../nearest.ts";
import { type Fields, fieldsFor, type OwnWords } from "./fields.ts";
import { matchKey } from "./text.ts";
import { STAGE_WORDS } from "./vocabularies.ts";

type Mapped = { readonly id: string; readonly stage: Stage | null } | null;

/** A column by key or label: `primary.pupils`, `pupils` (the row's own stage), `equipmentValue`, `小学在校生数`. */
const columnMeant = (written: string, fields: Fields): Mapped => {
  const field = fields.byId.get(written);
  if (field !== undefined) return { id: field.key, stage: field.stage };
  if (STAGES.some((stage) => fields.byId.has(`${stage}.${written}`))) return { id: written, stage: null };
  const { match } = fields.schools.resolve([written]);
  if (match === null || match.previous || match.term.id.startsWith("@") || match.stage === "senior") return null;
  return { id: match.term.id, stage: match.stage };
};

const itemMeant = (written: string, fields: Fields): Mapped => {
  if (fields.item(written) !== null) return { id: written, stage: null };
  const { match } = fields.items.resolve([written]);
  return match === null ? null : { id: match.term.id, stage: null };
};

const faultOf = (path: string, zh: string, en: string): SourceFault => ({ path, message: zh, en });

/** Keys and labels that a column or item may be mapped to, for suggestions. */
const columnNames = (fields: Fields): string[] => [
  ...fields.byId.keys(),
  ...[...fields.byId.values()].map(
    ({ quantity, stage }) => (stage === null ? "" : STAGE_WORDS.word(stage)) + quantity.label,
  ),
];

const unknownKey = (path: string, written: string, suggestion: string | null): SourceFault =>
  faultOf(
    path,
    `没有“${written}”这个指标${suggestion === null ? "" : `，是否为 ${suggestion}`}`,
    `no quantity ${written}${suggestion === null ? "" : `; did you mean ${suggestion}?`}`,
  );

/**
 * Checks a map that was read from YAML or JSON, before any workbook is read.
 *
 * @throws AuditError `side-file-invalid` with every fault: a key that the map does not have, a role or quantity that
 *   nobody knows (with the nearest that is known), and two names that say the same thing differently.
 */
export const parseColumnMap = (
  value: unknown,
  file: string,
  extraQuantities?: Readonly<Record<string, Quantity>>,
): ColumnMap => {
  const parsed = ColumnMap.safeParse(value ?? {});
  const faults: SourceFault[] = [];
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.join(".");
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          const suggestion = nearest(key, ["sheets", "columns", "items"]);
          faults.push(
            faultOf(
              path === "" ? key : `${path}.${key}`,
              `没有“${key}”这一项${suggestion === null ? "" : `，是否为 ${suggestion}`}`,
              `no entry ${key}${suggestion === null ? "" : `; did you mean ${suggestion}?`}`,
            ),
          );
        }
      } else if (issue.path[0] === "sheets" && issue.path.length === 2) {
        faults.push(
          faultOf(path, `应为 ${SHEET_ROLES.join("、")} 之一，或留空`, `one of ${SHEET_ROLES.join(", ")}, or null`),
        );
      } else {
        faults.push(faultOf(path, "应为文字或留空", "a text, or null"));
      }
    }
    throw new AuditError({ code: "side-file-invalid", file, faults });
  }
  const fields = fieldsFor(extraQuantities);
  const columns = columnNames(fields);
  for (const [name, written] of Object.entries(parsed.data.columns)) {
    if (written === null || columnMeant(written, fields) !== null) continue;
    faults.push(unknownKey(`columns.${name}`, written, nearest(written, columns)));
  }
  const items = fields.items.terms.flatMap(({ id, label }) => [id, label]);
  for (const [name, written] of Object.entries(parsed.data.items)) {
    if (written === null || itemMeant(written, fields) !== null) continue;
    faults.push(unknownKey(`items.${name}`, written, nearest(written, items)));
  }
  if (faults.length > 0) throw new AuditError({ code: "side-file-invalid", file, faults });
  return parsed.data;
};

/** Remembers which of its keys were looked up. */
const watched = <V>(
  map: Map<string, V>,
): { readonly map: ReadonlyMap<string, V>; readonly met: ReadonlySet<string> } => {
  const met = new Set<string>();
  const get = map.get.bind(map);
  map.get = (key) => {
    if (map.has(key)) met.add(key);
    return get(key);
  };
  return { map, met };
};

/** The names of a checked map by what they mean. `notMet`: those that no lookup asked for until now. */
export const resolveMap = (
  map: ColumnMap,
  fields: Fields,
): OwnWords & { readonly notMet: () => Omit<NameNotMet, "nearest">[] } => {
  const { sheets, columns, items } = meaningsOf(map, fields);
  const own = { sheets: watched(sheets), columns: watched(columns), items: watched(items) };
  return {
    sheets: own.sheets.map,
    columns: own.columns.map,
    items: own.items.map,
    notMet: () =>
      (["sheets", "columns", "items"] as const).flatMap((part) =>
        Object.keys(map[part])
          .filter((name) => !own[part].met.has(matchKey(name)))
          .map((name) => ({ part, name })),
      ),
  };
};

const meaningsOf = (map: ColumnMap, fields: Fields) => ({
  sheets: new Map(Object.entries(map.sheets).map(([name, role]) => [matchKey(name), role])),
  columns: new Map(
    Object.entries(map.columns).map(([name, written]) => [
      matchKey(name),
      written === null ? null : columnMeant(written, fields),
    ]),
  ),
  items: new Map(
    Object.entries(map.items).map(([name, written]) => [
      matchKey(name),
      written === null ? null : itemMeant(written, fields),
    ]),
  ),
});

/** Key of a column by the label that a reading suggests for it. */
const keyOfLabel = (label: string, header: string, fields: Fields): string | null => {
  const term = fields.schools.terms.find((candidate) => candidate.label === label);
  if (term === undefined || term.id.startsWith("@")) return null;
  if (!term.staged) return term.id;
  const stage = STAGES.find((candidate) => matchKey(header).includes(STAGE_WORDS.word(candidate)));
  return stage === undefined ? term.id : `${stage}.${term.id}`;
};

/**
 * A map to start from: every header and item that was not understood, with the nearest that is known, or null where
 * nothing is near. To be looked through by a person before it is used.
 */
export const suggestMap = (
  { reading, problems }: WorkbookReading,
  extraQuantities?: Readonly<Record<string, Quantity>>,
): ColumnMap => {
  const fields = fieldsFor(extraQuantities);
  const columns = new Map<string, string | null>();
  const schoolSheets = new Set(reading.sheets.flatMap(({ sheet, role }) => (role === "schools" ? [sheet] : [])));
  for (const { sheet, header, nearest: label } of reading.unmatched) {
    if (schoolSheets.has(sheet)) columns.set(header, label === null ? null : keyOfLabel(label, header, fields));
  }
  const items = new Map<string, string | null>();
  for (const problem of problems) {
    if (problem.code !== "item-unknown" || problem.label === null) continue;
    const label = problem.facts.nearest;
    items.set(problem.label, fields.items.terms.find((term) => term.label === label)?.id ?? null);
  }
  return { sheets: {}, columns: Object.fromEntries(columns), items: Object.fromEntries(items) };
};
