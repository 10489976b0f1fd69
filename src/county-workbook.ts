import type { WorkbookReading } from "./model/county.ts";
import type { StandardDocument } from "./model/standard.ts";
import { openRawWorkbook, type ReadLimits, readRawWorkbook } from "./workbook/read.ts";
import { interpretWorkbook } from "./workbook/read-workbook.ts";

export interface ReadOptions {
  /** What is read at most, where it is not the usual. */
  readonly limits?: Partial<ReadLimits>;
  /** Name that messages and results give to a workbook read from bytes; `-` when not given. */
  readonly file?: string;
}

/**
 * Reads a county's workbook: what it says, what is wrong with it, and how it was read. Data problems are part of the
 * answer, never an exception.
 *
 * @param source path of an .xlsx file, or the bytes of one.
 * @throws AuditError `file-*`, `package-*` and `limit-exceeded` for a file that cannot be read, `no-school-sheet`,
 *   `school-sheets-disagree`, `layout-ambiguous`, `column-ambiguous` and `sheet-ambiguous` for a workbook in which no
 *   table of schools can be made out.
 */
export const readWorkbook = async (
  source: string | Uint8Array,
  options: ReadOptions = {},
): Promise<WorkbookReading> => {
  const limits = options.limits ?? {};
  const raw =
    typeof source === "string"
      ? await openRawWorkbook(source, { limits })
      : await readRawWorkbook(Buffer.from(source.buffer, source.byteOffset, source.byteLength), {
          file: options.file ?? "-",
          limits,
        });
  return interpretWorkbook(raw);
};

/** Bytes of an empty county workbook (.xlsx) with every sheet, column and row that the standard asks for. */
export const emptyWorkbook = async (standard: StandardDocument): Promise<Uint8Array> => {
  const named = standard.indicators.flatMap((indicator) => indicator.checks.map((check) => ({ indicator, check })));
  const attestations = named.flatMap(({ check }) => {
    const attestation = check.kind === "flags" ? check.fallback : check;
    return attestation?.kind === "attestation" ? [{ code: attestation.code, name: attestation.statement.zh }] : [];
  });
  const vetoes = named.flatMap(({ indicator, check }) =>
    check.kind === "absence" ? [{ code: check.code, name: indicator.name.zh }] : [],
  );
  const subjects = named.flatMap(({ check }) => (check.kind === "monitoring" ? check.subjects : []));
  const { writeTemplate } = await import("./workbook/template.ts");
  return writeTemplate({ attestations, vetoes, subjects });
};
