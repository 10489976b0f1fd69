import { safeText } from "../text-safety.ts";

/** Text that is markup already; only `html` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

export type Content = string | number | Markup | null | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Fit for text and for quoted attributes alike: nothing in it ends either, hides or reorders what follows. */
export const escaped = (text: string): string =>
  safeText(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);

const written = (content: Content): string => {
  if (content === null) return "";
  if (typeof content === "string") return escaped(content);
  if (typeof content === "number") return String(content);
  return "markup" in content ? content.markup : content.map(written).join("");
};

/** Markup of the program's own making. */
export const raw = (markup: string): Markup => ({ markup });

/** Markup with content put in; whatever is not markup itself is escaped. Attributes stand in double quotes. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup => {
  let markup = parts[0]!;
  contents.forEach((content, index) => {
    markup += written(content) + parts[index + 1]!;
  });
  return { markup };
};
