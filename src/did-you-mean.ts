/** The question whether something that is known was meant by a name that is not. */
import { quoted, type Words } from "./language.ts";
import { nearest } from "./nearest.ts";

/** As a clause, to follow others. */
export const meantText = (meant: string): Words => ({
  zh: `是不是 ${quoted(meant, "zh")}？`,
  en: `did you mean ${quoted(meant, "en")}?`,
});

/** As a sentence of its own, to follow what is said of the name; empty where nothing is near it. */
export const didYouMean = (meant: string | null): Words =>
  meant === null ? { zh: "", en: "" } : { zh: meantText(meant).zh, en: ` D${meantText(meant).en.slice(1)}` };

/** What is said of the name, without a full stop, and the question behind it where something is near. */
export const withDidYouMean = (said: Words, meant: string | null): Words => {
  if (meant === null) return said;
  const { zh, en } = didYouMean(meant);
  return { zh: `${said.zh}；${zh}`, en: `${said.en}.${en}` };
};

/** The fault that a file names at `path` what is not there, with the question behind what is said of it. */
export const unknownName = (
  path: string,
  said: Words,
  written: string,
  known: readonly string[],
): { readonly path: string; readonly message: string; readonly en: string } => {
  const { zh, en } = withDidYouMean(said, nearest(written, known));
  return { path, message: zh, en };
};
