import type { Attestation } from "../../model/county.ts";
import type { Finding, Input, Reason, Status } from "../../model/result.ts";
import type { AttestationCheck, Indicator } from "../../model/standard.ts";
import { type Context, countySubject, finding } from "../context.ts";

const STRENGTH = { fail: 3, pass: 2, unknown: 1 } as const;

/** What stands where a document should be named and names none: digits alone, crosses, words of denial or delay. */
const NO_DOCUMENT =
  /^(?:[\d.,-]*|x+|[否没无]|没有|未有|没有材料|无材料|无佐证|未提供|未上传|未附|待补充?|待提供|待上传|待完善|n\/?a|none|no|todo|tbd)$/i;

const namesNothing = (evidence: string): boolean => NO_DOCUMENT.test(evidence.replace(/\s/g, ""));

/** What one row of 佐证 proves on the day `asOf`; 不符合 counts even when it has expired. */
const judge = (row: Attestation, asOf: string): { status: "pass" | "fail" | "unknown"; reason: Reason } => {
  const unknown = (reason: Reason) => ({ status: "unknown" as const, reason });
  if (row.conclusion.value === "unmet") return { status: "fail", reason: { code: "attestation-unmet" } };
  if (row.conclusion.value !== "met") return unknown({ code: "attestation-pending" });
  if (namesNothing(row.evidence.value ?? "")) return unknown({ code: "attestation-unevidenced" });
  const date = row.date.value;
  if (date === null) return unknown({ code: "attestation-undated" });
  if (date > asOf) return unknown({ code: "attestation-future", date });
  if (row.expires.state === "invalid") {
    return unknown({
      code: "missing-input",
      inputs: [{ quantity: "有效期至", stage: null, cell: row.expires.cell, state: "invalid" }],
    });
  }
  const expires = row.expires.value;
  if (expires !== null && expires < asOf) return unknown({ code: "attestation-expired", expires });
  return { status: "pass", reason: { code: "attestation-met", date, expires } };
};

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
 * takes nothing from another row that does; a row without a conclusion leaves the item open, and valid rows that
 * disagree are unknown.
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
  let status: Status = "unknown";
  let reason: Reason;
  if (rows.length === 0) {
    reason = { code: "attestation-absent", item: check.code };
  } else if (rows.some((row) => row.conclusion.value !== "met" && row.conclusion.value !== "unmet")) {
    reason = { code: "attestation-pending" };
  } else if (statuses.has("pass") && statuses.has("fail")) {
    reason = { code: "attestation-disagrees", cells: rows.map((row) => row.conclusion.cell ?? row.cell) };
  } else {
    const strongest = judged.reduce((left, right) => (STRENGTH[right.status] > STRENGTH[left.status] ? right : left));
    status = strongest.status;
    reason = strongest.reason;
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
