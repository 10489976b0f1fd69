import { LONE_SURROGATE } from "../safe-text.ts";
import { stringWidth } from "./string-width.ts";

export { safeText } from "../safe-text.ts";

/**
 * Characters that stand alone, whatever is beside them, and whose width nobody disputes: nearly all that a report holds.
 * string-width and the segmenter know every other one, and take tens of milliseconds to be made ready.
 */
const NARROW = /^[ -~¡-¬®-ÿ─-╿█░◐‐–—‘-”…·×÷≤≥≠−√ΣⅠ-Ⅻ←-↕✓✗✔✘]$/u;
const WIDE = /^[　-〩ㄅ-ㄯ㎎㎏㎜-㎡㐀-䶿一-鿿！-｠￠-￦]$/u;
const plainWidth = (character: string): 0 | 1 | 2 => (NARROW.test(character) ? 1 : WIDE.test(character) ? 2 : 0);

/** Columns that a safe text takes in a terminal: East Asian wide and full-width characters 2, ambiguous ones 1. */
export const displayWidth = (text: string): number => {
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit <= 0x7e) sum += 1;
    else if (unit >= 0x4e00 && unit <= 0x9fff) sum += 2;
    else {
      const width = plainWidth(text[at]!);
      if (width === 0) return stringWidth(text);
      sum += width;
    }
  }
  return sum;
};

/** What is taken for one character, and the columns that it takes. */
interface Cluster {
  readonly text: string;
  readonly width: number;
}

/** The characters of a text where each of them is plain; null where one is not. */
const plainClusters = (text: string): readonly Cluster[] | null => {
  const found: Cluster[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    const width = plainWidth(character);
    if (width === 0) return null;
    found.push({ text: character, width });
  }
  return found;
};

/**
 * What a reader takes for one character, each with its width of 2 at most; marks that take no column belong to the one
 * before. A base with marks that take columns of their own (notes, some Indic vowels) is given mark by mark.
 */
export const clusters = (text: string): readonly Cluster[] => {
  const plain = plainClusters(text);
  if (plain !== null) return plain;
  const found: { text: string; width: number }[] = [];
  // Asking for a width takes a hundred times as long as remembering it.
  const widths = new Map<string, number>();
  const widthOf = (part: string): number => {
    const known = widths.get(part) ?? stringWidth(part);
    widths.set(part, known);
    return known;
  };
  const add = (part: string, width: number): void => {
    const last = found.at(-1);
    if (width === 0 && last !== undefined) last.text += part;
    else found.push({ text: part, width });
  };
  for (const { segment } of new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(text)) {
    const width = widthOf(segment);
    if (width <= 2) add(segment, width);
    else for (const character of segment) add(character, widthOf(character));
  }
  return found;
};

/** Filled with spaces to a display width; longer text stays as it is. */
export const padded = (text: string, width: number, align: "left" | "right" = "left"): string => {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
};

/** Code units that may stand in one column, marks on their base among them; a text of more loses them to its ellipsis. */
const UNITS_A_COLUMN = 16;

/** At most `width` columns (3 at least): a longer text loses its middle to an ellipsis, since names differ at both ends. */
export const elided = (text: string, width: number): string => {
  const most = UNITS_A_COLUMN * Math.max(3, width);
  const isLong = text.length > 2 * most;
  if (!isLong && displayWidth(text) <= width) return text;
  const cut = (part: string) => clusters(part.replace(LONE_SURROGATE, "\ufffd"));
  const start = isLong ? cut(text.slice(0, most)) : clusters(text);
  const end = isLong ? cut(text.slice(-most)) : start;
  const room = Math.max(3, width) - 1;
  const fitting = (parts: readonly Cluster[], columns: number) => {
    let used = 0;
    const over = parts.findIndex((part) => {
      used += part.width;
      return used > columns;
    });
    const taken = over === -1 ? parts : parts.slice(0, over);
    return { taken, width: taken.reduce((sum, part) => sum + part.width, 0) };
  };
  const joined = (parts: readonly Cluster[]): string => parts.map((part) => part.text).join("");
  const tail = fitting(end.toReversed(), Math.floor(room / 2));
  return `${joined(fitting(start, room - tail.width).taken)}…${joined(tail.taken.toReversed())}`;
};

/** Punctuation that never starts a line, and that which never ends one. */
const CLOSING = /^[，。；：、！？）》”’】〕％,.;:!?)\]%]/u;
const OPENING = /[（《“‘【〔([]$/u;

interface Piece {
  text: string;
  width: number;
  /** The last of its characters; the whole text grows with each, and would be looked through again and again. */
  last: string;
  readonly space: boolean;
}

/** The parts between which a line may break: words of narrow characters, wide characters with their punctuation, spaces. */
const pieces = (text: string): Piece[] => {
  const found: Piece[] = [];
  for (const cluster of clusters(text)) {
    const last = found.at(-1);
    const space = cluster.text === " ";
    const word = cluster.width < 2;
    const joins =
      last !== undefined &&
      !space &&
      !last.space &&
      (CLOSING.test(cluster.text) || OPENING.test(last.last) || (word && displayWidth(last.last.slice(-1)) < 2));
    if (joins) {
      last.text += cluster.text;
      last.width += cluster.width;
      last.last = cluster.text;
    } else found.push({ text: cluster.text, width: cluster.width, last: cluster.text, space });
  }
  return found;
};

/**
 * Lines of at most `width` columns (2 at least), broken between words and between Chinese characters; a word that is longer
 * than a line is cut. Nothing is lost but the space at a break. An empty text is one empty line.
 */
export const wrapped = (text: string, width: number): readonly string[] => {
  const limit = Math.max(2, width);
  if (!text.startsWith(" ") && !text.endsWith(" ") && displayWidth(text) <= limit) return [text];
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const close = () => {
    lines.push(line.replace(/(?<! ) +$/, ""));
    line = "";
    used = 0;
  };
  for (const piece of pieces(text)) {
    if (piece.space) {
      if (used > 0 && used < limit) {
        line += piece.text;
        used += 1;
      }
      continue;
    }
    if (used > 0 && used + piece.width > limit) close();
    if (piece.width <= limit) {
      line += piece.text;
      used += piece.width;
      continue;
    }
    for (const cluster of clusters(piece.text)) {
      if (used + cluster.width > limit) close();
      line += cluster.text;
      used += cluster.width;
    }
  }
  if (/[^ ]/.test(line) || lines.length === 0) close();
  return lines;
};
