import { type Context, countySubject, finding } from "../../engine/context.ts";
import { unplacedAnswer, unreadList } from "../../engine/unplaced.ts";
import type { Finding, Reason, Status } from "../../model/result.ts";
import type { AbsenceCheck, Indicator } from "../../model/standard.ts";

/**
 * 一票否决: 是 fails, with or without 说明; only a plain 否 passes. A missing row, a blank, 待定 and a row that does not say
 * which item it is about are unknown, never "did not happen".
 */
export const evaluateAbsence = (
  { county }: Context,
  indicator: Indicator,
  check: AbsenceCheck,
  required: boolean,
): Finding => {
  const rows = county.vetoes.filter((row) => row.code === check.code);
  const present = rows.find((row) => row.present.value === "yes");
  const unanswered = rows.find((row) => row.present.value !== "no");
  const doubt = unplacedAnswer(county, "vetoes", check.code) ?? unreadList(county, "vetoes");
  let status: Status;
  let reason: Reason;
  if (present !== undefined) {
    status = "fail";
    reason = { code: "veto-present", note: present.note.value };
  } else if (doubt !== null) {
    status = "unknown";
    reason = doubt;
  } else if (rows.length === 0) {
    status = "unknown";
    reason = { code: "veto-missing", item: check.code };
  } else if (unanswered !== undefined) {
    status = "unknown";
    reason =
      unanswered.present.value === "pending"
        ? { code: "veto-pending" }
        : {
            code: "missing-input",
            inputs: [
              {
                quantity: "是否存在",
                stage: null,
                cell: unanswered.present.cell ?? unanswered.cell,
                state: unanswered.present.state === "given" ? "invalid" : unanswered.present.state,
              },
            ],
          };
  } else {
    status = "pass";
    reason = { code: "veto-absent" };
  }
  return finding(indicator, check, required, {
    subject: countySubject(null, null, check.code),
    status,
    reason,
    working: {
      formula: { kind: "absence" },
      inputs: rows.flatMap((row) => [
        { quantity: "是否存在", stage: null, value: row.present.value, unit: "", cell: row.present.cell },
        { quantity: "说明", stage: null, value: row.note.value, unit: "", cell: row.note.cell },
      ]),
      split: null,
    },
  });
};
