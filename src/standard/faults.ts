import * as z from "zod";
import { didYouMean, unknownName } from "../did-you-mean.ts";
import type { SourceFault } from "../errors.ts";
import { Check } from "../model/standard.ts";
import { nearest } from "../nearest.ts";

export type Issue = z.core.$ZodIssue;

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : text === "" ? String(step) : `${text}.${String(step)}`,
    "",
  );

/** Every key that the schemas know, for the hint at a key that they do not. */
const knownKeys = (schema: z.ZodType): string[] => {
  const keys = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) walk(each);
    else if (typeof part === "object" && part !== null) {
      for (const [key, value] of Object.entries(part)) {
        if (key === "properties") for (const name of Object.keys(value as object)) keys.add(name);
        walk(value);
      }
    }
  };
  walk(z.toJSONSchema(schema, { io: "input" }));
  return [...keys];
};

/** Every kind of check. */
const checkKinds = (): string[] => Check.options.map((option) => option.shape.kind.value);

const TYPES: Readonly<Record<string, string>> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "true 或 false",
  array: "列表",
  object: "一组键和值",
  record: "一组键和值",
};

/** What zod found, as faults that say what to do; `schema` is what the file was read by, for the hints. */
export const issueFaults = (issue: Issue, schema: z.ZodType): SourceFault[] => {
  const path = pathText(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const hint = didYouMean(nearest(key, knownKeys(schema)));
        return {
          path,
          message: `不认识的键 ${key}；${hint.zh || "请删去"}`,
          en: `unknown key ${key}.${hint.en || " Remove it"}`,
        };
      });
    case "invalid_type": {
      const missing = issue.input === undefined;
      const last = String(issue.path.at(-1) ?? "");
      if (missing && last === "citation") {
        return [
          {
            path,
            message: "没有写依据；每项要求都须注明文件、条款和日期（citation）",
            en: "has no citation; every requirement names its document, clause and date",
          },
        ];
      }
      const wanted = TYPES[issue.expected] ?? issue.expected;
      return [
        {
          path,
          message: missing ? `缺少这一项，应为${wanted}` : `应为${wanted}`,
          en: missing ? `is missing; ${issue.expected} is expected` : `${issue.expected} is expected`,
        },
      ];
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      const written = typeof issue.input === "string" ? issue.input : "";
      const list = values.join(" | ");
      return [unknownName(path, { zh: `应为 ${list}`, en: `${list} is expected` }, written, values)];
    }
    case "invalid_union": {
      const note = "note" in issue ? issue.note : undefined;
      if (note === "No matching discriminator" || issue.errors.length === 0) {
        const kinds = checkKinds();
        const written = (issue.input as { kind?: unknown } | undefined)?.kind;
        const hint = didYouMean(typeof written === "string" ? nearest(written, kinds) : null);
        return [
          {
            path,
            message: `没有这种要求（kind）；${hint.zh}可用：${kinds.join("、")}`,
            en: `there is no such kind.${hint.en} There are: ${kinds.join(", ")}`,
          },
        ];
      }
      return issue.errors
        .flatMap((errors) =>
          errors.flatMap((each) => issueFaults({ ...each, path: [...issue.path, ...each.path] } as Issue, schema)),
        )
        .slice(0, 1);
    }
    case "too_small":
      return [
        {
          path,
          message: `太小或太短（至少 ${issue.minimum}）`,
          en: `too small or too short (at least ${issue.minimum})`,
        },
      ];
    case "too_big":
      return [
        {
          path,
          message: `太大或太长（至多 ${issue.maximum}）`,
          en: `too large or too long (at most ${issue.maximum})`,
        },
      ];
    case "invalid_format":
      return [
        issue.format === "date"
          ? {
              path,
              message: "应为日期，如 2025-12-31（加引号）",
              en: 'a date is expected, "2025-12-31" say (in quotes)',
            }
          : { path, message: "应为小写字母、数字和连字符", en: "lower-case letters, digits and hyphens are expected" },
      ];
    case "custom": {
      const en: unknown = issue.params?.en;
      return [{ path, message: issue.message, en: typeof en === "string" ? en : issue.message }];
    }
    default:
      return [{ path, message: issue.message, en: issue.message }];
  }
};
