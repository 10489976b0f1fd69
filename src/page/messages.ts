/** What the page and the worker say to each other. */

export interface PageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A command line over some files, which lie beside each other in memory. */
export interface Request {
  readonly id: number;
  readonly files: readonly PageFile[];
  readonly argv: readonly string[];
  /** Columns that its text is set in. */
  readonly columns: number;
}

export type Answer =
  /** What the command says while it works. */
  | { readonly id: number; readonly kind: "told"; readonly text: string }
  /** Its end: exit code, both streams whole, and the files that it wrote. */
  | {
      readonly id: number;
      readonly kind: "done";
      readonly code: number;
      readonly printed: string;
      readonly told: string;
      readonly made: readonly PageFile[];
    }
  /** Ended by whoever waited for it. */
  | { readonly id: number; readonly kind: "stopped"; readonly text: string }
  /** A fault of the program itself. */
  | { readonly id: number; readonly kind: "crashed"; readonly text: string };
