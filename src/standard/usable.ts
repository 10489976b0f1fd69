import { unknownName } from "../did-you-mean.ts";
import type { SourceFault } from "../errors.ts";
import type { Check, Indicator, StandardOption } from "../model/standard.ts";
import { type Days, earlierOf, overlap } from "./days.ts";

/** What makes a standard one by which nothing could ever be judged, or a requirement one that is never asked. */

const fault = (path: string, message: string, en: string): SourceFault => ({ path, message, en });

/** Something first asked on a day after the last one of its check, or of the standard. */
const dueFaults = (check: Check, path: string, days: Days): SourceFault[] => {
  const last = earlierOf(check.to, days.to);
  const first = check.kind === "staged-elimination" || check.kind === "milestone" ? check.steps[0]?.by : undefined;
  const asked = [
    ["due", check.due],
    ["steps[0].by", first],
  ] as const;
  return asked.flatMap(([field, day]) =>
    last === null || day === undefined || day <= last
      ? []
      : [
          fault(
            `${path}.${field}`,
            `到 ${day} 才作要求，而这项要求或本标准到 ${last} 为止，永远不会判定；请改正其中一个日期`,
            `it is not asked before ${day}, and the check or the standard ends on ${last}, so that it is never judged; correct one of the dates`,
          ),
        ],
  );
};

/**
 * A check that another one of its indicator keeps from being judged: where there is a ratio, that and its spread are
 * looked at, where there is a quorum or a mean of spreads, that alone; and a spread needs a ratio.
 */
export const mixtureFaults = (checks: readonly Check[], path: string): SourceFault[] => {
  const idOf = (kind: Check["kind"]): string | undefined => checks.find((each) => each.kind === kind)?.id;
  const leading =
    (["ratio", "composite-dispersion", "quorum"] as const).find((kind) => idOf(kind) !== undefined) ?? null;
  return checks.flatMap(({ id, kind }, index) => {
    const place = `${path}[${index}]`;
    if (leading === null) {
      return kind !== "dispersion"
        ? []
        : [
            fault(
              place,
              `要求 ${id}（dispersion）所在的指标没有 ratio 类的要求，永远不会判定；请补上或删去`,
              `the check ${id} (dispersion) has no ratio in its indicator and is never judged; add one, or remove it`,
            ),
          ];
    }
    const judged = (kind === leading || (leading === "ratio" && kind === "dispersion")) && idOf(kind) === id;
    return judged
      ? []
      : [
          fault(
            place,
            `所在的指标按 ${idOf(leading)}（${leading}）判定，要求 ${id}（${kind}）永远不会判定；请删去，或另写一个指标`,
            `the indicator is judged by ${idOf(leading)} (${leading}), and the check ${id} (${kind}) never; remove it, or make it an indicator of its own`,
          ),
        ];
  });
};

/**
 * Checks that name other indicators which are not there, or of which what they need is not asked; and what is measured
 * for a mean that nothing takes.
 *
 * @param id of the indicator whose checks they are.
 * @param indicators all of the standard, in its order.
 */
export const groupFaults = (
  id: string,
  checks: readonly Check[],
  path: string,
  indicators: readonly Indicator[],
): SourceFault[] => {
  const checksOf = (other: string): readonly Check[] => indicators.find((each) => each.id === other)?.checks ?? [];
  const place = (other: string): number => indicators.findIndex((each) => each.id === other);
  const groups = indicators.flatMap((each) => each.checks.filter(({ kind }) => kind === "composite-dispersion"));
  return checks.flatMap((check, index): SourceFault[] => {
    const at = `${path}[${index}]`;
    if (check.kind === "dispersion" && check.limits === undefined) {
      return groups.some((group) => group.kind === "composite-dispersion" && group.of.includes(id))
        ? []
        : [
            fault(
              `${at}.limits`,
              "没有限值，也没有综合差异系数用到它，永远不会判定；请写上 limits，或列入 composite-dispersion 的 of",
              "it has no limits and no composite-dispersion takes it, so that it is never judged; give limits, or name it there under of",
            ),
          ];
    }
    if (check.kind === "ratio" && check.bounds === undefined && !checks.some(({ kind }) => kind === "dispersion")) {
      return [
        fault(
          `${at}.bounds`,
          "没有要求值，也没有差异系数，永远不会判定；请写上 bounds，或另加 dispersion",
          "it has no bounds and no spread, so that it is never judged; give bounds, or add a dispersion",
        ),
      ];
    }
    if (check.kind !== "quorum" && check.kind !== "composite-dispersion") return [];
    return check.of.flatMap((other): SourceFault[] => {
      if (place(other) < 0) {
        const ids = indicators.map((each) => each.id);
        const said = {
          zh: `没有指标 ${other}，或本标准对它未作规定`,
          en: `there is no indicator ${other}, or this standard is silent on it`,
        };
        return [unknownName(`${at}.of`, said, other, ids)];
      }
      const wanted = check.kind === "quorum" ? "ratio（bounds）" : "dispersion";
      const has = checksOf(other).some((each) =>
        check.kind === "quorum" ? each.kind === "ratio" && each.bounds !== undefined : each.kind === "dispersion",
      );
      if (!has) {
        return [
          fault(
            `${at}.of`,
            `指标 ${other} 没有 ${wanted}，不能列入`,
            `${other} has no ${check.kind === "quorum" ? "ratio with bounds" : "dispersion"}, so that it cannot be one of them`,
          ),
        ];
      }
      return check.kind === "composite-dispersion" && place(other) > place(id)
        ? [
            fault(
              `${at}.of`,
              `指标 ${other} 排在后面；请把综合差异系数放在它用到的各项之后`,
              `${other} comes after it; put the mean behind all that it is the mean of`,
            ),
          ]
        : [];
    });
  });
};

/** Checks of an indicator that are never judged: by what stands beside them, or by their days. */
export const neverJudged = (checks: readonly Check[], path: string, days: Days): SourceFault[] => [
  ...mixtureFaults(checks, path),
  ...checks.flatMap((check, index) => {
    const place = `${path}[${index}]`;
    // What starts after its end has a fault of its own.
    if (!overlap(check, check)) return [];
    if (overlap(check, days)) return dueFaults(check, place, days);
    const [own, all] = [check, days].map(({ from, to }) => `${from ?? ""}–${to ?? ""}`);
    return [
      fault(
        place,
        `要求 ${check.id} 有效的日期（${own}）与本标准的（${all}）没有一天相同，永远不会判定；请改正 from、to`,
        `the days of the check ${check.id} (${own}) and of the standard (${all}) have none in common, so that it is never judged; correct from and to`,
      ),
    ];
  }),
];

/** Options that are in force on no day, or whose check is never asked. */
export const optionDayFaults = (options: readonly StandardOption[], days: Days): SourceFault[] =>
  options.flatMap((option, index) => {
    const path = `options[${index}]`;
    if (!overlap(option, option)) {
      return [
        fault(
          path,
          `起始日期 ${option.from} 晚于结束日期 ${option.to}；请改正其中一个`,
          `it starts on ${option.from}, after its end on ${option.to}; correct one of them`,
        ),
      ];
    }
    if (option.kind !== "requirement") return [];
    // In force is the option, whatever the dates of its check.
    return dueFaults({ ...option.check, from: option.from, to: option.to }, `${path}.check`, days);
  });

const inForce = ({ checks }: Indicator, day: string): boolean =>
  checks.some((check) => overlap(check, { from: day, to: day }));

/** No day of the standard on which every indicator has a requirement: no county could be judged by it. */
export const unusableFaults = (indicators: readonly Indicator[], path: string, days: Days): SourceFault[] => {
  // A check comes into force on these days only; what is open at its start is in force on the first of all.
  const candidates = [days.from ?? "0001-01-01", ...indicators.flatMap(({ checks }) => checks.map(({ from }) => from))]
    .filter((day) => day !== null && overlap(days, { from: day, to: day }))
    .map((day) => ({ day, missing: indicators.filter((each) => !inForce(each, day!)).map(({ id }) => id) }))
    .sort((left, right) => left.missing.length - right.missing.length);
  const [best] = candidates;
  if (best === undefined || best.missing.length === 0) return [];
  return [
    fault(
      path,
      `没有一天各项指标都有有效的要求，无法用来判定：${best.day} 没有 ${best.missing.join("、")} 的要求；请改正 from、to 或本标准的日期`,
      `on no day has every indicator a check in force, so that nothing can be judged: on ${best.day} there is none of ${best.missing.join(", ")}; correct from and to, or the days of the standard`,
    ),
  ];
};
