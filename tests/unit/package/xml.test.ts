import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { createScanner, XmlFault } from "../../../src/package/xml/scanner.ts";
import { draws } from "../one-of.ts";

type Event = ["open", string, [string, string][]] | ["close"] | ["text", string];

/** Joins texts that adjoin, which the two parsers may cut differently. */
function pushText(events: Event[], text: string): void {
  const last = events[events.length - 1];
  if (last?.[0] === "text") last[1] += text;
  else if (text !== "") events.push(["text", text]);
}

/** Texts that a cell's value may be handed out as a number for, as that number is written. */
function withPlainNumbers(events: Event[]): Event[] {
  return events.map((event) =>
    event[0] === "text" && /^(?:0|[1-9]\d*)(?:\.\d*)?$/.test(event[1]) && event[1].length <= 15
      ? ["text", String(Number(event[1]))]
      : event,
  );
}

const lettersOf = (column: number): string =>
  column === 0 ? "" : lettersOf(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));

/** What the scanner makes of the pieces; null when it refuses them. */
function scan(pieces: readonly string[]): Event[] | null {
  const events: Event[] = [];
  let attributes: [string, string][] = [];
  const scanner = createScanner({
    attribute: (name, value) => attributes.push([name, value]),
    open(name) {
      events.push(["open", name, attributes]);
      attributes = [];
    },
    close: () => events.push(["close"]),
    text: (value) => pushText(events, value),
    abandon() {
      attributes = [];
    },
    doctype() {
      throw new XmlFault("document type");
    },
    wantsCells: () => true,
    cell(row, column, style, type, number, value) {
      const list: [string, string][] = [["r", lettersOf(column) + row]];
      if (style >= 0) list.push(["s", String(style)]);
      if (type !== undefined) list.push(["t", type]);
      events.push(["open", "c", list]);
      if (value !== null || number >= 0) {
        events.push(["open", "v", []]);
        pushText(events, value ?? String(number));
        events.push(["close"]);
      }
      events.push(["close"]);
    },
  });
  try {
    for (const piece of pieces) scanner.write(piece);
    scanner.end();
    return withPlainNumbers(events);
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
}

/** What saxes makes of the text; null when it refuses it. */
function reference(text: string): Event[] | null {
  const events: Event[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on("opentag", (tag) => events.push(["open", tag.name, Object.entries(tag.attributes)]));
  parser.on("closetag", () => events.push(["close"]));
  let depth = 0;
  parser.on("opentagstart", () => depth++);
  parser.on("text", (value) => {
    if (depth > 0) pushText(events, value);
  });
  parser.on("cdata", (value) => pushText(events, value));
  try {
    parser.write(text).close();
  } catch {
    return null;
  }
  // Spaces after the root are text to saxes only.
  const last = events[events.length - 1];
  if (last?.[0] === "text") events.pop();
  return withPlainNumbers(events);
}

// biome-ignore format: fragments of markup read best side by side
const FRAGMENTS = [
  "<a>", "</a>", "<a", "</a", "<a/>", "/>", ">", "<", "/", "<b:c d='e'>", "</b:c>", "<b:c", "<rows>", "</row>", "<row>",
  " ", "\n", "\r", "\r\n", "\t", " b=", "b", "=", '"', "'", ' b="1"', " b='2'", " c = \n'3'", ' d="&lt;&#65;"',
  ' e="\r\n\t]]>"', ' f="<"', ' xmlns="u"', " __proto__='p'", "x", "12.5", "&amp;", "&lt;", "&gt;", "&quot;", "&apos;",
  "&nbsp;", "&#65;", "&#x4e2d;", "&#X41;", "&#1;", "&#xFFFF;", "&#x1F600;", "&#99999999999;", "&", ";", "#",
  "<!--", "-->", "--", "-", "<![CDATA[", "]]>", "]", "]]", "<!", "<!DOCTYPE a>", "<!ELEMENT", "<?", "?>", "?", "<?p q?>",
  "<?xml?>", '<?xml version="1.0"?>', "<?xml version='1.0' encoding=\"UTF-8\" standalone='yes'?>", "<?xml version='1.1'?>",
  "<?XML a?>", '<c r="A1">', '<c r="AB12" s="3" t="s">', '<c r="A1" s="0"/>', "<v>", "</v>", "<v/>", "</c>", "<c ", 'r="B2"',
  '<c r="A1"><v>1</v></c>', '<c r="A1" t="str"><v>中]]&gt;</v></c>', '<c r="A1" t="s"><v>]]></v></c>', "中", "é", "·", "\u0300", "𠮷", "<学校>", "</学校>", " 名='𠮷'", "\u0001", "\u0085", "\ufffe", "\uffff",
  "\ufffd", "\ud800", "\udc00", "\ufeff", "<·>", "<-a>", "<.>", "<1>", "<a:>", "<:a>", "</:a>",
];

const MARKUP = fc
  .tuple(
    fc.constantFrom("", '<?xml version="1.0"?>', "\n"),
    fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 12 }),
    fc.boolean(),
  )
  .map(([head, fragments, rooted]) => (rooted ? `${head}<a>${fragments.join("")}</a>` : head + fragments.join("")));

/** Well-formed by construction. */
const WELL_FORMED = (() => {
  const name = fc.constantFrom("a", "row", "c", "x:row", "学校", "_b-1.2", "é·", "𠮷a");
  const space = fc.constantFrom(" ", "\n", "\r\n", "\t ");
  const value = fc.constantFrom("", "1", "A1", "&amp;&#x4e2d;", "中\t\r\n文", "]]>", ">", "𠮷");
  const attributes = fc
    .uniqueArray(fc.tuple(name, space, value, fc.constantFrom('"', "'"), fc.constantFrom("=", " = ")), {
      selector: ([key]) => key,
      maxLength: 4,
    })
    .map((list) =>
      list.map(([key, before, text, quote, equals]) => `${before}${key}${equals}${quote}${text}${quote}`).join(""),
    );
  const leaf = fc.constantFrom(
    '<c r="A1"><v>1.5</v></c><c r="B1" s="1"/>',
    '<c r="C1" s="3" t="s"><v></v></c><c r="D1"></c>',
    '<c r="A1" t="str"><v>中]</v></c>',
    '<c r="A1" t="str"><v>&amp;</v></c>',
    "<c r='A1'><v>1</v></c>",
    "",
    "12",
    "&lt;中&gt;",
    "]] ",
    ">",
    "<![CDATA[<&]] >]]>",
    "<!-- - -->",
    "<?p?>",
    "<?p q?r ?>",
    "\r\n\r",
  );
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc
        .tuple(name, attributes, fc.array(tie("node"), { maxLength: 4 }), fc.constantFrom("", " ", "\n"))
        .map(([tag, list, children, after]) =>
          children.length === 0
            ? `<${tag}${list}${after}/>`
            : `<${tag}${list}${after}>${children.join("")}</${tag}${after}>`,
        ),
    ),
  }));
  return fc
    .tuple(
      fc.constantFrom("", "<?xml version='1.0' standalone='no' ?>\n", "<!-- a -->"),
      attributes,
      node,
      fc.constantFrom("", "\n", "<!-- b --><?p?>"),
    )
    .map(([head, list, content, tail]) => `${head}<root${list}>${content}</root>${tail}`);
})();

describe("the scanner", () => {
  test("takes nothing that saxes refuses, and finds in it what saxes finds", () => {
    fc.assert(
      fc.property(MARKUP, (text) => {
        const found = scan([text]);
        if (found !== null) expect(found).toEqual(reference(text));
      }),
      { numRuns: draws(20_000) },
    );
  });

  test("takes all that is well-formed", () => {
    fc.assert(
      fc.property(WELL_FORMED, (text) => {
        const found = scan([text]);
        expect(found).not.toBeNull();
        expect(found).toEqual(reference(text));
      }),
      { numRuns: draws(3_000) },
    );
  });

  test("takes nothing that saxes refuses when a well-formed text is damaged", () => {
    const damage = fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom("", ...FRAGMENTS));
    fc.assert(
      fc.property(WELL_FORMED, damage, (text, [at, removed, inserted]) => {
        const start = at % text.length;
        const damaged = text.slice(0, start) + inserted + text.slice(start + removed);
        const found = scan([damaged]);
        if (found !== null) expect(found).toEqual(reference(damaged));
      }),
      { numRuns: draws(10_000) },
    );
  });

  test("finds the same wherever the text is cut into pieces", () => {
    fc.assert(
      fc.property(fc.oneof(MARKUP, WELL_FORMED), fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
        const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))]
          // The decoder never hands on half a character.
          .filter((cut) => !/[\ud800-\udbff]/.test(text[cut - 1] ?? ""))
          .sort((a, b) => a - b);
        const pieces = [...at, text.length].map((end, index) => text.slice(index === 0 ? 0 : at[index - 1], end));
        expect(scan(pieces)).toEqual(scan([text]));
      }),
      { numRuns: draws(10_000) },
    );
  });

  test.each<[string, string]>([
    ["XML 1.1", "<?xml version='1.1'?><a/>"],
    ["a document type", "<!DOCTYPE a><a/>"],
    ["a second byte order mark", "\ufeff<a/>"],
    ["an instruction without space after its target", "<a><?p?q?></a>"],
  ])("refuses beyond saxes: %s", (_, text) => {
    expect(scan([text])).toBeNull();
    expect(reference(text)).not.toBeNull();
  });

  test.each(["<\ud800é/>", "<a \ud800é='1'/>", "<a b='\ud800'/>", "<a>\ud800é</a>", "<a>\udc00</a>"])(
    "refuses half a character: %j",
    (text) => {
      expect(scan([text])).toBeNull();
    },
  );

  test("compares more attributes than it keeps in a list", () => {
    const many = Array.from({ length: 100 }, (_, index) => ` a${index}="${index}"`).join("");
    expect(scan([`<r${many}/>`])).toEqual(reference(`<r${many}/>`));
    for (const index of [0, 31, 32, 99]) expect(scan([`<r${many} a${index}=""/>`])).toBeNull();
  });
});
