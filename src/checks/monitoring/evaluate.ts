import { type Context, countySubject, finding } from "../../engine/context.ts";
import { rational } from "../../engine/exact.ts";
import { distanceGap, meets } from "../../engine/gaps.ts";
import { figureOf, missingInput } from "../../engine/measure.ts";
import { unreadList } from "../../engine/unplaced.ts";
import type { Finding, Reason, Status } from "../../model/result.ts";
import type { Sourced } from "../../model/school.ts";
import type { Indicator, MonitoringCheck } from "../../model/standard.ts";

/**
 * Two findings for each subject that the workbook lists: its level, and the spread between schools, strictly below its
 * limit. A listed subject without a figure, or with one of a year that has not begun, is unknown; a county that lists none shows nothing, and a sheet of subjects
 * that could not be read leaves the indicator open.
 */
export const evaluateMonitoring = (
  { county, standard: { asOf } }: Context,
  indicator: Indicator,
  check: MonitoringCheck,
): readonly Finding[] => {
  const open = (reason: Reason): Finding =>
    finding(indicator, check, false, {
      subject: countySubject(null),
      status: "unknown",
      reason,
      working: { formula: { kind: "monitoring", subject: "", aspect: "level" }, inputs: [], split: null },
    });
  const unread = unreadList(county, "monitoring");
  if (county.monitoring.length === 0) return [open(unread ?? { code: "monitoring-none" })];
  const repeated = new Map<string, number>();
  const listed = county.monitoring.flatMap((row) => {
    const seen = (repeated.get(row.subject) ?? 0) + 1;
    repeated.set(row.subject, seen);
    const name = seen === 1 ? row.subject : `${row.subject}-${seen}`;
    const judge = (
      aspect: "level" | "rate",
      quantity: string,
      source: Sourced<number>,
      bound: { operator: ">=" | "<"; value: number },
    ): Finding => {
      const { value: year } = row.year;
      const isFuture = year !== null && year > Number(asOf.slice(0, 4));
      const value = isFuture ? null : figureOf(source);
      let status: Status = "unknown";
      let reason: Reason = isFuture
        ? { code: "monitoring-future", year }
        : missingInput([{ quantity, stage: null, source }]);
      if (value !== null) {
        const passes = meets(rational(value), bound.operator, rational(bound.value));
        status = passes ? "pass" : "fail";
        reason = { code: passes ? "meets" : "short" };
      }
      return finding(indicator, check, false, {
        detail: `${name}-${aspect}`,
        subject: countySubject(null, row.subject),
        status,
        reason,
        value,
        bound: { ...bound, unit: "", floor: null },
        gap: status === "fail" && value !== null ? distanceGap(rational(value), rational(bound.value), "") : null,
        working: {
          formula: { kind: "monitoring", subject: row.subject, aspect },
          inputs: [{ quantity, stage: null, value: source.value, unit: "", cell: source.cell }],
          split: null,
        },
      });
    };
    return [
      judge("level", "水平等级", row.level, { operator: ">=", value: check.levelAtLeast }),
      ...(check.rateBelow === null
        ? []
        : [judge("rate", "校际差异率", row.rate, { operator: "<", value: check.rateBelow })]),
    ];
  });
  return unread === null ? listed : [...listed, open(unread)];
};
