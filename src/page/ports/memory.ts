/** The files of the page: those that people give it, and those that commands write for them to take away. */
import { memfs } from "memfs";

/** Where they lie; the working folder of every command. */
export const FOLDER = "/files";

export const { fs, vol } = memfs({}, FOLDER);
