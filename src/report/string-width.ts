import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

/**
 * The package string-width, loaded by the first text that has more than plain characters: it makes a segmenter as it is
 * loaded, which takes tens of milliseconds of every command. In the bundles the build puts its own way of loading later in
 * the place of this module.
 */
export const stringWidth = (text: string): number => load("string-width").default(text);
