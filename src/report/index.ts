import type { Reporter } from "./reporter.ts";

/**
 * The reports, by format name, in the order in which they are offered. Each is loaded only when it renders, so that a
 * command that prints text never pays for writing a workbook.
 */
export const REPORTERS = {
  terminal: {
    id: "terminal",
    extensions: [],
    mediaType: "text/plain; charset=utf-8",
    binary: false,
    render: async (result, options) => (await import("./terminal.ts")).renderTerminal(result, options),
  },
  json: {
    id: "json",
    extensions: [".json"],
    mediaType: "application/json",
    binary: false,
    render: async (result, options) => (await import("./json.ts")).renderJson(result, options),
  },
  xlsx: {
    id: "xlsx",
    extensions: [".xlsx"],
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    binary: true,
    render: async (result, options) => (await import("./xlsx.ts")).renderXlsx(result, options),
  },
  html: {
    id: "html",
    extensions: [".html", ".htm"],
    mediaType: "text/html; charset=utf-8",
    binary: false,
    render: async (result, options) => (await import("./html.ts")).renderHtml(result, options),
  },
  docx: {
    id: "docx",
    extensions: [".docx"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    binary: true,
    render: async (result, options) => (await import("./docx.ts")).renderDocx(result, options),
  },
  csv: {
    id: "csv",
    extensions: [".csv"],
    mediaType: "text/csv; charset=utf-8",
    binary: false,
    render: async (result, options) => (await import("./csv.ts")).renderCsv(result, options),
  },
  markdown: {
    id: "markdown",
    extensions: [".md", ".markdown"],
    mediaType: "text/markdown; charset=utf-8",
    binary: false,
    render: async (result, options) => (await import("./markdown.ts")).renderMarkdown(result, options),
  },
  junit: {
    id: "junit",
    extensions: [".xml"],
    mediaType: "application/xml",
    binary: false,
    render: async (result, options) => (await import("./junit.ts")).renderJunit(result, options),
  },
  github: {
    id: "github",
    extensions: [],
    mediaType: "text/plain; charset=utf-8",
    binary: false,
    render: async (result, options) => (await import("./github.ts")).renderGithub(result, options),
  },
  wallchart: {
    id: "wallchart",
    extensions: [],
    mediaType: "text/html; charset=utf-8",
    binary: false,
    render: async (result, options) => (await import("./wall-chart.ts")).renderWallChart(result, options),
  },
} as const satisfies Readonly<Record<string, Reporter>>;

export type FormatName = keyof typeof REPORTERS;
export const FORMAT_NAMES = Object.keys(REPORTERS) as readonly FormatName[];

/** The reporter of a format name; undefined for a name that is none. */
export const reporterFor = (format: string): Reporter | undefined =>
  Object.hasOwn(REPORTERS, format) ? REPORTERS[format as FormatName] : undefined;

export { type Rendering, type RenderOptions, type Reporter, whole } from "./reporter.ts";
