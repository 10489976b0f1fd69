import type { Plan } from "../../model/plan.ts";
import { documentReporters, type SubjectReporter } from "../render/index.ts";

const { terminal, json, markdown, html, docx } = documentReporters<Plan>(async (plan, reading) =>
  (await import("./document.ts")).planDocument(plan, reading),
);

/** The renderings of a plan, by format name. */
export const PLAN_REPORTERS = {
  terminal,
  json,
  markdown,
  xlsx: {
    extensions: [".xlsx"],
    binary: true,
    render: async (plan, options) => (await import("./xlsx.ts")).renderPlanXlsx(plan, options),
  },
  html,
  docx,
} as const satisfies Readonly<Record<string, SubjectReporter<Plan>>>;
