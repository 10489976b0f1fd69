import type { Plan } from "../../model/plan.ts";
import type { RenderOptions } from "../reporter.ts";

interface PlanReporter {
  readonly extensions: readonly string[];
  readonly binary: boolean;
  render(plan: Plan, options: RenderOptions): Promise<string | Uint8Array>;
}

/** The renderings of a plan, by format name. */
export const PLAN_REPORTERS = {
  terminal: {
    extensions: [],
    binary: false,
    render: async (plan, options) => (await import("./terminal.ts")).renderPlanTerminal(plan, options),
  },
  json: {
    extensions: [".json"],
    binary: false,
    render: async (plan) => `${JSON.stringify(plan, null, 2)}\n`,
  },
  markdown: {
    extensions: [".md", ".markdown"],
    binary: false,
    render: async (plan, options) => (await import("./markdown.ts")).renderPlanMarkdown(plan, options),
  },
  xlsx: {
    extensions: [".xlsx"],
    binary: true,
    render: async (plan, options) => (await import("./xlsx.ts")).renderPlanXlsx(plan, options),
  },
  html: {
    extensions: [".html", ".htm"],
    binary: false,
    render: async (plan, options) => (await import("./html.ts")).renderPlanHtml(plan, options),
  },
  docx: {
    extensions: [".docx"],
    binary: true,
    render: async (plan, options) => (await import("./docx.ts")).renderPlanDocx(plan, options),
  },
} as const satisfies Readonly<Record<string, PlanReporter>>;
