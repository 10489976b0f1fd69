/** The question whether something that is known was meant by a name that is not. */
import { quoted, type Words } from "./language.ts";
import { nearest } from "./nearest.ts";

const oneOf = (names: readonly string[], joint: string, last: string): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(joint)}${last}${names.at(-1)}`;

/** As a clause, to follow others. */
export const meantText = (meant: string | readonly string[]): Words => {
  const names = [meant].flat();
  return {
    zh: `是不是 ${oneOf(
      names.map((name) => quoted(name, "zh")),
      "、",
      " 或 ",
    )}？`,
    en: `did you mean ${oneOf(
      names.map((name) => quoted(name, "en")),
      ", ",
      " or ",
    )}?`,
  };
};

/** As a sentence of its own, to follow what is said of the name; empty where nothing is near it. */
export const didYouMean = (meant: string | readonly string[] | null): Words =>
  meant === null || meant.length === 0
    ? { zh: "", en: "" }
    : { zh: meantText(meant).zh, en: ` D${meantText(meant).en.slice(1)}` };

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
