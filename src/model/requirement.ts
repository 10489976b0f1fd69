import * as z from "zod";
import { GRADES_OF_EVIDENCE } from "./grades.ts";
import { PARTS } from "./parts.ts";
import { STAGES } from "./school.ts";

/** What requirements of every kind are made of; each kind's own schema stands in its folder under `src/checks/`. */

export const PartName = z.enum(PARTS);

/** 2020-11-02, 2020-11 or 2020. */
const DocumentDate = z.union([z.iso.date(), z.string().regex(/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/)]);

/** Where a requirement comes from. */
export const Citation = z.strictObject({
  /** Title of the document. */
  document: z.string().min(1),
  /** 文号, `教督〔2017〕6号`; null where the document has none. */
  number: z.string().nullable(),
  /** Clause within it. */
  clause: z.string().min(1),
  /** Date of the document, ISO: a day, or a month or year where no more is known; null when nothing is. */
  date: DocumentDate.nullable(),
  /** The document through which the text was seen, where the cited one was not at hand; null where it was. */
  via: z.string().nullable(),
  /**
   * How well it is attested: compared with the official text, a government's reprint of the clause, a press report of its
   * release, a district's or province's own text, a working copy, or a reading of a text that is silent.
   */
  grade: z.enum(GRADES_OF_EVIDENCE),
});
export type Citation = z.infer<typeof Citation>;

export const OPERATORS = [">=", ">", "<=", "<"] as const;
export const Operator = z.enum(OPERATORS);
export type Operator = z.infer<typeof Operator>;

export const Name = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Name = z.infer<typeof Name>;
export const StageName = z.enum(STAGES);
/** One value for each stage. */
export const perStage = <T extends z.ZodType>(value: T) => z.strictObject({ primary: value, juniorSecondary: value });
/** Keys of the dictionary: added, and subtracted. */
export const Terms = z.strictObject({ plus: z.array(z.string()).min(1), minus: z.array(z.string()) });
export type Terms = z.infer<typeof Terms>;

/** What requirements of every kind have. */
export const common = {
  /** Permanent within its indicator; part of the ids of findings. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  citation: Citation,
  /** First and last day on which it is in force, ISO and inclusive; null is open. */
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  /** 责任单位 of its clause, where they are not the indicator's. */
  responsible: z.array(z.string().min(1)).optional(),
  /** Day by which its own clause has it done: nothing is due before it. The plan's last day is the indicator's deadline. */
  due: z.iso.date().optional(),
};
