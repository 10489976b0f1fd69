import { NOTHING } from "../wording.ts";
import { amountFormat } from "./formats.ts";
import type { Content, Entry } from "./sheet.ts";
import type { Look, Tone } from "./style.ts";

/** Cells of tables, in the few looks that all workbooks share. */

export const entry = (content: Content, look?: Look): Entry => (look === undefined ? { content } : { content, look });

/** A dash for no text. */
export const textEntry = (content: string | null): Entry => ({ content: content ?? NOTHING });

/** A number to the right, with the decimals that it has, four at most; a dash for none. */
export const numberEntry = (content: number | null): Entry => ({
  content: content ?? NOTHING,
  look: { align: "right", format: amountFormat(content ?? 0) },
});

/** A count that has its tone where there is something to count. */
export const countEntry = (content: number, tone: Tone): Entry => ({
  content,
  look: { align: "right", ...(content > 0 ? { tone } : {}) },
});
