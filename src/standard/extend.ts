import { didYouMean, unknownName } from "../did-you-mean.ts";
import { AuditError, type SourceFault } from "../errors.ts";
import { QUANTITIES } from "../model/quantity.ts";
import type {
  Check,
  Indicator,
  LocalTerms,
  OwnQuantity,
  PlannedMilestone,
  RegionalDocument,
  StandardDocument,
  StandardOption,
} from "../model/standard.ts";
import { nearest } from "../nearest.ts";
import { compareIndicators, loosens } from "./compare.ts";
import { type Days, firstDay } from "./days.ts";
import { looserFault } from "./looser.ts";
import { optionFaults } from "./options.ts";
import { keysOf, quantityOf } from "./quantities.ts";
import { groupFaults, neverJudged, optionDayFaults, unusableFaults } from "./usable.ts";

const idsOf = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);

const fault = (path: string, message: string, en: string): SourceFault => ({ path, message, en });

const DAY = 86_400_000;
const after = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/** Versions of one check over time: from the first one on, exactly one is in force on every day. */
const dateFaults = (checks: readonly Check[], path: string): SourceFault[] => {
  const faults: SourceFault[] = [];
  for (const id of new Set(checks.map((check) => check.id))) {
    const versions = checks
      .map((check, index) => ({ check, index }))
      .filter(({ check }) => check.id === id)
      .sort((left, right) => ((left.check.from ?? "") < (right.check.from ?? "") ? -1 : 1));
    for (const { check, index } of versions) {
      if (check.from !== null && check.to !== null && check.from > check.to) {
        faults.push(
          fault(
            `${path}[${index}]`,
            `施行日期 ${check.from} 晚于失效日期 ${check.to}`,
            `it starts on ${check.from}, after its end on ${check.to}`,
          ),
        );
      }
    }
    for (const [order, { check, index }] of versions.entries()) {
      const before = versions[order - 1]?.check;
      if (before === undefined) continue;
      const place = `${path}[${index}]`;
      if (before.to === null || check.from === null || check.from <= before.to) {
        faults.push(
          fault(
            place,
            `要求 ${id} 有两个版本在同一天有效；请用 from、to 把日期分开，或改用不同的 id`,
            `two versions of ${id} are in force on one day; set from and to apart, or give them different ids`,
          ),
        );
      } else if (check.from !== after(before.to)) {
        faults.push(
          fault(
            place,
            `要求 ${id} 在 ${after(before.to)} 至 ${check.from} 前一日之间没有有效的版本；请补上日期`,
            `no version of ${id} is in force from ${after(before.to)} to the day before ${check.from}`,
          ),
        );
      }
    }
  }
  return faults;
};

const keyFaults = (
  checks: readonly Check[],
  own: Readonly<Record<string, OwnQuantity>>,
  path: string,
): SourceFault[] => {
  const known = [...Object.keys(own), ...Object.keys(QUANTITIES)];
  return checks.flatMap((check, index) =>
    keysOf(check).flatMap(({ key, levels, kinds }) => {
      const place = `${path}[${index}]`;
      const quantity = quantityOf(key, own);
      if (quantity === null) {
        const hint = didYouMean(nearest(key, known));
        return [
          fault(
            place,
            `没有数据项 ${key}；${hint.zh}自有的数据项写在 quantities 中`,
            `there is no quantity ${key}.${hint.en} The plan's own belong under quantities`,
          ),
        ];
      }
      if (!levels.includes(quantity.level)) {
        return [
          fault(
            place,
            `数据项 ${key} 的层级是 ${quantity.level}，这里需要 ${levels.join(" 或 ")}`,
            `the quantity ${key} is of level ${quantity.level}; ${levels.join(" or ")} is needed here`,
          ),
        ];
      }
      if (!kinds.includes(quantity.kind)) {
        return [
          fault(
            place,
            `数据项 ${key} 的类型是 ${quantity.kind}，这里需要 ${kinds.join("、")}`,
            `the quantity ${key} is of kind ${quantity.kind}; ${kinds.join(", ")} is needed here`,
          ),
        ];
      }
      return [];
    }),
  );
};

/** A bound in another unit than its figure's: 1 节 against 1 次 would be judged, and printed, as the same. */
const unitFaults = (
  checks: readonly Check[],
  own: Readonly<Record<string, OwnQuantity>>,
  path: string,
): SourceFault[] =>
  checks.flatMap((check, index) => {
    const stated =
      check.kind === "count"
        ? { at: "bound.unit", unit: check.bound.unit, key: check.quantity }
        : check.kind === "year-on-year"
          ? { at: "unit", unit: check.unit, key: check.current }
          : check.kind === "comparison"
            ? { at: "unit", unit: check.unit, key: check.left }
            : null;
    const quantity = stated === null ? null : quantityOf(stated.key, own);
    if (stated === null || quantity === null || quantity.unit === stated.unit) return [];
    return [
      fault(
        `${path}[${index}].${stated.at}`,
        `单位 ${stated.unit} 与数据项 ${stated.key} 的单位 ${quantity.unit} 不同；请统一`,
        `the unit ${stated.unit} is not that of the quantity ${stated.key}, ${quantity.unit}; make them one`,
      ),
    ];
  });

/** What makes a check unusable by the figures it names. */
const figureFaults = (
  checks: readonly Check[],
  own: Readonly<Record<string, OwnQuantity>>,
  path: string,
): SourceFault[] => [...keyFaults(checks, own, path), ...unitFaults(checks, own, path)];

/**
 * What makes one indicator unusable by itself, whether it is added, refined or of a standard of its own; `days` are
 * those on which the standard applies.
 */
export const indicatorFaults = (
  checks: readonly Check[],
  own: Readonly<Record<string, OwnQuantity>>,
  path: string,
  days: Days,
): SourceFault[] => [
  ...dateFaults(checks, path),
  ...figureFaults(checks, own, path),
  ...neverJudged(checks, path, days),
];

/** Days on which a plan applies: from its own date, which may be open, to its last. */
const daysOf = ({ citation, expires }: RegionalDocument): Days => ({ from: firstDay(citation.date), to: expires });

/** Sum of decimals as they are written, so that 6.64 + 2 is 8.64. */
const sumsTo = (parts: readonly number[], total: number): boolean => {
  const decimals = Math.max(...[...parts, total].map((part) => (String(part).split(".")[1] ?? "").length));
  const scaled = (value: number): number => Math.round(value * 10 ** decimals);
  return parts.reduce((sum, part) => sum + scaled(part), 0) === scaled(total);
};

const milestoneFaults = (milestone: PlannedMilestone, path: string): SourceFault[] => {
  const faults: SourceFault[] = [];
  const planned = milestone.steps.map((step) => step.planned);
  if (!sumsTo(planned, milestone.total)) {
    faults.push(
      fault(
        `${path}.total`,
        `各年计划之和（${planned.join(" + ")}）不等于总数 ${milestone.total}`,
        `its steps (${planned.join(" + ")}) do not add up to ${milestone.total}`,
      ),
    );
  }
  for (const [index, step] of milestone.steps.entries()) {
    const before = milestone.steps[index - 1];
    if (before !== undefined && step.year <= before.year) {
      faults.push(fault(`${path}.steps[${index}].year`, "年份应逐步递增", "years must go up"));
    }
  }
  return faults;
};

/** A milestone as the indicator that it is judged by. */
const asIndicator = (milestone: PlannedMilestone): Indicator => {
  const steps = milestone.steps.map((step) => ({ ...step, by: step.by ?? `${step.year}-12-31` }));
  return {
    id: milestone.id,
    code: milestone.code,
    part: milestone.part,
    name: milestone.name,
    unit: milestone.unit,
    checks: [
      {
        id: "progress",
        citation: milestone.citation,
        from: firstDay(milestone.citation.date),
        to: null,
        kind: "milestone",
        unit: milestone.unit,
        total: milestone.total,
        steps,
      },
    ],
    responsible: milestone.responsible,
    deadline: steps.at(-1)!.by,
  };
};

/** Ids or codes that are given twice, or that the base has already. */
const clashes = (
  entries: readonly { readonly path: string; readonly id: string; readonly code: string }[],
  base: StandardDocument,
): SourceFault[] => {
  const faults: SourceFault[] = [];
  const ids = new Set<string>();
  const codes = new Set<string>();
  for (const { path, id, code } of entries) {
    if (base.indicators.some((indicator) => indicator.id === id)) {
      faults.push(
        fault(
          `${path}.id`,
          `${base.id} 已有指标 ${id}；要改动它请写在 refine 中`,
          `${base.id} has the indicator ${id} already; change it under refine`,
        ),
      );
    } else if (ids.has(id)) {
      faults.push(fault(`${path}.id`, `指标 ${id} 写了两次`, `the indicator ${id} is given twice`));
    }
    if (codes.has(code) || base.indicators.some((indicator) => indicator.code === code && indicator.id !== id)) {
      faults.push(fault(`${path}.code`, `代码 ${code} 已被使用`, `the code ${code} is taken`));
    }
    ids.add(id);
    codes.add(code);
  }
  return faults;
};

interface Silence {
  readonly indicators: ReadonlySet<string>;
  /** Checks by indicator. */
  readonly checks: ReadonlyMap<string, ReadonlySet<string>>;
}

const silenceOf = (entries: readonly string[]): Silence => {
  const indicators = new Set<string>();
  const checks = new Map<string, Set<string>>();
  for (const entry of entries) {
    const [indicator = "", check] = entry.split("/");
    if (check === undefined) indicators.add(indicator);
    else checks.set(indicator, (checks.get(indicator) ?? new Set()).add(check));
  }
  return { indicators, checks };
};

const silenceFaults = (regional: RegionalDocument, base: StandardDocument): SourceFault[] => {
  const seen = new Set<string>();
  return regional.silent.flatMap((entry, index) => {
    const path = `silent[${index}]`;
    const [id = "", check] = entry.split("/");
    const indicator = base.indicators.find((each) => each.id === id);
    const repeated = seen.has(entry);
    seen.add(entry);
    if (repeated) return [fault(path, `${entry} 写了两次`, `${entry} is given twice`)];
    if (indicator === undefined) {
      const said = { zh: `${base.id} 没有指标 ${id}`, en: `${base.id} has no indicator ${id}` };
      return [unknownName(path, said, id, idsOf(base.indicators))];
    }
    const refinement = regional.refine.find((each) => each.indicator === id);
    if (check === undefined) {
      return refinement === undefined
        ? []
        : [
            fault(
              path,
              `指标 ${id} 既写在 refine 又写在 silent；请只保留一处`,
              `the indicator ${id} is both refined and silent; keep one of them`,
            ),
          ];
    }
    if (!indicator.checks.some((each) => each.id === check)) {
      const said = { zh: `指标 ${id} 没有要求 ${check}`, en: `${id} has no check ${check}` };
      return [unknownName(path, said, check, idsOf(indicator.checks))];
    }
    if (refinement === undefined || refinement.checks.some((each) => each.id === check)) {
      return [
        fault(
          path,
          `要求 ${entry} 仍然有效：请在 refine 中写出 ${id} 的其余要求`,
          `the check ${entry} is still in force: refine ${id} without it`,
        ),
      ];
    }
    return [];
  });
};

/** What of a plan's refinements asks less than its base without saying so, and what says so without need. */
const looserFaults = (
  regional: RegionalDocument,
  base: StandardDocument,
  silence: Silence,
  refined: ReadonlyMap<string, Indicator>,
  indicators: readonly Indicator[],
): SourceFault[] => {
  // A quorum asks no less for leaving out an indicator of which the plan gives no ratio.
  const withoutRatio = new Set([
    ...silence.indicators,
    ...base.indicators
      .filter(({ id, checks }) =>
        checks.some((check) => check.kind === "ratio" && silence.checks.get(id)?.has(check.id)),
      )
      .map(({ id }) => id),
  ]);
  const days = daysOf(regional);
  return regional.refine.flatMap(({ indicator: id, looser }, index): SourceFault[] => {
    const path = `refine[${index}]`;
    const before = base.indicators.find((each) => each.id === id);
    const own = refined.get(id);
    // Of two refinements of one indicator the second has a fault of its own.
    if (before === undefined || own?.checks !== regional.refine[index]!.checks) return [];
    const silentChecks = silence.checks.get(id);
    const differences = compareIndicators(before, own, {
      days,
      indicators,
      silent: withoutRatio,
      ...(silentChecks === undefined ? {} : { silentChecks }),
    });
    if (looser) {
      return differences.every(({ difference }) => difference.standing === "tighter")
        ? [
            fault(
              `${path}.looser`,
              `写明低于 ${base.id}，但对 ${id} 的要求并不低`,
              `it says that it asks less of ${id} than ${base.id}, which it does not`,
            ),
          ]
        : [];
    }
    return differences.flatMap(({ difference, at }) => {
      if (!loosens(difference)) return [];
      const field = difference.field === null ? "" : `.${difference.field}`;
      const place = at === null ? `${path}.checks` : `${path}.checks[${at}]${field}`;
      return looserFault(difference, {
        at: place,
        base: base.id,
        declared: path,
        indicator: id,
      });
    });
  });
};

const refinementFaults = (
  regional: RegionalDocument,
  base: StandardDocument,
): { readonly faults: SourceFault[]; readonly refined: ReadonlyMap<string, Indicator> } => {
  const faults: SourceFault[] = [];
  const refined = new Map<string, Indicator>();
  for (const [index, refinement] of regional.refine.entries()) {
    const path = `refine[${index}]`;
    const { indicator: id } = refinement;
    const indicator = base.indicators.find((each) => each.id === id);
    if (indicator === undefined) {
      const hint = didYouMean(nearest(id, idsOf(base.indicators)));
      faults.push(
        fault(
          `${path}.indicator`,
          `${base.id} 没有指标 ${id}；${hint.zh}要新增指标请写在 add 中`,
          `${base.id} has no indicator ${id}.${hint.en} A new one belongs under add`,
        ),
      );
      continue;
    }
    if (refined.has(id)) {
      faults.push(
        fault(
          `${path}.indicator`,
          `指标 ${id} 已在前面改过，两处同样有效；请合并为一处`,
          `${id} is refined twice, and both count the same; make one of them`,
        ),
      );
      continue;
    }
    const own: Indicator = {
      ...indicator,
      name: refinement.name ?? indicator.name,
      unit: refinement.unit ?? indicator.unit,
      checks: refinement.checks,
      responsible: refinement.responsible,
      deadline: refinement.deadline,
    };
    refined.set(id, own);
    faults.push(...indicatorFaults(refinement.checks, regional.quantities, `${path}.checks`, daysOf(regional)));
    if (refinement.looser && refinement.remark === null) {
      faults.push(fault(`${path}.remark`, "低于国家标准之处须写明理由", "what asks less must say why"));
    }
  }
  return { faults, refined };
};

/** The checks that a plan's options bring, with their places. */
const optionChecks = (options: readonly StandardOption[]): { readonly path: string; readonly check: Check }[] =>
  options.flatMap((option, index) =>
    option.kind === "requirement" ? [{ path: `options[${index}].check`, check: option.check }] : [],
  );

/** The quantities that a plan's relaxations count as well, with their places. */
const addedToNumerators = (
  options: readonly StandardOption[],
): { readonly path: string; readonly keys: readonly string[] }[] =>
  options.flatMap((option, index) =>
    option.kind !== "relaxation"
      ? []
      : option.rules.flatMap(({ change }, rule) =>
          change.kind === "add-to-numerator"
            ? [{ path: `options[${index}].rules[${rule}].change.quantities`, keys: change.quantities }]
            : [],
        ),
  );

/** What makes a standard's options unusable by what they name: figures that are not there, or of another unit. */
export const optionKeyFaults = (
  options: readonly StandardOption[],
  own: Readonly<Record<string, OwnQuantity>>,
): SourceFault[] => [
  ...optionChecks(options).flatMap(({ path, check }) =>
    figureFaults([check], own, path).map((each) => ({ ...each, path: each.path.replace(`${path}[0]`, path) })),
  ),
  ...addedToNumerators(options).flatMap(({ path, keys }) =>
    keys
      .filter((key) => quantityOf(key, own) === null)
      .map((key) => {
        const said = { zh: `没有数据项 ${key}`, en: `there is no quantity ${key}` };
        return unknownName(path, said, key, [...Object.keys(own), ...Object.keys(QUANTITIES)]);
      }),
  ),
];

const quantityFaults = (regional: RegionalDocument): SourceFault[] => {
  const taken = new Map<string, string>();
  for (const [key, { label, aliases }] of Object.entries(QUANTITIES)) {
    for (const name of [key, label, ...aliases]) taken.set(name, label);
  }
  const used = new Set(
    [
      ...regional.refine.flatMap((each) => each.checks),
      ...regional.add.flatMap((each) => each.checks),
      ...optionChecks(regional.options).map(({ check }) => check),
    ].flatMap((check) => keysOf(check).map(({ key }) => key)),
  );
  for (const { keys } of addedToNumerators(regional.options)) for (const key of keys) used.add(key);
  return Object.entries(regional.quantities).flatMap(([label, { aliases, level, rows, within }]) => {
    const path = `quantities.${label}`;
    const clash = [label, ...aliases].find((name) => taken.has(name));
    const faults: SourceFault[] = [];
    if (clash !== undefined) {
      faults.push(
        fault(
          path,
          `${clash} 已是通用数据项“${taken.get(clash)}”的名称；请直接使用它，或换一个名称`,
          `${clash} is a name of the dictionary's ${taken.get(clash)}; use that, or choose another name`,
        ),
      );
    }
    for (const name of [label, ...aliases]) taken.set(name, label);
    if (level !== "county" && (rows !== undefined || within !== undefined)) {
      faults.push(
        fault(
          path,
          "rows、within 只用于县级（county）的数据项",
          "rows and within are for quantities of level county only",
        ),
      );
    }
    if (within !== undefined && regional.quantities[within]?.level !== "county") {
      const said = {
        zh: `quantities 中没有县级数据项 ${within}`,
        en: `there is no county quantity ${within} under quantities`,
      };
      faults.push(unknownName(`${path}.within`, said, within, Object.keys(regional.quantities)));
    }
    if (!used.has(label)) {
      faults.push(fault(path, "没有一项要求用到它", "no check is judged from it"));
    }
    return faults;
  });
};

const referenceFaults = (
  regional: RegionalDocument,
  indicators: readonly Indicator[],
  base: StandardDocument,
): SourceFault[] => {
  return [
    ...regional.refine.flatMap(({ indicator, checks }, index) =>
      groupFaults(indicator, checks, `refine[${index}].checks`, indicators),
    ),
    ...regional.add.flatMap(({ id, checks }, index) => groupFaults(id, checks, `add[${index}].checks`, indicators)),
    ...optionFaults(regional.options, indicators, base.options),
    ...optionKeyFaults(regional.options, regional.quantities),
    ...regional.phases.flatMap((phase, index) =>
      phase.from <= phase.to ? [] : [fault(`phases[${index}]`, "起始日期晚于结束日期", "it starts after it ends")],
    ),
  ];
};

/** A plan that is over before it begins: no day would be judged without a warning. */
const expiryFaults = ({ expires, citation: { date } }: RegionalDocument): SourceFault[] =>
  expires === null || date === null || expires >= date
    ? []
    : [
        fault(
          "expires",
          `失效日期 ${expires} 早于方案的日期 ${date}；请改正其中一个`,
          `it expires on ${expires}, before the plan's own date ${date}; correct one of them`,
        ),
      ];

/** What `extendStandard` made: the standard, and every fault of the plan by its path. */
export interface Extension {
  readonly standard: StandardDocument;
  readonly faults: readonly SourceFault[];
}

/** Extends a base by a plan and tells every fault of it; the standard is of use only where there is none. */
export const extensionOf = (base: StandardDocument, regional: RegionalDocument): Extension => {
  const days = daysOf(regional);
  const silence = silenceOf(regional.silent);
  const { faults: refinements, refined } = refinementFaults(regional, base);
  const milestones = regional.milestones.map(asIndicator);
  const kept = base.indicators
    .filter((indicator) => !silence.indicators.has(indicator.id))
    .map((indicator) => refined.get(indicator.id) ?? indicator);
  const indicators = [...kept, ...regional.add, ...milestones];
  const own: Pick<LocalTerms, "looser" | "remarks"> = { looser: [], remarks: {} };
  for (const refinement of regional.refine) {
    if (refinement.remark === null) continue;
    if (refinement.looser) own.looser.push({ indicator: refinement.indicator, remark: refinement.remark });
    else own.remarks[refinement.indicator] = refinement.remark;
  }
  for (const { id, remark } of regional.add) if (remark !== undefined) own.remarks[id] = remark;
  const local: LocalTerms = {
    base: base.id,
    expires: regional.expires,
    ...own,
    silent: base.indicators.flatMap(({ id, code, name }): LocalTerms["silent"] =>
      silence.indicators.has(id)
        ? [{ indicator: id, code, name, check: null }]
        : [...(silence.checks.get(id) ?? [])].map((check) => ({ indicator: id, code, name, check })),
    ),
    quantities: regional.quantities,
    phases: regional.phases,
  };
  const faults = [
    ...(base.local === null
      ? []
      : [
          fault(
            "extends",
            `${base.id} 本身是地方标准，不能再被扩展；请扩展 ${base.local.base}`,
            `${base.id} is a local standard itself; extend ${base.local.base}`,
          ),
        ]),
    ...expiryFaults(regional),
    ...refinements,
    ...looserFaults(regional, base, silence, refined, indicators),
    ...clashes(
      [
        ...regional.add.map(({ id, code }, index) => ({ path: `add[${index}]`, id, code })),
        ...regional.milestones.map(({ id, code }, index) => ({ path: `milestones[${index}]`, id, code })),
      ],
      base,
    ),
    ...regional.add.flatMap(({ checks }, index) =>
      indicatorFaults(checks, regional.quantities, `add[${index}].checks`, days),
    ),
    ...silenceFaults(regional, base),
    ...regional.milestones.flatMap((milestone, index) => [
      ...milestoneFaults(milestone, `milestones[${index}]`),
      ...neverJudged(milestones[index]!.checks, "", days).map((each) => ({ ...each, path: `milestones[${index}]` })),
    ]),
    ...quantityFaults(regional),
    ...optionDayFaults(regional.options, days),
    ...unusableFaults(indicators, regional.expires === null ? "refine" : "expires", days),
    ...referenceFaults(regional, indicators, base),
  ];
  return {
    faults,
    standard: {
      id: regional.id,
      title: regional.title,
      edition: regional.edition,
      citation: regional.citation,
      indicators,
      split: base.split,
      teachingPointFrom: base.teachingPointFrom,
      scope: base.scope,
      options: [...base.options, ...regional.options],
      local,
    },
  };
};

/**
 * A base with a plan's requirements in place of its own: refined ones replaced whole, what the plan is silent on left
 * out, its own indicators and milestones after the base's.
 *
 * @throws AuditError `standard-invalid` with every fault and its path.
 */
export const extendStandard = (base: StandardDocument, regional: RegionalDocument): StandardDocument => {
  const { standard, faults } = extensionOf(base, regional);
  if (faults.length > 0) throw new AuditError({ code: "standard-invalid", source: regional.id, faults });
  return standard;
};
