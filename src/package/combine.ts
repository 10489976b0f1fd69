/** Several files of one county as one workbook. */
import { createHash } from "node:crypto";
import { AuditError } from "../errors.ts";
import type { RawWorkbook } from "./raw.ts";

const folderOf = (file: string): string => file.replace(/[^/\\]*$/, "");
const nameOf = (file: string): string => file.slice(folderOf(file).length);

/**
 * The sheets of several files in the order of the files, each called as Excel calls a sheet of another file: `[小学.xlsx]学校`,
 * with the folder before it where two files of one name lie in different ones. One file alone is given back as it is.
 *
 * @throws AuditError `file-twice` for two files of the same content.
 */
export const combineWorkbooks = (workbooks: readonly RawWorkbook[]): RawWorkbook => {
  const [only] = workbooks;
  if (only !== undefined && workbooks.length === 1) return only;
  const bySum = new Map<string, string>();
  for (const { file, sha256 } of workbooks) {
    const other = bySum.get(sha256);
    if (other !== undefined) throw new AuditError({ code: "file-twice", files: [other, file] });
    bySum.set(sha256, file);
  }
  const named = (file: string): string => {
    const shared = workbooks.filter((other) => nameOf(other.file) === nameOf(file)).length > 1;
    return `${shared ? folderOf(file) : ""}[${nameOf(file)}]`;
  };
  return {
    file: workbooks.map(({ file }) => file).join(", "),
    sha256: createHash("sha256")
      .update(workbooks.map(({ sha256 }) => `${sha256}\n`).join(""))
      .digest("hex"),
    files: workbooks.flatMap(({ files }) => files),
    sheets: workbooks.flatMap(({ file, sheets }) =>
      sheets.map((sheet) => ({ ...sheet, name: named(file) + sheet.name, title: sheet.name, file })),
    ),
  };
};
