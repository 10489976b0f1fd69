import type { ColumnMap } from "./model/column-map.ts";
import type { County, WorkbookReading } from "./model/county.ts";
import type { Indicator, StandardDocument } from "./model/standard.ts";
import { combineWorkbooks } from "./package/combine.ts";
import type { RawWorkbook } from "./package/raw.ts";
import { openRawWorkbook, type ReadLimits, readRawWorkbook } from "./package/read.ts";
import { extraQuantities, STANDARDS } from "./standard/index.ts";
import type { DemandedRow, Demands } from "./workbook/demands.ts";
import { interpretWorkbook } from "./workbook/read-workbook.ts";

/** A row that its code names, as the workbook carries it: `G2a`, `V1`. */
type CodedRow = DemandedRow;

/**
 * A standard's indicators, and those of the base that it extends: a county is judged by both. Where both have a row of
 * one code, the plan's own wording counts.
 */
const judgedBy = (standard: StandardDocument): readonly Indicator[] => {
  const base = standard.local === null ? undefined : STANDARDS[standard.local.base];
  return [...standard.indicators, ...(base?.indicators ?? [])];
};

const unique = <T extends CodedRow>(rows: readonly T[]): T[] =>
  [...new Map([...rows].reverse().map((row) => [row.code, row])).values()].reverse();

/** The rows of 佐证 that a standard asks for, each with the columns that would answer in its stead. */
const attestationsOf = (standard: StandardDocument): Demands["attestations"] =>
  unique(
    judgedBy(standard).flatMap(({ checks }) =>
      checks.flatMap((check) => {
        const attestation = check.kind === "flags" ? check.fallback : check;
        if (attestation?.kind !== "attestation") return [];
        const unless = check.kind === "flags" ? check.quantities : [];
        return [{ code: attestation.code, name: attestation.statement.zh, unless }];
      }),
    ),
  );

/** The rows of 一票否决 that a standard asks for. */
const vetoesOf = (standard: StandardDocument): CodedRow[] =>
  unique(
    judgedBy(standard).flatMap(({ checks, name }) =>
      checks.flatMap((check) => (check.kind === "absence" ? [{ code: check.code, name: name.zh }] : [])),
    ),
  ).sort((left, right) => (left.code < right.code ? -1 : 1));

/** What a county's workbook must hold besides its schools for a standard to judge it. */
export const demandsOf = (standard: StandardDocument): Demands => {
  let known = demands.get(standard);
  if (known === undefined) {
    known = allDemandsOf(standard);
    demands.set(standard, known);
  }
  return known;
};

const demands = new WeakMap<StandardDocument, Demands>();

const allDemandsOf = (standard: StandardDocument): Demands => ({
  attestations: attestationsOf(standard),
  vetoes: vetoesOf(standard),
  monitoring: judgedBy(standard).some(({ checks }) => checks.some(({ kind }) => kind === "monitoring")),
  milestones: standard.indicators.flatMap(({ id, code, name, checks }) =>
    checks.flatMap((check) =>
      check.kind === "milestone" ? [{ names: [id, code, name.zh, name.en], unit: check.unit, total: check.total }] : [],
    ),
  ),
});

export interface ReadOptions {
  /** The standard to be judged by, so that its own columns and items are read and a mistyped code of its documents is told; without it any code is taken. */
  readonly standard?: StandardDocument;
  /** The user's own names of sheets, columns and items. */
  readonly map?: ColumnMap;
  /** What last year's workbook said of the county. */
  readonly previous?: County;
  /** The county that is meant, of a workbook of several. */
  readonly county?: string;
  /** What is read at most of a file, where it is not the usual. */
  readonly limits?: Partial<ReadLimits>;
  /** Name that messages and results give to a workbook read from bytes; `-` when not given. */
  readonly file?: string;
}

/** A workbook: the path of its file, its bytes, or its bytes with the name that messages and results give them. */
export type WorkbookSource = string | Uint8Array | { readonly file: string; readonly bytes: Uint8Array };

/** `unnamed`: what bytes without a name of their own are called. */
const rawOf = (source: WorkbookSource, unnamed: string, limits: Partial<ReadLimits>): Promise<RawWorkbook> => {
  if (typeof source === "string") return openRawWorkbook(source, { limits });
  const { file, bytes } = source instanceof Uint8Array ? { file: unnamed, bytes: source } : source;
  return readRawWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { file, limits });
};

const isSeveral = (source: WorkbookSource | readonly WorkbookSource[]): source is readonly WorkbookSource[] =>
  Array.isArray(source);

/**
 * Reads a county's workbook, or the several files that are one county's together: what they say, what is wrong with
 * them, and how they were read. Data problems are part of the answer, never an exception.
 *
 * @param source path of an .xlsx file, or the bytes of one; or a list of such, whose bytes without a name are called by
 *   their number.
 * @throws AuditError `file-*`, `package-*` and `limit-exceeded` for a file that cannot be read or is there twice,
 *   `no-school-sheet`, `school-sheets-disagree`, `layout-ambiguous`, `column-ambiguous`, `headers-differ` and
 *   `sheet-ambiguous` for a workbook in which no table of schools can be made out.
 */
export const readWorkbook = async (
  source: WorkbookSource | readonly WorkbookSource[],
  options: ReadOptions = {},
): Promise<WorkbookReading> => {
  const limits = options.limits ?? {};
  const raws: RawWorkbook[] = [];
  const sources = isSeveral(source) ? source : [source];
  for (const [index, each] of sources.entries()) {
    raws.push(await rawOf(each, sources.length > 1 ? String(index + 1) : (options.file ?? "-"), limits));
  }
  const raw = combineWorkbooks(raws);
  const { standard } = options;
  const own = {
    ...(options.map === undefined ? {} : { map: options.map }),
    ...(options.previous === undefined ? {} : { previous: options.previous }),
    ...(options.county === undefined ? {} : { county: options.county }),
  };
  if (standard === undefined) return interpretWorkbook(raw, own);
  const asked = demandsOf(standard);
  const codes = {
    attestations: asked.attestations.map(({ code }) => code),
    vetoes: asked.vetoes.map(({ code }) => code),
  };
  return interpretWorkbook(raw, { ...own, codes, demands: asked, extraQuantities: extraQuantities(standard) });
};

/** Bytes of an empty county workbook (.xlsx) with every sheet, column and row that the standard asks for. */
export const emptyWorkbook = async (standard: StandardDocument): Promise<Uint8Array> => {
  const { writeTemplate } = await import("./workbook/template.ts");
  const subjects = new Set(
    judgedBy(standard).flatMap(({ checks }) =>
      checks.flatMap((check) => (check.kind === "monitoring" ? check.subjects : [])),
    ),
  );
  return writeTemplate({
    attestations: attestationsOf(standard),
    vetoes: vetoesOf(standard),
    subjects: [...subjects],
    milestones: standard.indicators.flatMap(({ name, checks }) =>
      checks.flatMap((check) =>
        check.kind === "milestone"
          ? check.steps.map(({ year, planned }) => ({ milestone: name.zh, year, planned, unit: check.unit }))
          : [],
      ),
    ),
    extraQuantities: extraQuantities(standard),
  });
};
