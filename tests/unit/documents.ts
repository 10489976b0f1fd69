import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { documentsOf } from "../../src/docs.ts";
import type { Lang } from "../../src/report/wording.ts";

const root = join(import.meta.dirname, "../..");

export interface DocumentText {
  readonly lang: Lang;
  /** Path from the root. */
  readonly name: string;
  readonly text: string;
}

/** The README of a language and what `docs/` holds in it. */
export const documentsIn = async (lang: Lang): Promise<readonly DocumentText[]> =>
  Promise.all(
    (await documentsOf(lang)).map(async (name) => ({ lang, name, text: await readFile(join(root, name), "utf8") })),
  );

/** All that is written in a language. */
export const writtenIn = async (lang: Lang): Promise<string> =>
  (await documentsIn(lang)).map(({ text }) => text).join("\n");
