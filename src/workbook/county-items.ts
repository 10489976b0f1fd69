import type { Asked, AskedRow } from "../model/asked.ts";
import type { Attestation, County, Monitoring, Reading, UnplacedAnswer, Veto } from "../model/county.ts";
import { deniesDocument, evidenceLack } from "../model/evidence.ts";
import { type ProfileKey, QUANTITIES, type QuantityKey } from "../model/quantity.ts";
import type { Scalar, Sourced } from "../model/school.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import type { CellRange } from "../package/raw.ts";
import { createListReader, type ListReader, saidBy } from "./attached-lists.ts";
import { isItemDemanded } from "./demands.ts";
import { type Draft, mergeFault } from "./drafts.ts";
import type { Fields, ItemField } from "./fields.ts";
import type { ItemRow, LayoutRows, ListRows } from "./layouts/rows.ts";
import { type JoinRules, joinTables, type Listed } from "./listed.ts";
import { isPlainlyValid, schemaFault } from "./plain-values.ts";
import { implausible } from "./plausible.ts";
import type { Place, ProblemLog } from "./problems.ts";
import { quantitySchema } from "./schemas.ts";
import { ITEM_COLUMNS, LIST_SHEETS } from "./sheets.ts";
import type { ItemSlot } from "./slots.ts";
import type { DataRow, SkippedRow } from "./table.ts";
import { deniesCarriedOut } from "./terms/evidence-notes.ts";
import { isOtherMonitoring } from "./terms/monitoring-remarks.ts";
import { vetoNote } from "./terms/veto-notes.ts";
import { cleanText, matchKey, shownText } from "./text.ts";
import { conversionFactor, findUnit, isPerPerson, type WrittenUnit } from "./units.ts";
import { dayIn, foundText, isPlaceholder, readValue, type ValueReading } from "./values.ts";

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

const COUNTY_NAME = "countyName" satisfies ProfileKey;
/** A year whose cell may hold the day. */
const RECOGNITION = "basicBalanceYear" satisfies ProfileKey;

export interface ItemValues {
  readonly profile: County["profile"];
  /** Null where its year alone is given, or nothing. */
  readonly basicBalanceDay: string | null;
  readonly items: County["items"];
  readonly converted: Reading["converted"];
  /** By key; an item without a row is not among them. */
  readonly slots: ReadonlyMap<string, ItemSlot>;
}

/** Values of 县情 and 县级指标, converted into the dictionary's units, with their problems told. */
export const readItemValues = (
  { items: rows, county }: Pick<LayoutRows, "items" | "county">,
  drafts: readonly Draft[],
  fields: Fields,
  asked: Asked,
  log: ProblemLog,
): ItemValues => {
  const slots = new Map<string, ItemSlot>();
  const units = new Map<string, WrittenUnit | null>();
  const converted: Reading["converted"][number][] = [];
  const reported = new Set<CellRange>();
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
      // Left alone by the user's own word.
      if (fields.own.items.get(matchKey(label)) === null) continue;
      log.add(
        { ...placeOf(item), column: item.label.column },
        { code: "item-unknown", facts: { nearest: fields.items.nearest(label) } },
        { school: null, quantity: null, stage: null, label, found: foundText(item.value) },
      );
      continue;
    }
    const slot = item.merged === undefined ? readItem(item, field, resolution, log) : mergedItem(item, field);
    if (item.merged !== undefined && !reported.has(item.merged)) {
      reported.add(item.merged);
      log.add(placeOf(item), mergeFault(item.merged), concernOf(field, item));
    }
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
    const fault = implausible(
      slot.value / pupils,
      slot.field,
      { written: units.get(key) ?? null, schools: null },
      asked.neededBy,
    );
    if (fault !== null) log.add(placeOf(slot.item), fault, concernOf(slot.field, slot.item));
  }
  for (const { field, item, state, placeholder } of slots.values()) {
    if (state !== "blank" || placeholder) continue;
    // A county that its schools' rows name needs no second word.
    const named = field.key === COUNTY_NAME && (county ?? null) !== null;
    const isAsked = (asked.profile as readonly string[]).includes(field.key) && !named;
    if (!isAsked && !isItemDemanded(field.key, asked, drafts, slots)) continue;
    log.add(placeOf(item), { code: "missing-required", facts: {} }, concernOf(field, item));
  }
  const profile: Record<string, Sourced<Scalar>> = {};
  const items: Record<string, Sourced<number>> = {};
  for (const { field, value, state, address } of slots.values()) {
    if (field.scope === "profile") profile[field.key] = { value, cell: address, state };
    else items[field.key] = { value: value as number | null, cell: address, state };
  }
  const recognised = slots.get(RECOGNITION);
  const basicBalanceDay =
    recognised?.state === "given" && recognised.item.value !== undefined
      ? dayIn(recognised.item.value, { date1904: recognised.item.sheet.date1904 ?? false, unit: null })
      : null;
  return { profile, basicBalanceDay, items, converted, slots };
};

type Resolution = ReturnType<Fields["items"]["resolve"]>;

const unitText = (item: ItemRow): string => (item.unit?.kind === "text" ? cleanText(item.unit.value as string) : "");

const unitOf = (item: ItemRow, inLabel: Resolution["unit"]) => findUnit(unitText(item)) ?? inLabel;

const addressOf = (item: ItemRow): string => fullAddress(item.sheet.name, cellReference(item.row, item.column));

/** A value over several items is of none of them. */
const mergedItem = (item: ItemRow, field: ItemField): ItemSlot => ({
  field,
  value: null,
  state: "invalid",
  item,
  address: addressOf(item),
  placeholder: false,
});

const readItem = (item: ItemRow, field: ItemField, resolution: Resolution, log: ProblemLog): ItemSlot => {
  const { quantity } = field;
  const written = unitText(item);
  const unit = unitOf(item, resolution.unit);
  const unknown =
    resolution.unknownUnit ?? (unit === null && written !== "" && !isPlaceholder(written) ? written : null);
  let reading: ValueReading = readValue(item.value, quantity, { date1904: item.sheet.date1904 ?? false, unit });
  // 基准定额 is per pupil by its name; 元/人 is its unit and nothing to convert.
  const perPupil = /生均|人均|平均|定额/.test(quantity.label) && unknown !== null && isPerPerson(unknown);
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
    address: addressOf(item),
    placeholder: reading.state === "blank" && reading.placeholder !== null,
  };
};

/** A list's answers, and those of its rows that take something from an item and do not say from which. */
export interface Answers<T> {
  readonly rows: readonly T[];
  readonly unplaced: readonly UnplacedAnswer[];
  /** Addresses of rows whose name says their item, as their code does not. */
  readonly named: readonly string[];
  /** Rows that say what a row of another table says. */
  readonly repeated: readonly SkippedRow[];
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

/** An entry of a list of the county, with the reader of its table. */
interface Entered<T> {
  readonly entry: T;
  readonly reader: ListReader;
}

const asideOf = <T>(value: Sourced<T>): Sourced<T> => ({ ...value, value: null, state: "invalid" });

/** Reports an entry that another table contradicts at its cell `key`, by the address of the other's. */
const contradicts =
  <T extends Entered<{ readonly cell: string }>>(key: string): JoinRules<T>["report"] =>
  ({ row, entry }, other) =>
    entry.reader.tell(row, key, { code: "duplicate-item", facts: { otherCell: other.entry.entry.cell } }, null);

/**
 * 质量监测, out of all its tables. A subject of which nothing is filled in was not monitored; one that two tables give
 * differently for one year is unknown, and so is one whose remark says that it is another result, or no national monitoring's.
 */
export const readMonitoring = (
  tables: readonly ListRows[],
  years: readonly number[],
  log: ProblemLog,
): { readonly rows: readonly Monitoring[]; readonly repeated: readonly SkippedRow[] } => {
  const { columns } = LIST_SHEETS.monitoring;
  const listed = tables.flatMap((list) => {
    const reader = createListReader(list, log);
    return list.rows.flatMap((row): Listed<Entered<Monitoring>>[] => {
      const subject = shownText(foundText(reader.cell(row, "subject")) ?? "");
      const read: Monitoring = {
        subject: subject === "" ? `第${row.row.number}行` : subject,
        level: reader.read(row, "level", columns.level, null),
        rate: reader.read(row, "rate", columns.rate, null),
        year: reader.read(row, "year", columns.year, null),
        cell: addressIn(list, row.row.number, "subject"),
      };
      // What was monitored has a year of its own.
      const isOther = reader.isRemarked(
        row,
        read.year.value === null ? years : [read.year.value],
        null,
        isOtherMonitoring,
      );
      const entry = isOther ? { ...read, level: asideOf(read.level), rate: asideOf(read.rate) } : read;
      if (isBlank(entry.level) && isBlank(entry.rate) && isBlank(entry.year)) return [];
      if (subject === "") reader.tell(row, "subject", { code: "missing-required", facts: {} }, null);
      reader.demand(row, "level", entry.level, null);
      reader.demand(row, "rate", entry.rate, null);
      const about = subject === "" ? null : `${matchKey(subject)} ${entry.year.value ?? ""}`;
      return [{ list, row, entry: { entry, reader }, about, says: `${saidBy(entry.level)} ${saidBy(entry.rate)}` }];
    });
  });
  const { entries, repeated } = joinTables(listed, {
    aside: ({ entry, reader }) => ({
      entry: { ...entry, level: asideOf(entry.level), rate: asideOf(entry.rate) },
      reader,
    }),
    oneThing: true,
    report: contradicts("subject"),
  });
  return { rows: entries.map(({ entry }) => entry.entry), repeated };
};

/** What places the rows of a list of answers, besides their codes and names. */
interface Items {
  readonly list: UnplacedAnswer["list"];
  /** Codes of other standards' rows, which this one has no use for; asked for only where a code is not known. */
  readonly elsewhere: () => readonly string[];
}

/** A shorter name is a part of too many. */
const SHORTEST_NAME = 4;

/** Before or behind an item's name they turn its answer round: 不存在违规择校行为. */
const TURNS_ROUND = /[不无未没非禁绝零]/;

/** The item that a row names, and how: all of it, a part that no other has, or its denial. */
interface NamedItem {
  readonly code: string;
  readonly how: "whole" | "part" | "denied";
}

/** The one item that a row names; null where it names none or several. */
const itemNamed = (title: string, names: readonly AskedRow[]): NamedItem | null => {
  const key = matchKey(title);
  const same = names.filter(({ name }) => matchKey(name) === key);
  if (same.length === 1) return { code: same[0]!.code, how: "whole" };
  if (key.length < SHORTEST_NAME) return null;
  const found = names.flatMap(({ code, name }): NamedItem[] => {
    const own = matchKey(name);
    if (own.includes(key)) return [{ code, how: "part" }];
    if (own.length < SHORTEST_NAME || !key.includes(own)) return [];
    return [{ code, how: TURNS_ROUND.test(key.replace(own, "")) ? "denied" : "whole" }];
  });
  return found.length === 1 ? found[0]! : null;
};

/** The veto that a row names: 否 beside a part of an item leaves its rest open, and beside a denial nobody knows what is meant. */
const vetoNamed = (title: string, names: readonly AskedRow[], isNo: boolean): string | null => {
  const found = itemNamed(title, names);
  return found === null || found.how === "denied" || (isNo && found.how === "part") ? null : found.code;
};

/** A row of answers, as far as it decides what item it is about. */
interface Answer<T> {
  readonly entry: T & { readonly code: string; readonly cell: string };
  /** Whether its code is one that is known; without known codes, any is. */
  readonly coded: boolean;
  readonly title: string;
  /** The item that its title names, or null. */
  readonly named: string | null;
  /** Whether it takes nothing from an item: 符合, or 否. */
  readonly harmless: boolean;
  readonly answered: boolean;
}

/**
 * Gives each row its item: the one of its code; where that is blank or mistyped, the one that its name says and that no
 * other row answers. A row without either that takes something from an item may be about any.
 */
const placeAnswers = <T>(answers: readonly Answer<T>[], { list, elsewhere }: Items): Omit<Answers<T>, "repeated"> => {
  const answeredBy = new Set(answers.flatMap(({ coded, entry }) => (coded ? [entry.code] : [])));
  const unplaced: UnplacedAnswer[] = [];
  const byName: string[] = [];
  let codes: ReadonlySet<string> | null = null;
  const isElsewhere = (code: string): boolean => {
    codes ??= new Set(elsewhere());
    return codes.has(code);
  };
  const rows = answers.flatMap(({ entry, coded, title, named, harmless, answered }): T[] => {
    if (coded) return [entry];
    const { cell, code: written } = entry;
    if (named !== null && !answeredBy.has(named)) {
      byName.push(cell);
      return [{ ...entry, code: named }];
    }
    const foreign = named === null && title !== "" && isElsewhere(written);
    if (!harmless && !foreign && (answered || named !== null)) unplaced.push({ list, code: named, cell });
    return written === "" ? [] : [entry];
  });
  return { rows, unplaced, named: byName };
};

const isCase = (note: string): boolean => vetoNote(note) === "case";

/** A number as documents have it, to see whether one would prove what is written. */
const SOME_NUMBER = "政发〔2024〕1号";

/**
 * 佐证, one entry per row with a code or the name of an item. Rows of one code are all given: whether they agree is not
 * decided here. `known`: the rows that the standard asks for; `elsewhere`: codes of other standards' rows. `asked`: whether
 * anything is judged by the document of a code; only of those is missing what makes them count.
 */
export const readAttestations = (
  tables: readonly ListRows[],
  log: ProblemLog,
  known: readonly AskedRow[] | null,
  elsewhere: () => readonly string[],
  asked: (code: string) => boolean,
  years: readonly number[],
): Answers<Attestation> => {
  const { columns } = LIST_SHEETS.attestations;
  const answerIn = (list: ListRows, reader: ListReader, row: DataRow): Answer<Attestation> => {
    const title = foundText(reader.cell(row, "title")) ?? "";
    // A county that files by two standards has the rows of both on one sheet.
    const named = title === "" ? null : (itemNamed(title, known ?? [])?.code ?? null);
    const foreign = title !== "" && named === null ? elsewhere : () => [];
    const code = codeIn(row, reader, known, foreign);
    const concluded = reader.read<"met" | "unmet" | "pending">(row, "conclusion", columns.conclusion, null);
    const isAhead = concluded.value === "met" && reader.isRemarked(row, years, null, deniesCarriedOut);
    const entry: Attestation = {
      code,
      conclusion: isAhead ? asideOf(concluded) : concluded,
      evidence: reader.read<string>(row, "evidence", columns.evidence, null),
      documentNumber: reader.read<string>(row, "documentNumber", columns.documentNumber, null),
      date: reader.read<string>(row, "date", columns.date, null),
      expires: reader.read<string>(row, "expires", columns.expires, null),
      confirmedBy: reader.read<string>(row, "confirmedBy", columns.confirmedBy, null),
      ...(reader.has("note") ? { note: reader.read<string>(row, "note", columns.note, null) } : {}),
      cell: addressIn(list, row.row.number, "code"),
    };
    const { conclusion, evidence } = entry;
    if (code !== "" && asked(code)) {
      reader.demand(row, "conclusion", conclusion, null);
      if (conclusion.value === "met") {
        reader.demand(row, "evidence", evidence, null);
        reader.demand(row, "date", entry.date, null);
        const lacks = evidence.value === null ? null : evidenceLack(evidence.value, entry.documentNumber.value);
        if (deniesDocument(entry.note?.value ?? null)) {
          reader.tell(row, "note", { code: "evidence-none", facts: { lacks: "in-force" } }, null);
        } else if (lacks !== null) {
          // Where a document's number alone is lacking, it is told where it is to be filled in.
          const numbered = evidenceLack(evidence.value ?? "", SOME_NUMBER) === null;
          const blank = entry.documentNumber.state === "blank" && reader.has("documentNumber");
          const at = numbered && blank ? "documentNumber" : "evidence";
          reader.tell(row, at, { code: "evidence-none", facts: { lacks } }, null);
        }
      }
    }
    return {
      entry,
      coded: isKnown(code, known),
      title,
      named,
      harmless: conclusion.value === "met",
      answered: !isBlank(conclusion),
    };
  };
  const listed = answersIn(tables, log, answerIn, ({ conclusion, evidence, documentNumber, date, expires }) =>
    [conclusion, evidence, documentNumber, date, expires].map(saidBy).join(" "),
  );
  // Several documents may prove one item; only their conclusions contradict each other.
  const opinions = listed.map((each) => ({ ...each, says: saidBy(each.entry.entry.conclusion) }));
  joinTables(opinions, { aside: null, oneThing: true, report: contradicts("conclusion") });
  const { entries, repeated } = joinTables(listed, { aside: null, oneThing: true, report: () => {} });
  return {
    ...placeAnswers(
      entries.map(({ entry }) => entry),
      { list: "attestations", elsewhere },
    ),
    repeated,
  };
};

/** The answers of all tables of a list, each with what it is about. */
const answersIn = <T extends object>(
  tables: readonly ListRows[],
  log: ProblemLog,
  answerIn: (list: ListRows, reader: ListReader, row: DataRow) => Answer<T>,
  says: (entry: T) => string,
): Listed<Answer<T> & { readonly reader: ListReader }>[] =>
  tables.flatMap((list) => {
    const reader = createListReader(list, log);
    return list.rows.map((row) => {
      const answer = answerIn(list, reader, row);
      const { code } = answer.entry;
      return {
        list,
        row,
        entry: { ...answer, reader },
        about: code === "" ? (answer.title === "" ? null : matchKey(answer.title)) : code,
        says: says(answer.entry),
      };
    });
  });

const isKnown = (code: string, known: readonly AskedRow[] | null): boolean =>
  code !== "" && (known === null || known.some((row) => row.code === code));

/** The code of a row, as standards write them; a blank or unknown one is told. */
const codeIn = (
  row: DataRow,
  reader: ListReader,
  known: readonly AskedRow[] | null,
  foreign: () => readonly string[] = () => [],
): string => {
  const code = normalCode(foundText(reader.cell(row, "code")) ?? "");
  if (code === "") reader.tell(row, "code", { code: "missing-required", facts: {} }, null);
  else if (known !== null && known.length > 0 && !isKnown(code, known) && !foreign().includes(code)) {
    const codes = known.map((each) => each.code);
    const folded = code.toLowerCase();
    const nearest =
      codes.find((choice) => choice.toLowerCase() === folded || choice.toLowerCase().startsWith(folded)) ?? null;
    reader.tell(row, "code", { code: "code-unknown", facts: { choices: codes, nearest } }, null);
  }
  return code;
};

/**
 * 一票否决, one entry per row with a code or the name of an item. Rows of one code that differ are told and all given: one
 * 是 is a veto whatever another row says. 否 beside a note of a case is neither.
 */
export const readVetoes = (
  tables: readonly ListRows[],
  log: ProblemLog,
  known: readonly AskedRow[] | null,
  years: readonly number[],
): Answers<Veto> => {
  const { columns } = LIST_SHEETS.vetoes;
  const first = new Map<string, Veto>();
  const answerIn = (list: ListRows, reader: ListReader, row: DataRow): Answer<Veto> => {
    const code = reader.has("code") ? codeIn(row, reader, known) : "";
    const title = foundText(reader.cell(row, "title")) ?? "";
    const answer = reader.read<"yes" | "no" | "pending">(row, "present", columns.present, null);
    const note = reader.read<string>(row, "note", columns.note, null);
    const says = answer.value === "no" ? vetoNote(note.value ?? "") : null;
    const veto: Veto = {
      code,
      present: says === "case" || reader.isOfOtherState(row, years, isCase) ? asideOf(answer) : answer,
      note,
      cell: addressIn(list, row.row.number, reader.has("code") ? "code" : "title"),
    };
    const named = title === "" ? null : vetoNamed(title, known ?? [], answer.value === "no");
    if (!reader.has("code") && known !== null && known.length > 0 && named === null) {
      const choices = known.map(({ name }) => name);
      reader.tell(row, "title", { code: "code-unknown", facts: { choices, nearest: null, byName: true } }, null);
    }
    if (code !== "" || named !== null) reader.demand(row, "present", veto.present, null);
    if (says !== null) {
      reader.tell(row, "note", { code: says === "case" ? "veto-contradicted" : "veto-note", facts: {} }, null);
    }
    const other = code === "" ? undefined : first.get(code);
    if (code !== "" && other === undefined) first.set(code, veto);
    else if (
      other !== undefined &&
      (other.present.value !== veto.present.value || other.present.state !== veto.present.state)
    ) {
      reader.tell(row, "code", { code: "duplicate-item", facts: { otherCell: other.cell } }, null);
    }
    return {
      entry: veto,
      coded: isKnown(code, known),
      title,
      named,
      harmless: veto.present.value === "no",
      answered: !isBlank(veto.present),
    };
  };
  const listed = answersIn(tables, log, answerIn, ({ present, note }) => `${saidBy(present)} ${saidBy(note)}`);
  const { entries, repeated } = joinTables(listed, { aside: null, oneThing: true, report: () => {} });
  return {
    ...placeAnswers(
      entries.map(({ entry }) => entry),
      { list: "vetoes", elsewhere: () => [] },
    ),
    repeated,
  };
};
