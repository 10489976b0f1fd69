import { AuditError, type SourceFault } from "../errors.ts";
import type { Change } from "../model/changes.ts";
import type { ColumnMap } from "../model/column-map.ts";
import type { Plan } from "../model/plan.ts";
import type { Prices } from "../model/prices.ts";
import type { StandardDocument } from "../model/standard.ts";
import type { Waivers } from "../model/waivers.ts";
import { extraQuantities, regions, STANDARDS, standardOf } from "../standard/index.ts";
import type { WrittenStandard } from "../standard/parse.ts";
import { type Inputs, isAbsent, mapBeside, sideFileText } from "./inputs.ts";

/** A person wrote it: a few hundred lines, never megabytes. */
const LARGEST = 2 * 1024 * 1024;

const unusable = (file: string, faults: readonly SourceFault[], cause?: unknown): AuditError =>
  new AuditError({ code: "side-file-invalid", file, faults }, cause === undefined ? {} : { cause });

/**
 * The text of a side file.
 *
 * @throws AuditError `file-missing`, `file-not-regular`, `file-unreadable`, `file-too-large`.
 */
export const textOf = (file: string, inputs: Inputs): Promise<string> => sideFileText(file, LARGEST, inputs);

/**
 * The object that a YAML or JSON file holds.
 *
 * @throws AuditError `file-missing`, `file-not-regular`, `file-unreadable`, `file-too-large`, `side-file-invalid`.
 */
const readSideFile = async (file: string, inputs: Inputs): Promise<unknown> =>
  contentOf(await textOf(file, inputs), file);

/** The object that the text of a YAML or JSON file says. @throws AuditError `side-file-invalid`. */
export const contentOf = async (text: string, file: string): Promise<unknown> => {
  const { isScalar, LineCounter, parseDocument, visit } = await import("./yaml.ts");
  const lineCounter = new LineCounter();
  // The library looks for a key that is there twice by comparing each with all before it: a minute for 40 000 counties.
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { merge: true, uniqueKeys: false, lineCounter });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1;
    throw unusable(
      file,
      [
        {
          path: "",
          message: `第 ${line} 行不是正确的 YAML 或 JSON`,
          en: `line ${line} is neither YAML nor JSON`,
        },
      ],
      fault,
    );
  }
  const repeated: SourceFault[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          const { line } = lineCounter.linePos(key.range?.[0] ?? 0);
          repeated.push({
            path: "",
            message: `第 ${line} 行的键 ${String(key.value)} 前面已经有了，只能写一次`,
            en: `line ${line} has the key ${String(key.value)} again; it can be there once`,
          });
        }
        seen.add(key.value);
      }
    },
  });
  if (repeated.length > 0) throw unusable(file, repeated);
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    throw unusable(file, [{ path: "", message: "引用（*）太多", en: "it has too many aliases" }], error);
  }
};

/** Whether what was written after `-s` is meant as a file: no id of a standard has a dot or a slash. */
export const isFile = (written: string): boolean => /[./\\]/.test(written);

/**
 * The standard that `-s` names: one that ships, or a file of one's own; the national one without.
 *
 * @throws AuditError `standard-unknown`, `standard-invalid`, and those of {@link readSideFile}.
 */
export const standardFrom = async (written: string | undefined, inputs: Inputs): Promise<StandardDocument> => {
  if (written === undefined || Object.hasOwn(STANDARDS, written) || !isFile(written)) return standardOf(written);
  const { parseStandard } = await import("../standard/parse.ts");
  return parseStandard(await readSideFile(written, inputs), written);
};

/**
 * The standard that `-s` names as its document reads, ready to be written down again. One that ships has an id of its own
 * then, as no other can have its.
 *
 * @throws AuditError as {@link standardFrom} does.
 */
export const documentFrom = async (written: string, inputs: Inputs): Promise<WrittenStandard> => {
  if (isFile(written) && !Object.hasOwn(STANDARDS, written)) {
    const { parseDocument } = await import("../standard/parse.ts");
    return parseDocument(await readSideFile(written, inputs), written);
  }
  const standard = standardOf(written);
  const plan = regions().find(({ id }) => id === standard.id);
  const base = standard.local === null ? null : standardOf(standard.local.base);
  return { document: { ...(plan ?? standard), id: `my-${standard.id}` }, base };
};

/**
 * The county's own names that a file explains, checked against the dictionary and the standard's own quantities.
 *
 * @throws AuditError `side-file-invalid`, and those of {@link readSideFile}.
 */
export const columnMapFrom = async (file: string, standard: StandardDocument, inputs: Inputs): Promise<ColumnMap> => {
  const source = await readSideFile(file, inputs);
  const { parseColumnMap } = await import("../workbook/column-map.ts");
  return parseColumnMap(source, file, extraQuantities(standard));
};

/**
 * The map beside a workbook; null where there is none.
 *
 * @throws AuditError as {@link columnMapFrom} does, of a file that is there and cannot be used.
 */
export const columnMapBeside = async (
  workbook: string,
  standard: StandardDocument,
  inputs: Inputs,
): Promise<ColumnMap | null> => {
  const file = mapBeside(workbook);
  return isAbsent(file) ? null : columnMapFrom(file, standard, inputs);
};

/**
 * The waivers of a file: under `waivers`, or as a list by itself. With a standard, which a batch gives before it looks at a
 * county, what is wrong with them by it alone is an error.
 *
 * @throws AuditError `side-file-invalid`, and those of {@link readSideFile}.
 */
export const waiversFrom = async (
  file: string,
  inputs: Inputs,
  standard?: StandardDocument,
): Promise<{ readonly source: string; readonly content: Waivers }> => {
  const source = await readSideFile(file, inputs);
  const [{ Waivers }, { issueFaults }, { waiverFaults }] = await Promise.all([
    import("../model/waivers.ts"),
    import("../standard/faults.ts"),
    import("../engine/waivers.ts"),
  ]);
  const parsed = Waivers.safeParse(Array.isArray(source) ? { waivers: source } : source, { reportInput: true });
  if (parsed.success) {
    const faults = standard === undefined ? [] : waiverFaults(parsed.data, standard);
    if (faults.length > 0) throw unusable(file, faults);
    return { source: file, content: parsed.data };
  }
  throw unusable(
    file,
    parsed.error.issues.flatMap((issue) => issueFaults(issue, Waivers)),
  );
};

/**
 * The prices and limits of a file.
 *
 * @throws AuditError `side-file-invalid`, and those of {@link readSideFile}.
 */
export const pricesFrom = async (file: string, inputs: Inputs): Promise<Prices> => {
  const { checkedPrices } = await import("../library.ts");
  return checkedPrices(await readSideFile(file, inputs), file);
};

/** `第三小学.运动场地面积+=120`: the last dot before the sign ends the school's name. */
const WRITTEN = /^(.+)[.．](.+?)\s*(\+=|-=|=)\s*([0-9]+(?:\.[0-9]+)?)$/;

/** The change that somebody wrote on the command line; null for what is the name of a file. */
export const changeWritten = (written: string): Change | null => {
  const [, school, quantity, sign, figure] = WRITTEN.exec(written.trim()) ?? [];
  if (school === undefined || quantity === undefined) return null;
  const amount = Number(figure);
  const named = { school: school.trim(), stage: null, quantity: quantity.trim() };
  return sign === "=" ? { ...named, set: amount } : { ...named, add: sign === "-=" ? -amount : amount };
};

/**
 * What a plan does. What it says besides changes nothing: one written before that was said can still be carried out.
 *
 * @throws AuditError `side-file-invalid` for what is no plan.
 */
const planOf = async (source: unknown, file: string): Promise<Pick<Plan, "actions" | "years">> => {
  const [{ Plan }, { issueFaults }] = await Promise.all([import("../model/plan.ts"), import("../standard/faults.ts")]);
  const Actions = Plan.partial({ unjudged: true, margins: true, intakes: true, flips: true });
  const parsed = Actions.safeParse(source, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw unusable(
    file,
    parsed.error.issues.flatMap((issue) => issueFaults(issue, Actions)),
  );
};

/**
 * The plan that `plan -o plan.json` wrote.
 *
 * @throws AuditError `side-file-invalid`, and those of {@link readSideFile}.
 */
export const planFrom = async (file: string, inputs: Inputs): Promise<Pick<Plan, "actions" | "years">> =>
  planOf(await readSideFile(file, inputs), file);

/** Which change of a file a fault is of, and what within it: `changes[0].school`. */
const CHANGE_PLACE = /^changes\[(\d+)\](?:\.(.+))?$/;

/**
 * The changes of a file, which may be a plan's JSON.
 *
 * @throws AuditError `side-file-invalid`, and those of {@link readSideFile}.
 */
export const changesFrom = async (written: string, inputs: Inputs): Promise<readonly Change[]> => {
  const source = await readSideFile(written, inputs);
  const [{ Changes }, { issueFaults }, { placedFaults }] = await Promise.all([
    import("../model/changes.ts"),
    import("../standard/faults.ts"),
    import("../engine/changes.ts"),
  ]);
  if (typeof source === "object" && source !== null && "kind" in source) {
    return (await planOf(source, written)).actions.flatMap(({ changes }) => changes);
  }
  const parsed = Changes.safeParse(Array.isArray(source) ? { changes: source } : source, { reportInput: true });
  if (parsed.success) return parsed.data.changes;
  throw unusable(
    written,
    parsed.error.issues
      .flatMap((issue) => issueFaults(issue, Changes))
      .flatMap((fault) => {
        const [, index, within] = CHANGE_PLACE.exec(fault.path) ?? [];
        if (index === undefined) return [fault];
        const { message, en = message } = fault;
        const of = within === undefined ? "" : `${within} `;
        return placedFaults([{ index: Number(index), fault: { path: "", message: of + message, en: of + en } }]);
      }),
  );
};
