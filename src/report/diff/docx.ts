import type { Comparison } from "../../model/rollup.ts";
import { fixZipTimes } from "../../zip-times.ts";
import { bodyContent } from "../docx/body.ts";
import { typesetting } from "../docx/typeset.ts";
import type { RenderOptions } from "../reporter.ts";
import { batchWord, closedText, sectionTitle } from "../wording.ts";
import { bodyOf, openingOf, restText } from "./body.ts";

/** No clock: equal comparisons are equal files. */
const WRITTEN = "2017-04-19T00:00:00Z";

/** A comparison as a paper for a meeting: the bytes of a .docx. */
export const renderDiffDocx = async (comparison: Comparison, { lang }: RenderOptions): Promise<Uint8Array> => {
  const set = await typesetting(lang);
  const title = batchWord("diff", lang);
  const [sentence = "", ...others] = openingOf(comparison, lang);
  const { tool } = comparison;
  const bytes = await set.bytes(
    [
      set.title(title),
      set.heading(sectionTitle(batchWord("overview", lang), 0, lang)),
      set.paragraph(closedText(sentence, lang), { bold: true }),
      ...others.map((text) => set.paragraph(closedText(text, lang))),
      ...bodyOf(comparison, lang).flatMap((each, index) => [
        set.heading(sectionTitle(each.title, index + 1, lang)),
        ...bodyContent(set, each, { lang, rest: (left) => restText(left, lang) }),
      ]),
    ],
    { title, creator: `${tool.name} ${tool.version}`, written: WRITTEN },
  );
  return fixZipTimes(bytes);
};
