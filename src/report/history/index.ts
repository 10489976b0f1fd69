import type { History } from "../../model/history.ts";
import { documentReporters, type SubjectReporter } from "../render/index.ts";

const { terminal, json, markdown, html, docx } = documentReporters<History>(
  async (history, reading) => (await import("./document.ts")).historyDocument(history, reading),
  async (history, lang) => (await import("./charts.ts")).historyCharts(history, lang),
);

/** The renderings of a county's years, by format name. */
export const HISTORY_REPORTERS = {
  terminal,
  json,
  markdown,
  xlsx: {
    extensions: [".xlsx"],
    binary: true,
    render: async (history, options) => (await import("./xlsx.ts")).renderHistoryXlsx(history, options),
  },
  html,
  docx,
} as const satisfies Readonly<Record<string, SubjectReporter<History>>>;
