import type { Comparison } from "../../model/rollup.ts";
import type { RenderOptions } from "../reporter.ts";

interface DiffReporter {
  readonly extensions: readonly string[];
  readonly binary: boolean;
  render(comparison: Comparison, options: RenderOptions): Promise<string | Uint8Array>;
}

/** The renderings of a comparison, by format name. */
export const DIFF_REPORTERS = {
  terminal: {
    extensions: [],
    binary: false,
    render: async (comparison, options) => (await import("./terminal.ts")).renderDiffTerminal(comparison, options),
  },
  json: {
    extensions: [".json"],
    binary: false,
    render: async (comparison) => (await import("./json.ts")).renderDiffJson(comparison),
  },
  markdown: {
    extensions: [".md", ".markdown"],
    binary: false,
    render: async (comparison, options) => (await import("./markdown.ts")).renderDiffMarkdown(comparison, options),
  },
  html: {
    extensions: [".html", ".htm"],
    binary: false,
    render: async (comparison, options) => (await import("./html.ts")).renderDiffHtml(comparison, options),
  },
  docx: {
    extensions: [".docx"],
    binary: true,
    render: async (comparison, options) => (await import("./docx.ts")).renderDiffDocx(comparison, options),
  },
  xlsx: {
    extensions: [".xlsx"],
    binary: true,
    render: async (comparison, options) => (await import("./xlsx.ts")).renderDiffXlsx(comparison, options),
  },
} as const satisfies Readonly<Record<string, DiffReporter>>;
