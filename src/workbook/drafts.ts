import type * as z from "zod";
import type { SharedByStage } from "../model/column-map.ts";
import { QUANTITIES, type QuantityKey, type QuantityKind, SUMS } from "../model/quantity.ts";
import type { Scalar, SchoolType, Stage } from "../model/school.ts";
import { columnLetters, rangeReference, sheetPrefix } from "../package/address.ts";
import type { CellRange, RawCell } from "../package/raw.ts";
import type { Fields, ReadRule, SchoolField } from "./fields.ts";
import { wholeName } from "./layouts/join.ts";
import type { SchoolColumn, SchoolEntry, SchoolPart, SchoolTable } from "./layouts/rows.ts";
import { isPlainlyValid, schemaFault } from "./plain-values.ts";
import type { Concern, Place, ProblemLog } from "./problems.ts";
import { createRowSchema } from "./schemas.ts";
import { choicesOf } from "./sheets.ts";
import { type Layout, newLayout, newSlots, numberAt, type Slot, type Slots } from "./slots.ts";
import { cellAt, type DataRow, isCovered, isShared, type MergedCells, turnedRange } from "./table.ts";
import type { HeaderStage } from "./terms/grammar.ts";
import { cleanText } from "./text.ts";
import { fifteenDigits } from "./units.ts";
import {
  type Fault,
  foundText,
  isNoName,
  parseNumber,
  plainFactor,
  readPlainNumber,
  readValue,
  type ValueContext,
} from "./values.ts";

/** A school while its row is being judged. */
export interface Draft {
  readonly entry: SchoolEntry;
  readonly slots: Slots;
  /** Position among the entries. */
  readonly index: number;
  readonly code: string | null;
  readonly name: string;
  readonly named: boolean;
  /** Where the school stands: its name's cell, else its row's first column. */
  readonly at: Place;
  type: SchoolType | null;
  /** Whether any slot has a text that stands for "no value". */
  readonly placeholders: boolean;
  /** Problems found while reading; told once it is known that the row is no repetition. */
  readonly faults: { readonly slot: Slot; readonly fault: Fault }[];
  /** What texts that are written in no usual way were taken for. */
  readonly understood: readonly { readonly slot: Slot; readonly taken: string }[];
}

export const addressOf = ({ table, row, column }: Pick<Slot, "table" | "row" | "column">): string => {
  const { prefixes } = table;
  let prefix = prefixes[column];
  if (prefix === undefined) {
    prefix = sheetPrefix(table.sheet.name) + columnLetters(column);
    prefixes[column] = prefix;
  }
  return prefix + row;
};

export const placeOf = (slot: Pick<Slot, "table" | "row" | "column">): Place => ({
  sheet: slot.table.sheet.name,
  order: slot.table.order,
  row: slot.row,
  column: slot.column,
});

export const placeAddress = (place: Place): string =>
  `${sheetPrefix(place.sheet)}${place.column === null ? "" : columnLetters(place.column)}${place.row}`;

/** Names of quantity, stage and label as a problem gives them. */
export const concernOf = (field: SchoolField, school: string | null, raw?: RawCell): Concern => {
  const known = field.key in QUANTITIES;
  return {
    school,
    quantity: known ? (field.key as QuantityKey) : null,
    stage: field.stage,
    label: known ? null : field.quantity.label,
    found: foundText(raw),
  };
};

export const setAside = (slot: Slot): void => {
  slot.value = null;
  slot.state = "invalid";
};

export const numberIn = ({ slots }: Draft, id: string): number | null => numberAt(slots, slots.layout.place(id));

/** Made once: strings put together anew would have to be hashed for every look into a row. */
const FIELD_IDS: Readonly<Record<Stage, Map<string, string>>> = { primary: new Map(), juniorSecondary: new Map() };

export const fieldId = (stage: Stage, key: string): string => {
  const known = FIELD_IDS[stage].get(key);
  if (known !== undefined) return known;
  const made = `${stage}.${key}`;
  FIELD_IDS[stage].set(key, made);
  return made;
};

/** What it takes to read a row: resolved once per table and stage. */
interface RowPlan {
  /** From left to right. */
  readonly columns: readonly PlannedColumn[];
  /** One slot per column; null where two columns fill one field. */
  readonly layout: Layout | null;
}

interface PlannedColumn {
  readonly column: SchoolColumn;
  readonly field: SchoolField;
  readonly context: ValueContext;
  /** What a plain number is multiplied by; null where it is not read as it stands. */
  readonly factor: number | null;
  /** Whether the schema knows the field. */
  readonly known: boolean;
  readonly unitUnknown: boolean;
  /** What the user's map says of the column's cells; null where it says nothing. */
  readonly rule: ReadRule | null;
  /** Columns whose cells are added. */
  readonly plus: readonly PlannedColumn[];
}

const layoutOf = (columns: RowPlan["columns"]): Layout | null => {
  const ids = new Set(columns.map(({ field }) => field.id));
  return ids.size === columns.length ? newLayout(columns.map(({ field }) => field)) : null;
};

/** A number as the user's map scales it; one with a unit of its own in its cell says already what it is in. */
const scaled = (value: Scalar, raw: RawCell, rule: ReadRule | null): Scalar => {
  if (rule === null || rule.scale === null || typeof value !== "number") return value;
  const own = raw.kind === "text" && parseNumber(raw.value as string)?.suffix !== "";
  return own ? value : fifteenDigits(value * rule.scale);
};

/** What is found in a school's cells while they are read. */
interface Found {
  readonly faults: Draft["faults"];
  readonly understood: { slot: Slot; taken: string }[];
  /** Whether it is plain that the schema takes every value. */
  plain: boolean;
  placeholders: boolean;
}

export interface DraftReader {
  readonly read: (entry: SchoolEntry, index: number) => Draft;
}

/**
 * Makes the reader of schools. Every row's values pass the fields' schema, made where it is not plain that they do; a value that it refuses is set aside with its problem.
 * A figure merged over several schools or columns is nobody's: it is set aside in all of them, with one problem. A word of
 * a closed list that says what schools are (小学, 公办, 镇区) is merged over those that it is said of; another text is the
 * first one's. Within the rows of one school a figure is the school's. Where there is no 办学类型 but each row has a stage,
 * the stages say the type.
 */
export const createDraftReader = (fields: Fields): DraftReader => {
  let schema: z.ZodType | null = null;
  const typeField = fields.byId.get("type");
  const plans = new Map<SchoolTable, Map<HeaderStage | null, RowPlan>>();
  /** Merges that have their problem. */
  const reported = new Set<CellRange>();
  const planFor = (table: SchoolTable, stage: HeaderStage | null): RowPlan => {
    const byStage = plans.get(table) ?? new Map<HeaderStage | null, RowPlan>();
    plans.set(table, byStage);
    const known = byStage.get(stage);
    if (known !== undefined) return known;
    const planned = (column: SchoolColumn): PlannedColumn[] => {
      const field = column.fieldAt(stage);
      if (field === null) return [];
      const { quantity, id } = field;
      const rule = fields.own.rule(column.header);
      const scale = rule?.scale ?? null;
      const unit = scale === null ? column.unit : null;
      return [
        {
          column,
          field,
          context: { date1904: table.sheet.date1904 ?? false, unit },
          factor: rule !== null && rule.values !== null ? null : (scale ?? plainFactor(quantity, unit)),
          known: fields.byId.has(id),
          unitUnknown: column.unknownUnit !== null && quantity.unit !== "" && scale === null,
          rule,
          plus: (column.plus ?? []).flatMap(planned),
        },
      ];
    };
    const columns = table.columns.flatMap(planned).sort((left, right) => left.column.column - right.column.column);
    const plan = { columns, layout: layoutOf(columns) };
    byStage.set(stage, plan);
    return plan;
  };

  const isOwn = (merge: MergedCells, within: ReadonlySet<number>): boolean => {
    if (!isShared(merge)) return true;
    if (merge.columns > 1 || within.size < merge.rows) return false;
    const { top, bottom } = merge.range;
    return [...within].filter((row) => row >= top && row <= bottom).length === merge.rows;
  };

  /** A slot per column. What was found on the way goes into `found`. */
  const readPart = (part: SchoolPart, within: ReadonlySet<number>, found: Found): Slot[] => {
    const { table, row } = part;
    const { cells, number } = row.row;
    const { columns } = planFor(table, part.stage);
    const slots: Slot[] = [];
    let next = 0;
    for (let at = 0; at < columns.length; at++) {
      const planned = columns[at]!;
      const { column, field } = planned;
      while (next < cells.length && cells[next]!.column < column.column) next++;
      const raw = next < cells.length && cells[next]!.column === column.column ? cells[next] : undefined;
      const slot: Slot = {
        field,
        value: null,
        state: "blank",
        table,
        row: table.upright === true ? column.column : number,
        column: table.upright === true ? number : column.column,
        raw,
        placeholder: null,
      };
      readSlot(slot, planned, row, within, found);
      slots.push(planned.plus.length === 0 ? slot : addUp(slot, planned.plus, part, within, found));
    }
    return slots;
  };

  const readSlot = (
    slot: Slot,
    planned: PlannedColumn,
    row: DataRow,
    within: ReadonlySet<number>,
    found: Found,
  ): void => {
    const { column } = planned.column;
    const merge = row.merged?.get(column);
    if (merge === undefined || isOwn(merge, within)) {
      if (slot.raw !== undefined && !isCovered(row, column)) readCell(slot, slot.raw, planned, found);
      return;
    }
    const { scope, quantity } = slot.field;
    const word = choicesOf(quantity.kind) !== null;
    if (scope === "identity" && word && merge.columns === 1) {
      slot.raw = merge.cell;
      if (merge.cell !== undefined) readCell(slot, merge.cell, planned, found);
      return;
    }
    if (scope === "identity" && !word && !isCovered(row, column)) {
      if (slot.raw !== undefined) readCell(slot, slot.raw, planned, found);
    } else setAside(slot);
    if (reported.has(merge.range)) return;
    reported.add(merge.range);
    found.faults.push({
      slot,
      fault: mergeFault(slot.table.upright === true ? turnedRange(merge.range) : merge.range),
    });
  };

  /** The sum of a slot and of the cells that the user's map adds to it; the first of them that holds no figure instead. */
  const addUp = (
    first: Slot,
    plus: readonly PlannedColumn[],
    { row }: SchoolPart,
    within: ReadonlySet<number>,
    found: Found,
  ): Slot => {
    let open = first.state === "given" ? null : first;
    let sum = first.value as number;
    for (const planned of plus) {
      const { column } = planned.column;
      const slot: Slot = {
        ...first,
        value: null,
        state: "blank",
        column,
        raw: cellAt(row.row, column),
        placeholder: null,
      };
      readSlot(slot, planned, row, within, found);
      if (slot.state === "given") sum += slot.value as number;
      else open ??= slot;
    }
    if (open !== null) return open;
    first.value = fifteenDigits(sum);
    return first;
  };

  const give = (slot: Slot, value: Scalar, { field, known }: PlannedColumn, found: Found): void => {
    slot.state = "given";
    slot.value = value;
    if (!field.previous && !(known && isPlainlyValid(field.quantity, value))) found.plain = false;
  };

  const readCell = (slot: Slot, written: RawCell, planned: PlannedColumn, found: Found): void => {
    const { field, factor, rule } = planned;
    const meant = rule?.values?.get(cleanText(foundText(written) ?? ""));
    const raw = meant ?? written;
    if (meant !== undefined) found.understood.push({ slot, taken: String(meant.value) });
    if (planned.unitUnknown) {
      setAside(slot);
      return;
    }
    const plain = factor === null ? null : readPlainNumber(raw, factor);
    if (plain !== null) {
      give(slot, plain, planned, found);
      return;
    }
    const reading = readValue(raw, field.quantity, planned.context);
    slot.state = reading.state;
    if (reading.state === "given") {
      give(slot, meant === undefined ? scaled(reading.value, raw, rule) : reading.value, planned, found);
      if (reading.note !== null) found.faults.push({ slot, fault: reading.note });
      if (reading.taken !== undefined) found.understood.push({ slot, taken: reading.taken });
    } else if (reading.state === "blank") {
      slot.placeholder = reading.placeholder;
      if (reading.placeholder !== null) found.placeholders = true;
    } else found.faults.push({ slot, fault: reading.fault });
  };

  /** One layout for all schools whose rows fill the same fields in the same order. */
  const layouts = new Map<string, Layout>();
  const laidOut = (slots: readonly Slot[]): Slots => {
    const ids = slots.map(({ field }) => field.id).join(" ");
    const layout = layouts.get(ids) ?? newLayout(slots.map(({ field }) => field));
    layouts.set(ids, layout);
    return newSlots(layout, slots);
  };

  /** The slots of all rows of a school. */
  const readParts = (entry: SchoolEntry, found: Found): Slots => {
    const only = entry.parts.length === 1 ? entry.parts[0]! : null;
    const layout = only === null ? null : planFor(only.table, only.stage).layout;
    const whole = only === null || only.table.columns.every(({ without }) => without === null);
    const summed = layout?.fields.some(({ scope }) => scope === "part") === true;
    if (
      only !== null &&
      layout !== null &&
      whole &&
      !summed &&
      (layout.place("type") >= 0 || typeField === undefined)
    ) {
      return newSlots(layout, readPart(only, ONE_ROW, found));
    }
    const settled = new Map<string, Slot>();
    const read = entry.parts.flatMap((part) => {
      const slots = readPart(part, rowsBeside(entry, part), found);
      return slots.map((slot) => ({ slot, stage: part.stage }));
    });
    const byStage = sharedByStage(read, fields);
    for (const { slot } of read) {
      const shared = byStage.get(slot.field.id);
      // The sum stands for the stages' own figures; a figure of the whole is compared with it.
      if (shared?.meant === "sum" && shared.slots.includes(slot)) continue;
      settle(settled, slot, found.faults, shared?.meant === null ? shared.sum : null);
    }
    for (const { meant, slots, sum } of byStage.values()) {
      if (meant !== "sum") continue;
      const [first] = slots;
      const terms = slots.map(({ value }) => value).join(" + ");
      found.understood.push({ slot: first!, taken: `${sum}（${terms}）` });
      settle(settled, { ...first!, value: sum }, found.faults, null);
      found.plain = false;
    }
    for (const { table } of entry.parts) addLeftOut(table, settled);
    addSums(settled, fields);
    inferType(entry, settled, typeField);
    return laidOut([...settled.values()]);
  };

  /** Ids of the fields whose values the schema refuses. */
  const refusedIn = (slots: Slots): ReadonlySet<string> => {
    const row: Record<string, Scalar> = {};
    for (const { field, value } of slots.all) if (value !== null && !field.previous) row[field.id] = value;
    schema ??= createRowSchema(fields.byId.values());
    const checked = schema.safeParse(row);
    return new Set(checked.success ? [] : checked.error.issues.map((issue) => String(issue.path[0])));
  };

  const read = (entry: SchoolEntry, index: number): Draft => {
    const found: Found = { faults: [], understood: [], plain: true, placeholders: false };
    const slots = readParts(entry, found);
    const { faults, understood } = found;

    for (const id of found.plain ? [] : refusedIn(slots)) {
      const slot = slots.get(id);
      if (slot === undefined) continue;
      faults.push({ slot, fault: schemaFault(slot.field.quantity, slot.value) });
      setAside(slot);
    }

    const first = entry.parts[0];
    const nameSlot = slots.get("name");
    const codeSlot = slots.get("code");
    const typeSlot = slots.get("type");
    if (nameSlot?.state === "given" && nameSlot.raw !== undefined && isNoName(nameSlot.raw)) {
      faults.push({ slot: nameSlot, fault: { code: "name-not-text", facts: {} } });
    }
    const written = typeof nameSlot?.value === "string" ? nameSlot.value : null;
    const name = written === null || entry.parts.length === 1 ? written : wholeName(written);
    const code = typeof codeSlot?.value === "string" ? codeSlot.value : null;
    const rowNumber = first?.row.row.number ?? 0;
    const firstColumn = first?.table.columns[0]?.column ?? null;
    const isTurned = first?.table.upright === true;
    const at: Place = {
      sheet: first?.table.sheet.name ?? "",
      order: first?.table.order ?? 0,
      row: nameSlot?.row ?? (isTurned ? (codeSlot?.row ?? firstColumn ?? 0) : rowNumber),
      column: nameSlot?.column ?? codeSlot?.column ?? (isTurned ? rowNumber : firstColumn),
    };
    return {
      entry,
      slots,
      index,
      code,
      name: name ?? `${at.sheet}第${isTurned ? `${columnLetters(rowNumber)}列` : `${rowNumber}行`}`,
      named: name !== null,
      at,
      type: typeSlot?.state === "given" ? (typeSlot.value as SchoolType) : null,
      placeholders: found.placeholders,
      faults,
      understood,
    };
  };
  return { read };
};

/** Adds what a figure leaves out and the dictionary's holds (不含室内体育用房); where that is not known, the whole is not. */
const addLeftOut = (table: SchoolTable, slots: ReadonlyMap<string, Slot>): void => {
  for (const { key, without } of table.columns) {
    const whole = without === null ? undefined : slots.get(key);
    if (without === null || whole?.table !== table || whole.state !== "given") continue;
    const part = slots.get(without);
    if (typeof whole.value === "number" && part?.state === "given" && typeof part.value === "number") {
      whole.value += part.value;
    } else setAside(whole);
  }
};

/** Makes the quantities that follow from other columns, where they have none of their own (本科 + 硕士 + 博士). */
const addSums = (slots: Map<string, Slot>, fields: Fields): void => {
  for (const { key, stages, of, less } of SUMS) {
    for (const stage of stages) {
      const field = fields.byId.get(fieldId(stage, key));
      const parts = of.map((part) => slots.get(fieldId(stage, part)));
      const taken = less.map((part) => slots.get(fieldId(stage, part)));
      const [first] = parts;
      if (field === undefined || first === undefined || slots.has(field.id)) continue;
      if ([...parts, ...taken].some((part) => part === undefined)) continue;
      const given = [...parts, ...taken].every((part) => part?.state === "given" && typeof part.value === "number");
      const sumOf = (list: readonly (Slot | undefined)[]): number =>
        list.reduce((sum, part) => sum + (part?.value as number), 0);
      const value = given ? sumOf(parts) - sumOf(taken) : null;
      const blank = [...parts, ...taken].every((part) => part?.state === "blank");
      slots.set(field.id, {
        ...first,
        field,
        value: value !== null && value >= 0 ? value : null,
        state: value !== null && value >= 0 ? "given" : blank ? "blank" : "invalid",
        placeholder: null,
      });
    }
  }
};

/** A merge stays within the rows of a school; one row holds none that begins elsewhere. */
const ONE_ROW: ReadonlySet<number> = new Set();

/** Rows of the same school on the same sheet. */
const rowsBeside = (entry: SchoolEntry, part: SchoolPart): ReadonlySet<number> =>
  new Set(entry.parts.flatMap(({ table, row }) => (table === part.table ? [row.row.number] : [])));

/** Types by the stages that a school has rows for, where the workbook has no 办学类型. */
const TYPE_OF_STAGES: Readonly<Record<string, SchoolType>> = {
  primary: "primary",
  juniorSecondary: "junior",
  "juniorSecondary primary": "nineYear",
  "juniorSecondary senior": "completeSecondary",
  "juniorSecondary primary senior": "twelveYear",
  senior: "senior",
};

const inferType = (entry: SchoolEntry, slots: Map<string, Slot>, field: SchoolField | undefined): void => {
  const first = entry.parts[0];
  if (slots.has("type") || field === undefined || first === undefined) return;
  const stages = entry.parts.flatMap(({ stage }) => stage ?? []).sort();
  const byStages = TYPE_OF_STAGES[stages.join(" ")];
  // The form lists 教学点 among the 小学, and only the name tells.
  const value =
    byStages === "primary" && String(slots.get("name")?.value).includes("教学点") ? "teachingPoint" : byStages;
  if (value === undefined) return;
  const { table, row } = first;
  const column = table.stageColumn ?? slots.get("name")?.column ?? table.columns[0]?.column ?? 1;
  slots.set("type", {
    field,
    value,
    state: "given",
    table,
    row: row.row.number,
    column,
    raw: cellAt(row.row, column),
    placeholder: null,
  });
};

/** Kinds of figures of which a stage may have a part. */
const DIVISIBLE: readonly QuantityKind[] = ["count", "area", "money", "amount"];

/** A figure that a school has once and that the rows of its stages give each. */
interface SharedFigure {
  /** One for each stage. */
  readonly slots: readonly Slot[];
  readonly sum: number;
  /** How they make the school's, by the user's map or by a figure of the whole; null where a sum may be meant. */
  readonly meant: SharedByStage | null;
}

/** The figures of a school that its stages give each, by field; those that are alike are the same figure of the whole. */
const sharedByStage = (
  read: readonly { readonly slot: Slot; readonly stage: HeaderStage | null }[],
  { own }: Fields,
): ReadonlyMap<string, SharedFigure> => {
  const found = new Map<string, Map<HeaderStage, Slot>>();
  for (const { slot, stage } of read) {
    const { field, state } = slot;
    if (stage === null || state !== "given" || field.scope !== "school" || !DIVISIBLE.includes(field.quantity.kind)) {
      continue;
    }
    const stages = found.get(field.id) ?? new Map<HeaderStage, Slot>();
    found.set(field.id, stages);
    if (!stages.has(stage)) stages.set(stage, slot);
  }
  return new Map(
    [...found].flatMap(([id, stages]): [string, SharedFigure][] => {
      const slots = [...stages.values()];
      if (slots.length < 2) return [];
      const rules = slots.map(({ table, field }) => {
        const header = table.columns.find((column) => column.key === field.key)?.header;
        return header === undefined ? null : (own.rule(header)?.byStage ?? null);
      });
      const sum = fifteenDigits(slots.reduce((all, { value }) => all + (value as number), 0));
      // Beside a figure of the whole that is no sum of theirs, nobody can mean that they add up.
      const other = read.some(
        ({ slot, stage }) => stage === null && slot.field.id === id && slot.state === "given" && slot.value !== sum,
      );
      const meant = rules.find((rule) => rule !== null) ?? (other ? "same" : null);
      return [[id, { slots, sum, meant }]];
    }),
  );
};

/**
 * One value from the rows of one school: a blank gives way, and two that differ are both set aside. `sum`: what the
 * stages' figures come to where adding them up may be meant.
 */
const settle = (slots: Map<string, Slot>, slot: Slot, faults: Draft["faults"], sum: number | null): void => {
  const { id } = slot.field;
  const other = slots.get(id);
  if (other === undefined || (other.state === "blank" && slot.state !== "blank")) {
    slots.set(id, slot);
    return;
  }
  if (other.state !== "given" || slot.state !== "given" || other.value === slot.value) return;
  if (id === "remark" || id === "name" || id === "code") return;
  faults.push({
    slot,
    fault: {
      code: "shared-value-differs",
      facts: { otherCell: addressOf(other), otherValue: foundText(other.raw) ?? String(other.value), sum },
    },
  });
  setAside(other);
};

/** Tells what was wrong with a school's cells. */
export const tellFaults = (draft: Draft, log: ProblemLog): void => {
  for (const { slot, fault } of draft.faults)
    log.add(placeOf(slot), fault, concernOf(slot.field, draft.name, slot.raw));
};

/** A merge within a table's data, over cells that should each have a value. */
export const mergeFault = (range: CellRange): Fault => ({
  code: "merged-data",
  facts: { range: rangeReference(range) },
});
