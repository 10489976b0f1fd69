import { type AppliedRelaxation, type Context, countySubject, finding, lapsedNotes } from "../../engine/context.ts";
import { unplacedAnswer, unreadList } from "../../engine/unplaced.ts";
import type { Attestation } from "../../model/county.ts";
import { deniesDocument, evidenceLack } from "../../model/evidence.ts";
import type { Finding, Input, Note, Reason, Status } from "../../model/result.ts";
import type { AttestationCheck, Indicator } from "../../model/standard.ts";

const STRENGTH = { fail: 3, pass: 2, unknown: 1 } as const;

/** The last day of what a date names: itself, a month or a year. */
const lastDay = (date: string): string => {
  const [year = "", month, day] = date.split("-");
  if (day !== undefined) return date;
  const end = month === undefined ? 31 : new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month ?? "12"}-${end}`;
};

/** What one row of 佐证 proves on the day `asOf`; 不符合 counts even when it has expired. */
const judge = (row: Attestation, asOf: string): { status: "pass" | "fail" | "unknown"; reason: Reason } => {
  const unknown = (reason: Reason) => ({ status: "unknown" as const, reason });
  if (row.conclusion.value === "unmet") return { status: "fail", reason: { code: "attestation-unmet" } };
  if (row.conclusion.state === "invalid") {
    return unknown({
      code: "missing-input",
      inputs: [{ quantity: "结论", stage: null, cell: row.conclusion.cell, state: "invalid" }],
    });
  }
  if (row.conclusion.value !== "met") return unknown({ code: "attestation-pending" });
  const lacks = deniesDocument(row.note?.value ?? null)
    ? "in-force"
    : evidenceLack(row.evidence.value, row.documentNumber.value);
  if (lacks !== null) return unknown({ code: "attestation-unevidenced", lacks });
  const date = row.date.value;
  if (date === null) return unknown({ code: "attestation-undated" });
  if (lastDay(date) > asOf) return unknown({ code: "attestation-future", date });
  if (row.expires.state === "invalid") {
    return unknown({
      code: "missing-input",
      inputs: [{ quantity: "有效期至", stage: null, cell: row.expires.cell, state: "invalid" }],
    });
  }
  const expires = row.expires.value;
  if (expires !== null && lastDay(expires) < asOf) return unknown({ code: "attestation-expired", expires });
  return { status: "pass", reason: { code: "attestation-met", date, expires } };
};

const isConcluded = ({ conclusion }: Attestation): boolean =>
  conclusion.value === "met" || conclusion.value === "unmet";

const inputsOf = (row: Attestation): Input[] =>
  (
    [
      ["结论", row.conclusion],
      ["佐证材料", row.evidence],
      ["文号", row.documentNumber],
      ["日期", row.date],
      ["有效期至", row.expires],
    ] as const
  ).map(([quantity, source]) => ({ quantity, stage: null, value: source.value, unit: "", cell: source.cell }));

/**
 * A statement that only documents can prove (standard.md 8). An expired, future or unevidenced row proves nothing, but
 * takes nothing from another row that does; a row without a conclusion takes the item's 符合 from it, though not its 不符合,
 * and so does a row that does not say which item it is about; valid rows that disagree are unknown.
 */
export const evaluateAttestation = (
  { county, standard }: Context,
  indicator: Indicator,
  check: AttestationCheck,
  required: boolean,
): Finding => {
  const rows = county.attestations.filter((row) => row.code === check.code);
  const judged = rows.map((row) => judge(row, standard.asOf));
  const statuses = new Set(judged.map((each) => each.status));
  const pending = judged.find((_, at) => !isConcluded(rows[at]!));
  let status: Status = "unknown";
  let reason: Reason;
  if (rows.length === 0) {
    reason = { code: "attestation-absent", item: check.code };
  } else if (statuses.has("pass") && statuses.has("fail")) {
    reason = { code: "attestation-disagrees", cells: rows.map((row) => row.conclusion.cell ?? row.cell) };
  } else if (!statuses.has("fail") && pending !== undefined) {
    reason = pending.reason;
  } else {
    const strongest = judged.reduce((left, right) => (STRENGTH[right.status] > STRENGTH[left.status] ? right : left));
    status = strongest.status;
    reason = strongest.reason;
  }
  const doubt = unplacedAnswer(county, "attestations", check.code) ?? unreadList(county, "attestations");
  if (doubt !== null && (status === "pass" || rows.length === 0)) {
    status = "unknown";
    reason = doubt;
  }
  return finding(indicator, check, required, {
    subject: countySubject(null, null, check.code),
    status,
    reason,
    working: {
      formula: { kind: "attestation", statement: check.statement },
      inputs: rows.flatMap(inputsOf),
      split: null,
    },
  });
};

/** What must be said of a finding that passes by a relaxation: that it lapsed, or that the document it asks for is not proven. */
export const relaxationNotes = (
  context: Context,
  indicator: Indicator,
  applied: AppliedRelaxation,
): readonly Note[] => {
  const { id, proof, citation } = applied.relaxation;
  const lapsed = lapsedNotes(applied);
  if (proof === undefined) return lapsed;
  const check: AttestationCheck = { ...proof, id, kind: "attestation", citation, from: null, to: null };
  return evaluateAttestation(context, indicator, check, false).status === "pass"
    ? lapsed
    : [...lapsed, { code: "relaxation-unproven", option: id, item: proof.code }];
};
