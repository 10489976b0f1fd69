import { withDidYouMean } from "../did-you-mean.ts";
import { AuditError, type SourceFault } from "../errors.ts";
import type { Words } from "../language.ts";
import {
  type ColumnMap,
  type ColumnRule,
  SHARED_BY_STAGE,
  SHEET_ROLES,
  type SharedByStage,
  type SheetRole,
} from "../model/column-map.ts";
import type { NameNotMet } from "../model/county.ts";
import type { Quantity } from "../model/quantity.ts";
import { STAGES, type Stage } from "../model/school.ts";
import { nearest } from "../nearest.ts";
import type { RawCell } from "../package/raw.ts";
import { COUNTY_LABEL } from "./county-names.ts";
import { COUNTY_COLUMN, createFields, type Fields, type OwnWords, type ReadRule } from "./fields.ts";
import { choicesOf, ITEM_SHEETS, LIST_SHEETS, SCHOOL_SHEET } from "./sheets.ts";
import { cleanText, matchKey } from "./text.ts";
import { readValue } from "./values.ts";
import { STAGE_WORDS } from "./vocabularies.ts";

/** What each part of a map and of a column's rule is called in a file, in English and in Chinese. */
export const MAP_PARTS = {
  sheets: "工作表",
  columns: "列",
  items: "项目",
  schools: "学校",
  counties: "县",
} as const satisfies Record<Exclude<keyof ColumnMap, "file">, string>;
type MapPart = keyof typeof MAP_PARTS;

export const RULE_PARTS = {
  term: "指标",
  sum: "相加",
  scale: "倍数",
  values: "取值",
  byStage: "分学段",
} as const satisfies Record<keyof ColumnRule, string>;

/** How the figures of a school's stages make the school's, in the words of a map. */
export const BY_STAGE_WORDS: Readonly<Record<SharedByStage, string>> = { sum: "相加", same: "同一个数" };

/** What a sheet can hold, as the template calls it. */
export const ROLE_WORDS: Readonly<Record<SheetRole, string>> = {
  schools: SCHOOL_SHEET.label,
  profile: ITEM_SHEETS.profile.label,
  items: ITEM_SHEETS.items.label,
  monitoring: LIST_SHEETS.monitoring.label,
  attestations: LIST_SHEETS.attestations.label,
  vetoes: LIST_SHEETS.vetoes.label,
  rooms: LIST_SHEETS.rooms.label,
  classes: LIST_SHEETS.classes.label,
  progress: LIST_SHEETS.progress.label,
};

type Mapped = { readonly id: string; readonly stage: Stage | null };

/** A column by key or label: `primary.pupils`, `pupils` (the row's own stage), `equipmentValue`, `小学在校生数`. */
const columnMeant = (written: string, fields: Fields): Mapped | null => {
  const field = fields.byId.get(written);
  if (field !== undefined) return { id: field.key, stage: field.stage };
  if (STAGES.some((stage) => fields.byId.has(`${stage}.${written}`))) return { id: written, stage: null };
  if (matchKey(written) === COUNTY_LABEL) return { id: COUNTY_COLUMN, stage: null };
  const { match } = fields.schools.resolve([written]);
  if (match === null || match.previous || match.term.id.startsWith("@") || match.stage === "senior") return null;
  return { id: match.term.id, stage: match.stage };
};

const itemMeant = (written: string, fields: Fields): Mapped | null => {
  if (fields.item(written) !== null) return { id: written, stage: null };
  const { match } = fields.items.resolve([written]);
  return match === null ? null : { id: match.term.id, stage: null };
};

const quantityOf = ({ id }: Mapped, fields: Fields): Quantity | null =>
  (fields.byId.get(id) ?? fields.byId.get(`${STAGES[0]}.${id}`))?.quantity ?? null;

/** Keys and labels that a column may be mapped to, for suggestions. */
const columnNames = (fields: Fields): string[] => [
  ...fields.byId.keys(),
  ...[...fields.byId.values()].map(
    ({ quantity, stage }) => (stage === null ? "" : STAGE_WORDS.word(stage)) + quantity.label,
  ),
];

const cellOf = (value: string | number): RawCell => ({
  row: 1,
  column: 1,
  kind: typeof value === "number" ? "number" : "text",
  value,
  format: "plain",
  formula: false,
});

type Written = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Written =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Collects what is wrong with a map while it is taken apart. */
const createMapReader = (fields: Fields) => {
  const faults: SourceFault[] = [];

  const fault = (path: string, zh: string, en: string): null => {
    faults.push({ path, message: zh, en });
    return null;
  };

  /** What is said of a name, with what was meant by it where something is near. */
  const misnamed = (path: string, said: Words, meant: string | null): null => {
    const { zh, en } = withDidYouMean(said, meant);
    return fault(path, zh, en);
  };

  const unknown = (path: string, written: string, kind: Words, known: readonly string[]): null =>
    misnamed(path, { zh: `没有“${written}”这${kind.zh}`, en: `no ${kind.en} ${written}` }, nearest(written, known));

  /** What stands under each name that a part of the file may have, with the name that it was written by. */
  const parts = <K extends string>(
    value: Written,
    names: Readonly<Record<K, string>>,
    path: string,
  ): Partial<Record<K, { readonly path: string; readonly value: unknown }>> => {
    const found: Partial<Record<K, { path: string; value: unknown }>> = {};
    const keys = Object.keys(names) as K[];
    for (const [name, content] of Object.entries(value)) {
      const key = keys.find((each) => each === name || names[each] === name);
      const at = path === "" ? name : `${path}.${name}`;
      if (key === undefined) {
        unknown(at, name, { zh: "一项", en: "entry" }, [...keys, ...keys.map((each) => names[each])]);
      } else if (found[key] !== undefined) {
        fault(at, `与“${found[key].path}”是同一项，只写一处`, `is the same as ${found[key].path}; keep one`);
      } else found[key] = { path: at, value: content };
    }
    return found;
  };

  /** The entries of a part, each read by `read`; two names that are compared as one are an error. */
  const entries = <T>(
    part: { readonly path: string; readonly value: unknown } | undefined,
    read: (value: unknown, path: string) => T | undefined,
  ): Record<string, T> => {
    const entries: Record<string, T> = {};
    if (part === undefined || part.value === null || part.value === undefined) return entries;
    if (!isRecord(part.value)) {
      fault(part.path, "应为“名称: 含义”的对照，每行一个", "a name and its meaning on each line");
      return entries;
    }
    const names = new Map<string, string>();
    for (const [name, value] of Object.entries(part.value)) {
      const path = `${part.path}.${name}`;
      const key = matchKey(name);
      const other = names.get(key);
      if (key === "") fault(path, "名称不能为空", "a name must have letters");
      else if (other !== undefined)
        fault(path, `与“${other}”是同一个名称，只写一处`, `is the same name as ${other}; keep one`);
      else {
        names.set(key, name);
        const made = read(value, path);
        if (made !== undefined) entries[name] = made;
      }
    }
    return entries;
  };

  const role = (value: unknown, path: string): SheetRole | null | undefined => {
    if (value === null) return null;
    const role = SHEET_ROLES.find((each) => each === value || ROLE_WORDS[each] === value);
    if (role !== undefined) return role;
    const words = Object.values(ROLE_WORDS);
    const meant = typeof value === "string" ? nearest(value, [...SHEET_ROLES, ...words]) : null;
    const said = {
      zh: `应为 ${words.join("、")}（或 ${SHEET_ROLES.join("、")}）之一，或留空`,
      en: `one of ${SHEET_ROLES.join(", ")}, or null`,
    };
    misnamed(path, said, meant);
    return undefined;
  };

  const termOf = (value: unknown, path: string): { readonly written: string; readonly meant: Mapped } | null => {
    if (typeof value !== "string" || value === "") {
      return fault(path, "应为指标的名称或代号，或留空", "a quantity's label or key, or null");
    }
    const meant = columnMeant(value, fields);
    if (meant !== null) return { written: value, meant };
    return unknown(path, value, { zh: "个指标", en: "quantity" }, columnNames(fields));
  };

  const sumOf = (value: unknown, path: string): string[] | undefined => {
    const headings = Array.isArray(value)
      ? value.filter((each) => typeof each === "string" && matchKey(each) !== "")
      : [];
    if (!Array.isArray(value) || headings.length < 2 || headings.length < value.length) {
      fault(path, "应列出两个或更多列名，如 [本科, 硕士]", "two headings or more, [本科, 硕士] say");
      return undefined;
    }
    if (new Set(headings.map(matchKey)).size < headings.length) {
      fault(path, "同一列写了两次", "names one column twice");
      return undefined;
    }
    return headings;
  };

  const scaleOf = (value: unknown, path: string): number | undefined => {
    if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
    fault(path, "应为大于 0 的数，如 10000", "a number above 0, 10000 say");
    return undefined;
  };

  const byStageOf = (value: unknown, path: string, quantity: Quantity | null): SharedByStage | undefined => {
    if (quantity !== null && (quantity.level !== "school" || quantity.unit === "")) {
      fault(path, `“${quantity.label}”不是全校只有一个的数`, `${quantity.labelEn} is no figure that a school has once`);
    }
    const meant = SHARED_BY_STAGE.find((each) => each === value || BY_STAGE_WORDS[each] === value);
    if (meant !== undefined) return meant;
    const words = Object.values(BY_STAGE_WORDS);
    const near = typeof value === "string" ? nearest(value, [...SHARED_BY_STAGE, ...words]) : null;
    misnamed(path, { zh: `应为 ${words.join("、")} 之一`, en: `one of ${SHARED_BY_STAGE.join(", ")}` }, near);
    return undefined;
  };

  /** The template's word that a cell's word stands for. */
  const wordOf = (value: unknown, path: string, quantity: Quantity): string | number | undefined => {
    const written = typeof value === "boolean" ? (value ? "是" : "否") : value;
    if (typeof written === "number" || (typeof written === "string" && written !== "")) {
      if (readValue(cellOf(written), quantity, { date1904: false, unit: null }).state === "given") return written;
    }
    const choices = choicesOf(quantity.kind);
    fault(
      path,
      choices === null ? `应为“${quantity.label}”能取的值` : `应为 ${choices.join("、")} 之一`,
      choices === null ? `a value that ${quantity.labelEn} can have` : `one of ${choices.join(", ")}`,
    );
    return undefined;
  };

  const column = (value: unknown, path: string): string | ColumnRule | null | undefined => {
    if (value === null) return null;
    if (!isRecord(value)) return termOf(value, path)?.written;
    const rule = parts(value, RULE_PARTS, path);
    const term =
      rule.term === undefined
        ? fault(path, `缺少“${RULE_PARTS.term}”`, "term is missing")
        : termOf(rule.term.value, rule.term.path);
    const quantity = term === null ? null : quantityOf(term.meant, fields);
    const sum = rule.sum === undefined ? undefined : sumOf(rule.sum.value, rule.sum.path);
    const scale = rule.scale === undefined ? undefined : scaleOf(rule.scale.value, rule.scale.path);
    const byStage = rule.byStage === undefined ? undefined : byStageOf(rule.byStage.value, rule.byStage.path, quantity);
    for (const part of [rule.sum, rule.scale]) {
      if (part === undefined || quantity === null || quantity.unit !== "") continue;
      fault(part.path, `“${quantity.label}”不是数，不能相加或换算`, `${quantity.labelEn} is no figure`);
    }
    const values =
      rule.values === undefined || quantity === null
        ? undefined
        : entries(rule.values, (word, at) => wordOf(word, at, quantity));
    if (term === null) return undefined;
    return {
      term: term.written,
      ...(sum === undefined ? {} : { sum }),
      ...(scale === undefined ? {} : { scale }),
      ...(values === undefined ? {} : { values }),
      ...(byStage === undefined ? {} : { byStage }),
    };
  };

  const item = (value: unknown, path: string): string | null | undefined => {
    if (value === null) return null;
    if (typeof value !== "string") {
      fault(path, "应为项目的名称或代号，或留空", "an item's label or key, or null");
      return undefined;
    }
    if (itemMeant(value, fields) !== null) return value;
    const known = fields.items.terms.flatMap(({ id, label }) => [id, label]);
    unknown(path, value, { zh: "个指标", en: "quantity" }, known);
    return undefined;
  };

  /** Other names, each with the one that is meant at the end of the chain. */
  const names = (part: { readonly path: string; readonly value: unknown } | undefined): Record<string, string> => {
    const names = entries(part, (value, path) => {
      if (typeof value === "string" && matchKey(value) !== "") return value;
      fault(path, "应为名称", "a name");
      return undefined;
    });
    const byKey = new Map(Object.entries(names).map(([name, meant]) => [matchKey(name), meant]));
    for (const name of Object.keys(names)) {
      const seen = new Set([matchKey(name)]);
      for (let meant = names[name]; meant !== undefined; meant = byKey.get(matchKey(meant))) {
        const key = matchKey(meant);
        if (seen.has(key)) {
          fault(`${part!.path}.${name}`, "绕回了自己，没有说明用哪个名称", "leads back to itself");
          break;
        }
        seen.add(key);
        names[name] = meant;
      }
    }
    return names;
  };

  return { faults, fault, parts, entries, role, column, item, names };
};

/** Headings that a column's entry is about: its own name, or those that it adds up. */
const headingsOf = (name: string, meant: string | ColumnRule | null): readonly string[] =>
  typeof meant === "object" && meant?.sum !== undefined ? meant.sum : [name];

/**
 * Checks a map that was read from YAML or JSON, before any workbook is read. Its keys may be English or Chinese.
 *
 * @throws AuditError `side-file-invalid` with every fault: a key that the map does not have, a role, quantity or word that
 *   nobody knows (with the nearest that is known), and two entries that say what one name means.
 */
export const parseColumnMap = (
  value: unknown,
  file: string,
  extraQuantities?: Readonly<Record<string, Quantity>>,
): ColumnMap => {
  const reader = createMapReader(createFields(extraQuantities));
  const whole = value ?? {};
  if (!isRecord(whole)) {
    reader.fault(
      "",
      `应为“${Object.values(MAP_PARTS).join("”“")}”等部分，每部分写“名称: 含义”`,
      `parts such as ${Object.keys(MAP_PARTS).join(", ")}, each with names and their meanings`,
    );
    throw new AuditError({ code: "side-file-invalid", file, faults: reader.faults });
  }
  const parts = reader.parts<MapPart>(whole, MAP_PARTS, "");
  const map: ColumnMap = {
    file: file.split(/[\\/]/).at(-1) ?? file,
    sheets: reader.entries(parts.sheets, (each, path) => reader.role(each, path)),
    columns: reader.entries(parts.columns, (each, path) => reader.column(each, path)),
    items: reader.entries(parts.items, (each, path) => reader.item(each, path)),
    schools: reader.names(parts.schools),
    counties: reader.names(parts.counties),
  };
  const meant = new Map<string, string>();
  for (const [name, rule] of Object.entries(map.columns)) {
    for (const heading of headingsOf(name, rule)) {
      const other = meant.get(matchKey(heading));
      if (other !== undefined) {
        const path = `${parts.columns!.path}.${name}`;
        reader.fault(path, `“${heading}”在“${other}”中已写明含义`, `${heading} is explained by ${other} already`);
      }
      meant.set(matchKey(heading), name);
    }
  }
  if (reader.faults.length > 0) throw new AuditError({ code: "side-file-invalid", file, faults: reader.faults });
  return map;
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

/** How a name goes by the map: itself where the map has no other for it. */
const renamer = (names: Readonly<Record<string, string>>): ((name: string) => string) => {
  const byKey = new Map(Object.entries(names).map(([name, meant]) => [matchKey(name), meant]));
  return byKey.size === 0 ? (name) => name : (name) => byKey.get(matchKey(name)) ?? name;
};

/** The names of a checked map by what they mean. `notMet`: those that no lookup asked for until now. */
export const resolveMap = (
  map: ColumnMap,
  fields: Fields,
): OwnWords & { readonly notMet: () => Omit<NameNotMet, "nearest">[] } => {
  const columns = new Map<string, Mapped | null>();
  const rules = new Map<string, ReadRule>();
  const headings: string[] = [];
  for (const [name, meant] of Object.entries(map.columns)) {
    const term = meant === null ? null : columnMeant(typeof meant === "string" ? meant : meant.term, fields);
    const rule = typeof meant === "object" && meant !== null ? readRule(meant) : null;
    for (const heading of headingsOf(name, meant)) {
      headings.push(heading);
      columns.set(matchKey(heading), term);
      if (rule !== null) rules.set(matchKey(heading), rule);
    }
  }
  const own = {
    sheets: watched(new Map(Object.entries(map.sheets).map(([name, role]) => [matchKey(name), role]))),
    columns: watched(columns),
    items: watched(
      new Map(
        Object.entries(map.items).map(([name, written]) => [
          matchKey(name),
          written === null ? null : itemMeant(written, fields),
        ]),
      ),
    ),
  };
  const names = { sheets: Object.keys(map.sheets), columns: headings, items: Object.keys(map.items) };
  return {
    sheets: own.sheets.map,
    columns: own.columns.map,
    items: own.items.map,
    rule: (header) => (rules.size === 0 ? null : ruleOf(header, rules)),
    schoolName: renamer(map.schools),
    countyName: renamer(map.counties),
    notMet: () =>
      (["sheets", "columns", "items"] as const).flatMap((part) =>
        names[part].filter((name) => !own[part].met.has(matchKey(name))).map((name) => ({ part, name })),
      ),
  };
};

const readRule = ({ sum, scale, values, byStage }: ColumnRule): ReadRule => ({
  byStage: byStage ?? null,
  parts: sum?.length ?? 1,
  scale: scale ?? null,
  values:
    values === undefined
      ? null
      : new Map(Object.entries(values).map(([found, meant]) => [cleanText(found), cellOf(meant)])),
});

const TRAILING_BRACKETS = /[(（][^()（）]*[)）]$/;

/** The rule of a column by its header: all its rows, the lowest alone, or that without what stands in brackets behind it. */
const ruleOf = (header: string, rules: ReadonlyMap<string, ReadRule>): ReadRule | null => {
  const leaf = header.split(" / ").at(-1) ?? header;
  for (const name of [header, leaf, leaf.replace(TRAILING_BRACKETS, "")]) {
    const rule = rules.get(matchKey(name));
    if (rule !== undefined) return rule;
  }
  return null;
};
