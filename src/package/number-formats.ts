/** What the number format of each cell style makes of a number: a date, a percentage or neither. */
import { wholeNumber } from "./cell-values.ts";
import type { NumberFormatKind } from "./raw.ts";
import type { XmlHandler } from "./xml/elements.ts";
import { XmlFault } from "./xml/scanner.ts";

/**
 * Whether a number format code shows a date or time, a percentage or neither. Only the first section counts; what is
 * quoted, escaped, bracketed or padding is not a date letter, but elapsed time such as `[h]` is.
 */
export function numberFormatKind(code: string): NumberFormatKind {
  let percent = false;
  for (let index = 0; index < code.length; index++) {
    switch (code[index]!) {
      case '"': {
        const end = code.indexOf('"', index + 1);
        index = end < 0 ? code.length : end;
        break;
      }
      case "\\":
      case "_":
      case "*":
        index++;
        break;
      case "[": {
        const end = code.indexOf("]", index + 1);
        if (end >= 0 && /^(h+|m+|s+)$/i.test(code.slice(index + 1, end))) return "date";
        index = end < 0 ? code.length : end;
        break;
      }
      case ";":
        return percent ? "percent" : "plain";
      case "%":
        percent = true;
        break;
      case "G":
      case "g":
        if (/^general/i.test(code.slice(index, index + 7))) {
          index += 6;
          break;
        }
        return "date";
      case "E":
      case "e":
        // `0.00E+00` is an exponent; a lone e is the year.
        if (code[index + 1] === "+" || code[index + 1] === "-") {
          index++;
          break;
        }
        return "date";
      case "y":
      case "Y":
      case "m":
      case "M":
      case "d":
      case "D":
      case "h":
      case "H":
      case "s":
      case "S":
        return "date";
    }
  }
  return percent ? "percent" : "plain";
}

/**
 * The text that a number format writes behind the digits, `万元` of `#,##0.00"万元"`; null where there is none, or where the
 * format shows the number in another size than it has (`0,`, `0!.0`), so that the text is not the number's own unit.
 */
function numberFormatUnit(code: string): string | null {
  let text = "";
  let digits = false;
  let scaled = false;
  const add = (piece: string): void => {
    if (digits) text += piece;
  };
  for (let index = 0; index < code.length && code[index] !== ";"; index++) {
    const letter = code[index]!;
    if (letter === '"') {
      const end = code.indexOf('"', index + 1);
      add(code.slice(index + 1, end < 0 ? code.length : end));
      index = end < 0 ? code.length : end;
    } else if (letter === "\\" || letter === "!") {
      if (digits && code[index + 1] === ".") scaled = true;
      else add(code[index + 1] ?? "");
      index++;
    } else if (letter === "_" || letter === "*") index++;
    else if (letter === "[") {
      const end = code.indexOf("]", index + 1);
      index = end < 0 ? code.length : end;
    } else if (letter === "0" || letter === "#" || letter === "?") {
      digits = true;
      text = "";
    } else if (letter === "," && digits && !/[0#?]/.test(code[index + 1] ?? "")) scaled = true;
    else if (/[\u4E00-\u9FFF㎡]/.test(letter)) add(letter);
  }
  const unit = text.trim();
  return unit === "" || scaled ? null : unit;
}

/** What a cell style does to a number. */
export interface NumberFormat {
  readonly kind: NumberFormatKind;
  readonly unit: string | null;
}

function builtinFormatKind(id: number): NumberFormatKind {
  if (id === 9 || id === 10) return "percent";
  const date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return date ? "date" : "plain";
}

/** Collects into `formats` what each cell style does to a number. */
export function stylesHandler(formats: NumberFormat[]): XmlHandler {
  const custom = new Map<number, NumberFormat>();
  const formatIds: number[] = [];
  const path: string[] = [];
  return {
    open(name, attributes) {
      if (path.length === 0 && name !== "styleSheet") throw new XmlFault(`expected <styleSheet>, found <${name}>`);
      if (path.length === 2 && path[1] === "numFmts" && name === "numFmt") {
        const id = wholeNumber(attributes.get("numFmtId") ?? "");
        const code = attributes.get("formatCode") ?? "";
        const kind = numberFormatKind(code);
        if (id >= 0) custom.set(id, { kind, unit: kind === "plain" ? numberFormatUnit(code) : null });
      } else if (path.length === 2 && path[1] === "cellXfs" && name === "xf") {
        formatIds.push(wholeNumber(attributes.get("numFmtId") ?? "0"));
      }
      path.push(name);
    },
    text() {},
    close() {
      path.pop();
      if (path.length > 0) return;
      for (const id of formatIds) formats.push(custom.get(id) ?? { kind: builtinFormatKind(id), unit: null });
    },
  };
}
