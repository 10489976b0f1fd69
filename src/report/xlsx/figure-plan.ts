import { NUMBER_RANGES, type NumberRange, QUANTITIES, type QuantityKey } from "../../model/quantity.ts";
import type { AuditResult, Finding, IndicatorRef, Input } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import { countyRangeOf, rangeOf } from "./accepted.ts";
import { fixedRange, fixedReference } from "./sheet.ts";
import { ratioIndicators, type UnitRow, unitKey } from "./unit-rows.ts";

/** One column of the schools' figures: a quantity, of one stage where it has one, or a weight of the split. */
export interface FigureColumn {
  readonly key: string;
  readonly quantity: string;
  readonly stage: Stage | null;
  readonly unit: string;
  readonly kind: "figure" | "weight";
  /** What numbers it may be; null for an answer in words. */
  readonly range: NumberRange | null;
}

export interface SchoolFigures {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  readonly figures: Map<string, Input>;
}

/** The units of one stage: their rows, and the row below that sums them up. */
export interface UnitGroup {
  readonly stage: Stage;
  readonly first: number;
  readonly last: number;
  readonly summary: number;
}

/**
 * Where everything stands on the sheet of figures, top to bottom: the schools' figures, what is computed of each unit,
 * what is drawn, the county's figures, the other items that are evidence, and the list of every figure with its source. The first and the
 * fourth are what people may change; all other sheets' formulas lead back to them.
 */
export interface FigurePlan {
  readonly sheet: string;
  readonly columns: readonly FigureColumn[];
  readonly schools: readonly SchoolFigures[];
  readonly schoolsHeader: number;
  readonly unitsHeader: number;
  readonly groups: readonly UnitGroup[];
  readonly unitRow: ReadonlyMap<string, number>;
  /** Null where there are no units to draw. */
  readonly drawnHeader: number | null;
  readonly countyHeader: number;
  readonly countyInputs: readonly { readonly finding: Finding; readonly input: Input }[];
  readonly itemsHeader: number;
  readonly items: readonly Finding[];
  readonly itemRow: ReadonlyMap<string, number>;
  readonly listHeader: number;
  readonly list: readonly ListedFigure[];
}

/** A line of the list of all figures. `subject` is null for the county. */
export interface ListedFigure {
  readonly school: { readonly id: string; readonly name: string } | null;
  readonly finding: Finding;
  readonly input: Input;
}

/** Columns of the schools' figures before the first figure: name and code. */
export const SCHOOL_BEFORE = 2;
/** Columns of what is computed of a unit: school, stage, pupils, weight, weighted pupils of the school. */
export const UNIT_COLUMNS = { school: 1, stage: 2, pupils: 3, weight: 4, weighted: 5, first: 6 } as const;
/** Of each indicator: the school's numerator, the value, the stage's amount, the weighted square of its distance. */
export const PER_INDICATOR = 4;
const UNIT_PARTS = { whole: 0, value: 1, amount: 2, square: 3 } as const;
const COUNTY_COLUMNS = { name: 1, cell: 2, label: 3, value: 4, unit: 5, taken: 6 } as const;
export const ITEM_COLUMNS = { school: 1, stage: 2, name: 3, value: 4, code: 5, bound: 6, status: 7 } as const;
export const LIST_COLUMNS = { school: 1, stage: 2, quantity: 3, value: 4, unit: 5, cell: 6, written: 7 } as const;

const SCHOOLS_HEADER = 4;

export const figureKey = (quantity: string, stage: Stage | null): string => `${stage} ${quantity}`;
const weightKey = (stage: Stage | "senior"): string => `weight ${stage}`;
const inputKey = (input: Input): string => JSON.stringify([input.quantity, input.cell]);

/** Checks whose inputs are other findings' values, not figures of the workbook. */
const DERIVED: ReadonlySet<string> = new Set(["quorum", "dispersion", "composite-dispersion"]);
const isDerived = ({ check }: Finding): boolean => DERIVED.has(check);

const isCountyQuantity = (key: string): boolean => QUANTITIES[key as QuantityKey]?.level === "county";

const ORDER: ReadonlyMap<string, number> = new Map<string, number>(
  Object.keys(QUANTITIES).map((key, index) => [key, index]),
);
const STAGE_ORDER = { primary: 0, juniorSecondary: 1 } as const;

/** The figures of schools that can stand in one cell each. Lists (a school's classes, say) are not among them. */
const schoolFigures = (result: AuditResult): Pick<FigurePlan, "columns" | "schools"> => {
  const schools = new Map<string, SchoolFigures>();
  const columns = new Map<string, FigureColumn>();
  const lists: { figures: Map<string, Input>; key: string }[] = [];
  for (const finding of result.findings) {
    const { subject, working } = finding;
    if (subject.kind !== "school" || isDerived(finding)) continue;
    let school = schools.get(subject.id);
    if (school === undefined) {
      school = { id: subject.id, name: subject.name, code: subject.code, figures: new Map() };
      schools.set(subject.id, school);
    }
    const { figures } = school;
    const add = (key: string, kind: FigureColumn["kind"], input: Input): void => {
      const known = figures.get(key);
      if (known === undefined) figures.set(key, input);
      else if (known.cell !== input.cell) lists.push({ figures, key });
      if (!columns.has(key)) {
        const { quantity, stage, unit } = input;
        columns.set(key, { key, quantity, stage, unit, kind, range: kind === "weight" ? NUMBER_RANGES.amount : null });
      }
      const column = columns.get(key)!;
      if (column.range === null) columns.set(key, { ...column, range: rangeOf(input) });
    };
    for (const input of working.inputs) {
      if (!isCountyQuantity(input.quantity)) add(figureKey(input.quantity, input.stage), "figure", input);
    }
    for (const part of working.split?.parts ?? []) {
      const stage = part.stage === "senior" ? null : part.stage;
      add(weightKey(part.stage), "weight", {
        quantity: part.stage,
        stage,
        value: part.weight,
        unit: "",
        cell: null,
      });
    }
  }
  for (const { figures, key } of lists) figures.delete(key);
  const used = [...columns.values()].filter((column) =>
    [...schools.values()].some((school) => school.figures.has(column.key)),
  );
  const place = (column: FigureColumn): readonly [number, number, number] => [
    column.kind === "weight" ? 1 : 0,
    ORDER.get(column.quantity) ?? ORDER.size,
    column.stage === null ? 2 : STAGE_ORDER[column.stage],
  ];
  used.sort((a, b) => {
    const left = place(a);
    const right = place(b);
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
  });
  return { columns: used, schools: [...schools.values()] };
};

const listFigures = (result: AuditResult): readonly ListedFigure[] => {
  const seen = new Set<string>();
  const list: ListedFigure[] = [];
  for (const finding of result.findings) {
    if (isDerived(finding)) continue;
    const { subject } = finding;
    for (const input of finding.working.inputs) {
      const school = subject.kind === "school" && !isCountyQuantity(input.quantity) ? subject : null;
      const key = JSON.stringify([school?.id ?? null, input.quantity, input.stage, input.cell]);
      if (seen.has(key)) continue;
      seen.add(key);
      list.push({ school, finding, input });
    }
  }
  return list;
};

/** Lays out the sheet of figures. `sheet` is its title. */
export const planFigures = (
  result: AuditResult,
  units: readonly UnitRow[],
  stages: readonly Stage[],
  sheet: string,
): FigurePlan => {
  const { columns, schools } = schoolFigures(result);
  const list = listFigures(result);
  const countyInputs = list.filter(({ school }) => school === null);
  const items = result.findings.filter((finding) => !finding.required && finding.check !== "ratio");
  // Each block: a row for its title, its column titles, its rows, and an empty row.
  const unitsHeader = SCHOOLS_HEADER + schools.length + 4;
  const groups: UnitGroup[] = [];
  const unitRow = new Map<string, number>();
  let row = unitsHeader + 1;
  for (const stage of stages) {
    const own = units.filter((unit) => unit.stage === stage);
    if (own.length === 0) continue;
    const first = row;
    for (const unit of own) unitRow.set(unitKey(unit.school.id, stage), row++);
    groups.push({ stage, first, last: row - 1, summary: row });
    row++;
  }
  const drawnHeader = groups.length === 0 ? null : row + 2;
  const countyHeader = drawnHeader === null ? row + 2 : drawnHeader + ratioIndicators(result).length + 3;
  const itemsHeader = countyHeader + countyInputs.length + 3;
  return {
    sheet,
    columns,
    schools,
    schoolsHeader: SCHOOLS_HEADER,
    unitsHeader,
    groups,
    unitRow,
    drawnHeader,
    countyHeader,
    countyInputs,
    itemsHeader,
    items,
    itemRow: new Map(items.map((finding, index) => [finding.id, itemsHeader + 1 + index])),
    listHeader: itemsHeader + items.length + 3,
    list,
  };
};

/** References to the sheet of figures, with its name for other sheets and without for its own formulas. */
export interface FigureReferences {
  /** A school's figure as it is taken; null where it stands in no cell of its own. */
  readonly figure: (school: string, key: string) => string | null;
  /** The same as it is written, for whoever wants to change it. */
  readonly entered: (school: string, key: string) => string | null;
  readonly weight: (school: string, stage: Stage | "senior") => string | null;
  readonly county: (input: Input) => string | null;
  readonly enteredCounty: (input: Input) => string | null;
  readonly pupils: (unit: string) => string;
  readonly weightOf: (unit: string) => string;
  readonly weighted: (unit: string) => string;
  readonly part: (unit: string, indicator: number, part: keyof typeof UNIT_PARTS) => string;
  readonly summaryPupils: (group: UnitGroup) => string;
  readonly summary: (group: UnitGroup, indicator: number, part: keyof typeof UNIT_PARTS) => string;
  readonly pupilsRange: (group: UnitGroup) => string;
  readonly range: (group: UnitGroup, indicator: number, part: keyof typeof UNIT_PARTS) => string;
  /** Null for a finding that is no evidence. */
  readonly itemStatus: (finding: Finding) => string | null;
  readonly itemValue: (finding: Finding) => string | null;
  readonly itemColumn: (column: keyof typeof ITEM_COLUMNS) => string | null;
}

/** Cells that are added, and subtracted. */
export interface TermCells {
  readonly plus: readonly string[];
  readonly minus: readonly string[];
}

/** The cells of a unit's terms, its stage's figure before the school's; null where one of them stands in none. */
export const termCells = (
  at: FigureReferences,
  { school, stage }: { readonly school: { readonly id: string }; readonly stage: Stage },
  terms: { readonly plus: readonly string[]; readonly minus: readonly string[] },
): TermCells | null => {
  const [plus, minus] = [terms.plus, terms.minus].map((keys) =>
    keys.map((key) => at.figure(school.id, figureKey(key, stage)) ?? at.figure(school.id, figureKey(key, null))),
  ) as [(string | null)[], (string | null)[]];
  return [...plus, ...minus].includes(null) ? null : ({ plus, minus } as TermCells);
};

/** Column on the sheet of figures of one part of an indicator's computation. */
export const partColumn = (indicator: number, part: keyof typeof UNIT_PARTS): number =>
  UNIT_COLUMNS.first + PER_INDICATOR * indicator + UNIT_PARTS[part];

/** Columns of the schools' figures as they are taken, by their keys. */
export const takenColumns = ({ columns }: FigurePlan): ReadonlyMap<string, number> => {
  const first = SCHOOL_BEFORE + columns.length + 1;
  const numbers = columns.filter(({ range }) => range !== null);
  return new Map(numbers.map(({ key }, index) => [key, first + index]));
};

export const referencesTo = (plan: FigurePlan, own: boolean): FigureReferences => {
  const sheet = own ? undefined : plan.sheet;
  const columnAt = new Map(plan.columns.map((column, index) => [column.key, SCHOOL_BEFORE + 1 + index]));
  const schoolAt = new Map(plan.schools.map((school, index) => [school.id, plan.schoolsHeader + 1 + index]));
  const figuresOf = new Map(plan.schools.map((school) => [school.id, school.figures]));
  const countyAt = new Map(plan.countyInputs.map(({ input }, index) => [inputKey(input), index]));
  const takenAt = takenColumns(plan);
  const schoolCell = (school: string, key: string, column: number | undefined): string | null => {
    const row = schoolAt.get(school);
    if (row === undefined || column === undefined || !figuresOf.get(school)?.has(key)) return null;
    return fixedReference(row, column, sheet);
  };
  const entered = (school: string, key: string): string | null => schoolCell(school, key, columnAt.get(key));
  const figure = (school: string, key: string): string | null =>
    schoolCell(school, key, takenAt.get(key) ?? columnAt.get(key));
  const countyCell = (input: Input, column: (at: number) => number): string | null => {
    const at = countyAt.get(inputKey(input));
    return at === undefined ? null : fixedReference(plan.countyHeader + 1 + at, column(at), sheet);
  };
  const unitCell = (unit: string, column: number): string => fixedReference(plan.unitRow.get(unit)!, column, sheet);
  const itemCell = (finding: Finding, column: number): string | null => {
    const row = plan.itemRow.get(finding.id);
    return row === undefined ? null : fixedReference(row, column, sheet);
  };
  return {
    figure,
    entered,
    weight: (school, stage) => figure(school, weightKey(stage)),
    county: (input) =>
      countyCell(input, (at) => {
        const { finding, input: own } = plan.countyInputs[at]!;
        return countyRangeOf(finding, own) === null ? COUNTY_COLUMNS.value : COUNTY_COLUMNS.taken;
      }),
    enteredCounty: (input) => countyCell(input, () => COUNTY_COLUMNS.value),
    pupils: (unit) => unitCell(unit, UNIT_COLUMNS.pupils),
    weightOf: (unit) => unitCell(unit, UNIT_COLUMNS.weight),
    weighted: (unit) => unitCell(unit, UNIT_COLUMNS.weighted),
    part: (unit, indicator, part) => unitCell(unit, partColumn(indicator, part)),
    summaryPupils: (group) => fixedReference(group.summary, UNIT_COLUMNS.pupils, sheet),
    summary: (group, indicator, part) => fixedReference(group.summary, partColumn(indicator, part), sheet),
    pupilsRange: (group) => fixedRange(group.first, group.last, UNIT_COLUMNS.pupils, sheet),
    range: (group, indicator, part) => fixedRange(group.first, group.last, partColumn(indicator, part), sheet),
    itemStatus: (finding) => itemCell(finding, ITEM_COLUMNS.status),
    itemValue: (finding) => itemCell(finding, ITEM_COLUMNS.value),
    itemColumn: (column) =>
      plan.items.length === 0
        ? null
        : fixedRange(plan.itemsHeader + 1, plan.itemsHeader + plan.items.length, ITEM_COLUMNS[column], sheet),
  };
};

/** The range of two columns of the list whose difference tells that a figure was changed; null for an empty list. */
export const changedRanges = (plan: FigurePlan): readonly [now: string, written: string] | null => {
  if (plan.list.length === 0) return null;
  const from = plan.listHeader + 1;
  const to = plan.listHeader + plan.list.length;
  return [fixedRange(from, to, LIST_COLUMNS.value), fixedRange(from, to, LIST_COLUMNS.written)];
};

/** The cell that counts the changed figures, for other sheets. */
export const CHANGED = { row: 2, column: 4 } as const;
export const changedCell = (plan: FigurePlan): string => fixedReference(CHANGED.row, CHANGED.column, plan.sheet);

/** Last column that the sheet uses. */
export const figureColumns = (plan: FigurePlan, indicators: readonly IndicatorRef[]): number =>
  Math.max(
    SCHOOL_BEFORE + plan.columns.length,
    ...takenColumns(plan).values(),
    UNIT_COLUMNS.first - 1 + PER_INDICATOR * indicators.length,
    LIST_COLUMNS.written,
  );
