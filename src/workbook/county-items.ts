import type { Attestation, County, Monitoring, Reading, Veto } from "../model/county.ts";
import { QUANTITIES, type QuantityKey } from "../model/quantity.ts";
import type { Scalar, Sourced } from "../model/school.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import { createListReader } from "./attached-lists.ts";
import { isItemDemanded } from "./demands.ts";
import type { Draft } from "./drafts.ts";
import type { Fields, ItemField } from "./fields.ts";
import type { ItemRow, ListRows } from "./layouts/rows.ts";
import { isPlainlyValid, schemaFault } from "./plain-values.ts";
import { implausible } from "./plausible.ts";
import type { Place, ProblemLog } from "./problems.ts";
import { quantitySchema } from "./schemas.ts";
import { ITEM_COLUMNS, LIST_SHEETS } from "./sheets.ts";
import { cleanText, shownText } from "./text.ts";
import { conversionFactor, findUnit, looksLikeRate, type WrittenUnit } from "./units.ts";
import { foundText, readValue, type ValueReading } from "./values.ts";

/** An item of the county while it is being judged. */
export interface ItemSlot {
  readonly field: ItemField;
  value: Scalar | null;
  state: Sourced<Scalar>["state"];
  readonly item: ItemRow;
  readonly address: string;
  /** A blank that is a placeholder has been told as one. */
  readonly placeholder: boolean;
}

const labelText = (item: ItemRow): string => shownText(String(item.label.value ?? ""));

const placeOf = (item: ItemRow): Place => ({
  sheet: item.sheet.name,
  order: item.order,
  row: item.row,
  column: item.column,
});

const concernOf = (field: ItemField, item: ItemRow) => {
  const known = field.key in QUANTITIES;
  return {
    school: null,
    quantity: known ? (field.key as QuantityKey) : null,
    stage: null,
    label: known ? null : field.quantity.label,
    found: foundText(item.value),
  };
};

const COUNTY_PARTS: readonly (readonly [part: string, whole: string])[] = [
  ["rotatedTeachers", "rotationEligible"],
  ["rotatedBackbone", "rotatedTeachers"],
  ["primaryInZone", "primaryEntrants"],
  ["juniorInZone", "juniorEntrants"],
  ["quotaAllocated", "quotaTotal"],
  ["quotaRural", "quotaAllocated"],
  ["migrantInPublic", "migrantEligible"],
  ["migrantInPurchased", "migrantEligible"],
  ["disabledEnrolled", "disabledSchoolAge"],
  ["satisfied", "surveyed"],
  ["ruralPopulation", "population"],
];

/** Items of money per pupil, each with the item whose pupils it is for; null where it is per pupil as it stands. */
const PER_PUPIL: readonly (readonly [key: string, pupils: string | null])[] = [
  ["primaryFundingQuota", null],
  ["juniorFundingQuota", null],
  ["specialEducationFunds", "specialEducationPupils"],
];

export interface ItemValues {
  readonly profile: County["profile"];
  readonly items: County["items"];
  readonly converted: Reading["converted"];
  /** By key; an item without a row is not among them. */
  readonly slots: ReadonlyMap<string, ItemSlot>;
}

/** Values of 县情 and 县级指标, converted into the dictionary's units, with their problems told. */
export const readItemValues = (
  rows: readonly ItemRow[],
  drafts: readonly Draft[],
  fields: Fields,
  log: ProblemLog,
): ItemValues => {
  const slots = new Map<string, ItemSlot>();
  const units = new Map<string, WrittenUnit | null>();
  const converted: Reading["converted"][number][] = [];
  for (const item of rows) {
    const label = labelText(item);
    if (label === "") {
      log.add(
        { ...placeOf(item), column: item.label.column },
        { code: "missing-required", facts: {} },
        { school: null, quantity: null, stage: null, label: ITEM_COLUMNS.item.label, found: null },
      );
      continue;
    }
    const resolution = fields.items.resolve([label]);
    const field = resolution.match === null ? null : fields.item(resolution.match.term.id);
    if (field === null) {
      log.add(
        { ...placeOf(item), column: item.label.column },
        { code: "item-unknown", facts: { nearest: fields.items.nearest(label) } },
        { school: null, quantity: null, stage: null, label, found: foundText(item.value) },
      );
      continue;
    }
    const slot = readItem(item, field, resolution, log);
    const other = slots.get(field.key);
    if (other !== undefined && other.state !== "blank") {
      if (slot.state === "blank" || (slot.state === other.state && slot.value === other.value)) continue;
      log.add(placeOf(item), { code: "duplicate-item", facts: { otherCell: other.address } }, concernOf(field, item));
      other.value = null;
      other.state = "invalid";
      continue;
    }
    slots.set(field.key, slot);
    const unit = unitOf(item, resolution.unit);
    units.set(field.key, unit);
    const factor = unit === null || field.quantity.unit === "" ? null : conversionFactor(unit, field.quantity.unit);
    if (unit !== null && factor !== null && factor !== 1) {
      const cell = cellReference(item.label.row, item.label.column);
      converted.push({ sheet: item.sheet.name, cell, header: label, from: unit.text, to: field.quantity.unit, factor });
    }
  }
  for (const [partKey, wholeKey] of COUNTY_PARTS) {
    const part = slots.get(partKey);
    const whole = slots.get(wholeKey);
    if (typeof part?.value !== "number" || typeof whole?.value !== "number" || part.value <= whole.value) continue;
    const facts = {
      parts: [part.field.key],
      whole: whole.field.key,
      wholeValue: whole.value,
      wholeCell: whole.address,
    };
    log.add(placeOf(part.item), { code: "part-above-whole", facts }, concernOf(part.field, part.item));
    part.value = null;
    part.state = "invalid";
  }
  for (const [key, pupilsKey] of PER_PUPIL) {
    const slot = slots.get(key);
    const pupils = pupilsKey === null ? 1 : slots.get(pupilsKey)?.value;
    if (typeof slot?.value !== "number" || slot.value <= 0 || typeof pupils !== "number" || pupils <= 0) continue;
    const fault = implausible(slot.value / pupils, slot.field, { written: units.get(key) ?? null, schools: null });
    if (fault !== null) log.add(placeOf(slot.item), fault, concernOf(slot.field, slot.item));
  }
  for (const { field, item, state, placeholder } of slots.values()) {
    if (state !== "blank" || placeholder || !isItemDemanded(field, drafts, slots)) continue;
    log.add(placeOf(item), { code: "missing-required", facts: {} }, concernOf(field, item));
  }
  const profile: Record<string, Sourced<Scalar>> = {};
  const items: Record<string, Sourced<number>> = {};
  for (const { field, value, state, address } of slots.values()) {
    if (field.scope === "profile") profile[field.key] = { value, cell: address, state };
    else items[field.key] = { value: value as number | null, cell: address, state };
  }
  return { profile, items, converted, slots };
};

type Resolution = ReturnType<Fields["items"]["resolve"]>;

const unitText = (item: ItemRow): string => (item.unit?.kind === "text" ? cleanText(item.unit.value as string) : "");

const unitOf = (item: ItemRow, inLabel: Resolution["unit"]) => findUnit(unitText(item)) ?? inLabel;

const readItem = (item: ItemRow, field: ItemField, resolution: Resolution, log: ProblemLog): ItemSlot => {
  const { quantity } = field;
  const written = unitText(item);
  const unit = unitOf(item, resolution.unit);
  const unknown = resolution.unknownUnit ?? (unit === null && looksLikeRate(written) ? written : null);
  let reading: ValueReading = readValue(item.value, quantity, { date1904: item.sheet.date1904 ?? false, unit });
  // 基准定额 is per pupil by its name; 元/人 is its unit and nothing to convert.
  const perPupil = /生均|人均|平均|定额/.test(quantity.label);
  if (unknown !== null && quantity.unit !== "" && !perPupil && reading.state === "given") {
    reading = { state: "invalid", fault: { code: "unit-unknown", facts: { unit: unknown } } };
  }
  if (reading.state === "given") {
    if (!isPlainlyValid(quantity, reading.value) && !quantitySchema(quantity).safeParse(reading.value).success) {
      reading = { state: "invalid", fault: schemaFault(quantity, reading.value) };
    } else if (reading.note !== null) {
      log.add(placeOf(item), reading.note, concernOf(field, item));
    }
  }
  if (reading.state === "invalid") log.add(placeOf(item), reading.fault, concernOf(field, item));
  if (reading.state === "blank" && reading.placeholder !== null) {
    log.add(placeOf(item), { code: "placeholder", facts: {} }, concernOf(field, item));
  }
  return {
    field,
    value: reading.state === "given" ? reading.value : null,
    state: reading.state,
    item,
    address: fullAddress(item.sheet.name, cellReference(item.row, item.column)),
    placeholder: reading.state === "blank" && reading.placeholder !== null,
  };
};

/** Codes that a standard knows, by which a mistyped one is told. */
export interface KnownCodes {
  readonly attestations: readonly string[];
  readonly vetoes: readonly string[];
}

/** `g2A` is G2a: letters before the number in upper case, after it in lower case. */
const normalCode = (text: string): string => {
  const plain = cleanText(text).replace(/\s/g, "");
  const parts = /^([A-Za-z]+)[-.]?(\d+)([A-Za-z]*)$/.exec(plain);
  return parts === null
    ? plain
    : `${(parts[1] ?? "").toUpperCase()}${Number(parts[2])}${(parts[3] ?? "").toLowerCase()}`;
};

const addressIn = (list: ListRows, row: number, key: string): string => {
  const column = list.columns.get(key)?.column ?? 1;
  return fullAddress(list.sheet.name, cellReference(row, column));
};

const isBlank = (value: Sourced<unknown>): boolean => value.state === "blank" || value.state === "absent";

/** 质量监测. A subject of which nothing is filled in was not monitored. */
export const readMonitoring = (list: ListRows, log: ProblemLog): Monitoring[] => {
  const reader = createListReader(list, log);
  const { columns } = LIST_SHEETS.monitoring;
  return list.rows.flatMap((row) => {
    const subject = shownText(foundText(reader.cell(row, "subject")) ?? "");
    const entry: Monitoring = {
      subject: subject === "" ? `第${row.row.number}行` : subject,
      level: reader.read(row, "level", columns.level, null),
      rate: reader.read(row, "rate", columns.rate, null),
      year: reader.read(row, "year", columns.year, null),
      cell: addressIn(list, row.row.number, "subject"),
    };
    if (isBlank(entry.level) && isBlank(entry.rate) && isBlank(entry.year)) return [];
    if (subject === "") reader.tell(row, "subject", { code: "missing-required", facts: {} }, null);
    reader.demand(row, "level", entry.level, null);
    reader.demand(row, "rate", entry.rate, null);
    return [entry];
  });
};

/**
 * 佐证, one entry per row with a code. Rows of one code are all given: whether they agree is not decided here. `asked`:
 * whether anything is judged by the document of a code; only of those is missing what makes them count.
 */
export const readAttestations = (
  list: ListRows,
  log: ProblemLog,
  known: KnownCodes | null,
  asked: (code: string) => boolean,
): Attestation[] => {
  const reader = createListReader(list, log);
  const { columns } = LIST_SHEETS.attestations;
  return list.rows.flatMap((row) => {
    const code = normalCode(foundText(reader.cell(row, "code")) ?? "");
    if (code === "") {
      reader.tell(row, "code", { code: "missing-required", facts: {} }, null);
      return [];
    }
    tellUnknownCode(code, known?.attestations, row.row.number, reader.tell.bind(null, row, "code"));
    const entry: Attestation = {
      code,
      conclusion: reader.read<"met" | "unmet" | "pending">(row, "conclusion", columns.conclusion, null),
      evidence: reader.read<string>(row, "evidence", columns.evidence, null),
      documentNumber: reader.read<string>(row, "documentNumber", columns.documentNumber, null),
      date: reader.read<string>(row, "date", columns.date, null),
      expires: reader.read<string>(row, "expires", columns.expires, null),
      confirmedBy: reader.read<string>(row, "confirmedBy", columns.confirmedBy, null),
      cell: addressIn(list, row.row.number, "code"),
    };
    if (asked(code)) {
      reader.demand(row, "conclusion", entry.conclusion, null);
      if (entry.conclusion.value === "met") {
        reader.demand(row, "evidence", entry.evidence, null);
        reader.demand(row, "date", entry.date, null);
      }
    }
    return [entry];
  });
};

const tellUnknownCode = (
  code: string,
  choices: readonly string[] | undefined,
  _row: number,
  tell: (
    fault: { code: "code-unknown"; facts: { choices: readonly string[]; nearest: string | null } },
    school: null,
  ) => void,
): void => {
  if (choices === undefined || choices.includes(code)) return;
  const folded = code.toLowerCase();
  const nearest =
    choices.find((choice) => choice.toLowerCase() === folded || choice.toLowerCase().startsWith(folded)) ?? null;
  tell({ code: "code-unknown", facts: { choices, nearest } }, null);
};

/**
 * 一票否决, one entry per row with a code. Rows of one code that differ are told and all given: one 是 is a veto whatever
 * another row says.
 */
export const readVetoes = (list: ListRows, log: ProblemLog, known: KnownCodes | null): Veto[] => {
  const reader = createListReader(list, log);
  const { columns } = LIST_SHEETS.vetoes;
  const vetoes: Veto[] = [];
  const first = new Map<string, Veto>();
  for (const row of list.rows) {
    const code = normalCode(foundText(reader.cell(row, "code")) ?? "");
    if (code === "") {
      reader.tell(row, "code", { code: "missing-required", facts: {} }, null);
      continue;
    }
    tellUnknownCode(code, known?.vetoes, row.row.number, reader.tell.bind(null, row, "code"));
    const veto: Veto = {
      code,
      present: reader.read<"yes" | "no" | "pending">(row, "present", columns.present, null),
      note: reader.read<string>(row, "note", columns.note, null),
      cell: addressIn(list, row.row.number, "code"),
    };
    reader.demand(row, "present", veto.present, null);
    vetoes.push(veto);
    const other = first.get(code);
    if (other === undefined) first.set(code, veto);
    else if (other.present.value !== veto.present.value || other.present.state !== veto.present.state) {
      reader.tell(row, "code", { code: "duplicate-item", facts: { otherCell: other.cell } }, null);
    }
  }
  return vetoes;
};
