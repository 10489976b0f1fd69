import { createRequire } from "node:module";

/**
 * The package string-width, loaded by the first text that has more than plain characters: it makes a segmenter as it is
 * loaded, which takes tens of milliseconds of every command. In the bundles the build puts its own way of loading later in
 * the place of this module.
 */
export const stringWidth = (text: string): number => createRequire(import.meta.url)("string-width").default(text);
