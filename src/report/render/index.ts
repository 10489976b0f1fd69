import type { Medium, ReportDocument } from "../document.ts";
import type { Markup } from "../html/markup.ts";
import type { RenderOptions } from "../reporter.ts";
import { safeJson } from "../safe-json.ts";

/** One rendering of a subject: a comparison, a county's years, a plan. */
export interface SubjectReporter<T> {
  readonly extensions: readonly string[];
  readonly binary: boolean;
  render(subject: T, options: RenderOptions): Promise<string | Uint8Array>;
}

/** What a document is built for. */
export interface Reading {
  readonly lang: RenderOptions["lang"];
  readonly medium: Medium;
  /** All is listed, and nothing said shorter. */
  readonly whole: boolean;
}

/**
 * The renderings of a subject that need no more than its document and itself: for a terminal, as JSON, as Markdown, as a
 * page, as a paper. Each is loaded only when it renders. `draw`: what the page alone shows, by the id of the section after which it stands.
 */
export const documentReporters = <T>(
  build: (subject: T, reading: Reading) => Promise<ReportDocument>,
  draw: (subject: T, lang: RenderOptions["lang"]) => Promise<ReadonlyMap<string, Markup>> = async () => new Map(),
) => {
  const built = (subject: T, medium: Medium, { lang, limitRows }: RenderOptions): Promise<ReportDocument> =>
    build(subject, { lang, medium, whole: limitRows !== undefined && limitRows <= 0 });
  return {
    terminal: {
      extensions: [] as readonly string[],
      binary: false,
      render: async (subject: T, options: RenderOptions) =>
        (await import("./terminal.ts")).terminalOf(await built(subject, "terminal", options), options),
    },
    json: {
      extensions: [".json"] as readonly string[],
      binary: false,
      render: async (subject: T) => safeJson(`${JSON.stringify(subject, null, 2)}\n`),
    },
    markdown: {
      extensions: [".md", ".markdown"] as readonly string[],
      binary: false,
      render: async (subject: T, options: RenderOptions) =>
        (await import("./markdown.ts")).markdownOf(await built(subject, "markdown", options), options),
    },
    html: {
      extensions: [".html", ".htm"] as readonly string[],
      binary: false,
      render: async (subject: T, options: RenderOptions) =>
        (await import("./html.ts")).pageOf(
          await built(subject, "page", options),
          options,
          await draw(subject, options.lang),
        ),
    },
    docx: {
      extensions: [".docx"] as readonly string[],
      binary: true,
      render: async (subject: T, options: RenderOptions) =>
        (await import("./docx.ts")).paperOf(await built(subject, "paper", options), options),
    },
  };
};
