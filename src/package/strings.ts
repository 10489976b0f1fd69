/** Text of cells: rich text, the escapes of workbook text, and the table of shared strings. */
import { AuditError } from "../errors.ts";
import { trimSpace } from "./cell-values.ts";
import type { XmlAttributes, XmlHandler } from "./xml/elements.ts";
import { XmlFault } from "./xml/scanner.ts";

const ESCAPED_UNIT = /_x([0-9A-Fa-f]{4})_/g;

/** Undoes the `_xHHHH_` escapes of workbook text: `_x000D_` is a carriage return, `_x005F_x000D_` is `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  const plain = text.replace(ESCAPED_UNIT, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return /\p{Surrogate}/u.test(plain) ? text : plain;
}

/**
 * The text of a rich-text item (`si` of the table of shared strings, `is` of a cell): `t` alone, or runs `r` of one
 * `t` each, joined. Phonetic guides are dropped. Outer spaces of a `t` count only where xml:space says so.
 */
export function createTextCollector() {
  let text = "";
  let piece = "";
  let level = 0;
  let inRun = false;
  let collecting = false;
  let preserve = false;
  let ignoring = 0;
  return {
    start(): void {
      text = "";
      level = 0;
      ignoring = 0;
    },
    open(name: string, attributes: XmlAttributes): void {
      if (ignoring > 0) {
        ignoring++;
        return;
      }
      if (collecting) throw new XmlFault(`unexpected <${name}> inside text`);
      if (name === "t" && (level === 0 || (level === 1 && inRun))) {
        collecting = true;
        piece = "";
        preserve = attributes.get("xml:space") === "preserve";
      } else if (name === "r" && level === 0) {
        inRun = true;
      } else {
        ignoring = 1;
        return;
      }
      level++;
    },
    text(value: string): void {
      if (collecting) piece = piece === "" ? value : piece + value;
    },
    close(): void {
      if (ignoring > 0) {
        ignoring--;
        return;
      }
      level--;
      if (collecting) {
        collecting = false;
        const kept = preserve ? piece : trimSpace(piece);
        text = text === "" ? kept : text + kept;
      } else {
        inRun = false;
      }
    },
    result: () => unescapeText(text),
  };
}

/** Collects the table of shared strings into `strings`. */
export function sharedStringsHandler(
  file: string,
  part: string,
  limits: { readonly cells: number; readonly strings: number },
  strings: string[],
): XmlHandler {
  const limit = limits.strings <= limits.cells ? "strings" : "cells";
  const allowed = limits[limit];
  const collector = createTextCollector();
  let level = 0;
  let inItem = false;
  let ignoring = 0;
  return {
    open(name, attributes) {
      if (ignoring > 0) {
        ignoring++;
      } else if (level === 0) {
        if (name !== "sst") throw new XmlFault(`expected <sst>, found <${name}>`);
        level = 1;
      } else if (inItem) {
        level++;
        collector.open(name, attributes);
      } else if (name === "si") {
        if (strings.length === allowed) {
          throw new AuditError({ code: "limit-exceeded", file, limit, allowed, where: part });
        }
        inItem = true;
        level = 2;
        collector.start();
      } else {
        ignoring = 1;
      }
    },
    text(value) {
      if (inItem) collector.text(value);
    },
    close() {
      if (ignoring > 0) {
        ignoring--;
        return;
      }
      level--;
      if (!inItem) return;
      if (level === 1) {
        inItem = false;
        strings.push(collector.result());
      } else {
        collector.close();
      }
    },
  };
}
