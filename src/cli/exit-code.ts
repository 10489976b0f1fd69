import { AuditError, type AuditErrorDetail } from "../errors.ts";
import type { Verdict } from "../model/result.ts";
import type { Words } from "../report/wording/language.ts";
import { UsageError } from "./usage.ts";

/** What the process ends with, for every way in which it can end. */
export const EXIT = {
  met: 0,
  short: 1,
  inconclusive: 2,
  unusable: 3,
  usage: 4,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODE_WORDS: readonly { readonly codes: string; readonly words: Words }[] = [
  { codes: "0", words: { zh: "应达标的全部达标", en: "everything required is met" } },
  { codes: "1", words: { zh: "有未达标项或一票否决项", en: "something falls short, or a veto is found" } },
  { codes: "2", words: { zh: "没有未达标，但有无法判定的项", en: "nothing falls short, but something is unknown" } },
  {
    codes: "3",
    words: { zh: "输入不能用，或输出写不了", en: "an input cannot be used, or an output cannot be written" },
  },
  {
    codes: "4",
    words: {
      zh: "命令用法有误，或所写的指标、学校、区县没有",
      en: "wrong usage, or no such indicator, school or county",
    },
  },
  { codes: "70", words: { zh: "程序自身的错误", en: "a bug" } },
  { codes: "130/143", words: { zh: "被中断", en: "interrupted" } },
];

/** When a verdict ends the process with something else than 0. */
export const FAIL_ON = ["fail", "unknown", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Exit code of a verdict: `fail` forgives what is unknown, `never` forgives what falls short too. */
export const verdictExitCode = (verdict: Verdict, failOn: FailOn): ExitCode => {
  if (failOn === "never" || verdict === "pass") return EXIT.met;
  if (verdict === "fail") return EXIT.short;
  return failOn === "fail" ? EXIT.met : EXIT.inconclusive;
};

/** Exit code of `validate`: warnings are no reason to fail. */
export const problemsExitCode = (errors: number): ExitCode => (errors > 0 ? EXIT.short : EXIT.met);

/** Words on the command line that name nothing: wrong usage rather than an unusable input. */
const SAID_WRONG: ReadonlySet<AuditErrorDetail["code"]> = new Set([
  "file-twice",
  "plan-of-composite",
  "plan-of-spread-alone",
  "county-unknown",
  "as-of-invalid",
  "option-unknown",
  "indicator-unknown",
  "indicator-ambiguous",
  "school-unknown",
  "change-invalid",
  "output-format-unknown",
  "output-folder-named-file",
]);

/** Exit code of an error that ended a command. */
export const errorExitCode = (error: unknown): ExitCode => {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof AuditError && error.detail.code === "audit-bug") return EXIT.bug;
  if (error instanceof AuditError) return SAID_WRONG.has(error.detail.code) ? EXIT.usage : EXIT.unusable;
  return EXIT.bug;
};
