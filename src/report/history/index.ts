import type { History } from "../../model/history.ts";
import type { RenderOptions } from "../reporter.ts";

interface HistoryReporter {
  readonly extensions: readonly string[];
  readonly binary: boolean;
  render(history: History, options: RenderOptions): Promise<string | Uint8Array>;
}

/** The renderings of a county's years, by format name. */
export const HISTORY_REPORTERS = {
  terminal: {
    extensions: [],
    binary: false,
    render: async (history, options) => (await import("./terminal.ts")).renderHistoryTerminal(history, options),
  },
  json: {
    extensions: [".json"],
    binary: false,
    render: async (history) => `${JSON.stringify(history, null, 2)}\n`,
  },
  markdown: {
    extensions: [".md", ".markdown"],
    binary: false,
    render: async (history, options) => (await import("./markdown.ts")).renderHistoryMarkdown(history, options),
  },
  xlsx: {
    extensions: [".xlsx"],
    binary: true,
    render: async (history, options) => (await import("./xlsx.ts")).renderHistoryXlsx(history, options),
  },
  html: {
    extensions: [".html", ".htm"],
    binary: false,
    render: async (history, options) => (await import("./html.ts")).renderHistoryHtml(history, options),
  },
} as const satisfies Readonly<Record<string, HistoryReporter>>;
