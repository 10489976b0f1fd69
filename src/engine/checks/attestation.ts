import type { Attestation } from "../../model/county.ts";
import type { Finding, Input, Reason, Status } from "../../model/result.ts";
import type { AttestationCheck, Indicator } from "../../model/standard.ts";
import { type Context, countySubject, finding } from "../context.ts";

const STRENGTH = { fail: 3, pass: 2, unknown: 1 } as const;

/** Digits alone, crosses, signs, and answers where a document should be named. */
const NO_NAME = /^(?:[\d.,-]*|x+|[^0-9a-z\u4E00-\u9FFF]*|[否没无有是]|符合|n\/?a|none|no|todo|tbd)$/i;
/** 正在办理, 尚未出台, 没有文件, 印发中: a sentence that says that there is none yet. */
const NOT_YET =
  /^(?:正在(?:办|整理|制定|起草|编制|修订|准备|申报|报批|审批|补充|完善|印发|筹)|尚[未无没缺待]|还[没未]|暂[无未缺没]|没有(?:$|文件|材料|佐证|资料|附件|相关|专门|方案|制度)|无(?:材料|佐证|文件|资料|附件|相关)|待(?:补|提供|上传|完善|定|办|批|出|印|制|核|审|报|落)|未(?:出台|印发|制定|办理|提供|上传|附|建立|下发|发文|有|取得|形成|落实|开展|明确)|(?:拟|计划|准备)(?:于|在|印发|出台|制定|办理|近期|年内|下发))|^.{0,4}(?:办理|整理|准备|筹备|补充|制定|起草|完善|印发|审批|报批|修订)中$/;
/** A title 《》, a number 〔〕, 18号, or the minutes of a meeting name a document, whatever stands around it. */
const NAMED = /[《〔]|\d号|第\d+期|纪要/;

/** Whether what stands where a document should be named names none. */
const namesNothing = (evidence: string): boolean => {
  const text = evidence.replace(/\s/g, "");
  return NO_NAME.test(text) || (NOT_YET.test(text) && !NAMED.test(text));
};

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
