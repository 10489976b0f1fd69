import type { Comparison } from "../../model/rollup.ts";
import { documentReporters, type SubjectReporter } from "../render/index.ts";

const { terminal, json, markdown, html, docx } = documentReporters<Comparison>(async (comparison, reading) =>
  (await import("./document.ts")).diffDocument(comparison, reading),
);

/** The renderings of a comparison, by format name. */
export const DIFF_REPORTERS = {
  terminal,
  json,
  markdown,
  html,
  docx,
  xlsx: {
    extensions: [".xlsx"],
    binary: true,
    render: async (comparison, options) => (await import("./xlsx.ts")).renderDiffXlsx(comparison, options),
  },
} as const satisfies Readonly<Record<string, SubjectReporter<Comparison>>>;
