export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Characters that have another meaning in XML, or that XML 1.0 cannot hold. */
const SPECIAL = /[&<\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|]]>/;

/** A `>` has one only at the end of `]]>`: formulas are full of it. */
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", "]]>": "]]&gt;" };

/** Text between tags. Most text needs no escape, which one look tells. */
export const xmlText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(new RegExp(SPECIAL, "g"), (character) => ESCAPES[character] ?? "") : text;

/** An attribute with the space before it; nothing for a value that is not given. */
export const attribute = (name: string, value: string | number | boolean | undefined): string => {
  if (value === undefined) return "";
  const text = typeof value === "boolean" ? (value ? "1" : "0") : String(value);
  return ` ${name}="${xmlText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`;
};
