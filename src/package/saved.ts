/** When a workbook was last saved, as it says of itself. */

import type { ReadLimits } from "./read.ts";
import { readPartText } from "./xml/encoding.ts";
import { openPackage } from "./zip.ts";

const PROPERTIES = "docProps/core.xml";
const MODIFIED = /<(?:\w+:)?modified\b[^>]*>\s*([^<]+?)\s*</;

/**
 * The time in a workbook's properties, in ISO form and UTC; null where they say none. The disk's own time would not do: it
 * is that of the last copying.
 *
 * @throws AuditError as `readRawWorkbook` does for a file that is no package.
 */
export const savedAt = async (bytes: Buffer, file: string, limits: ReadLimits): Promise<string | null> => {
  const from = await openPackage(bytes, file, limits);
  const part = from.find(PROPERTIES);
  const written = part === undefined ? null : MODIFIED.exec(await readPartText(from, part));
  const time = written === null ? Number.NaN : Date.parse(written[1]!);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
};
