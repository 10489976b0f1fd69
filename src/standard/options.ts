import { didYouMean, unknownName } from "../did-you-mean.ts";
import type { SourceFault } from "../errors.ts";
import type { Check, Indicator, Relaxation, RelaxationChange, StandardOption } from "../model/standard.ts";
import { nearest } from "../nearest.ts";
import { compareChecks, loosens, surroundingsOf } from "./compare.ts";
import { looserFault } from "./looser.ts";
import { mixtureFaults } from "./usable.ts";

/** The kind of check that each change of a relaxation speaks of; at any other it would change nothing. */
const CHANGES: Readonly<Record<RelaxationChange["kind"], Check["kind"]>> = {
  "add-to-numerator": "ratio",
  "room-area": "arts-rooms",
  "size-cap": "school-size",
};

type Requirement = Extract<StandardOption, { kind: "requirement" }>;

const requirementFaults = (
  option: Requirement,
  indicator: Indicator,
  path: string,
  indicators: readonly Indicator[],
): SourceFault[] => {
  const ids = [...new Set(indicator.checks.map((check) => check.id))];
  const current = indicator.checks.filter((check) => check.id === option.check.id);
  if (current.length === 0) {
    const hint = didYouMean(nearest(option.check.id, ids));
    return [
      {
        path: `${path}.check.id`,
        message: `指标 ${indicator.id} 没有要求 ${option.check.id}，选用后什么也不会改变；${hint.zh}可用：${ids.join("、")}`,
        en: `${indicator.id} has no check ${option.check.id}, so nothing would change.${hint.en} It has: ${ids.join(", ")}`,
      },
    ];
  }
  const replaced = indicator.checks.map((each) => (each.id === option.check.id ? option.check : each));
  const faults: SourceFault[] = mixtureFaults(replaced, "").map((each) => ({ ...each, path: `${path}.check.kind` }));
  if (option.looser !== true) {
    // In force is the option, whatever the dates of its check.
    const check = { ...option.check, from: null, to: null };
    const surroundings = surroundingsOf(indicator, { days: option, indicators });
    for (const difference of current.flatMap((each) => compareChecks(each, check, surroundings)).filter(loosens)) {
      faults.push(
        looserFault(difference, {
          at: `${path}.check.${difference.field}`,
          base: null,
          declared: path,
          indicator: indicator.id,
        }),
      );
    }
  }
  if (option.looser === true && option.remark === undefined) {
    faults.push({ path: `${path}.remark`, message: "要求较低的选项须写明理由", en: "what asks less must say why" });
  }
  return faults;
};

const relaxationFaults = (option: Relaxation, indicator: Indicator, path: string): SourceFault[] =>
  option.rules.flatMap(({ change }, index) => {
    const wanted = CHANGES[change.kind];
    if (indicator.checks.some((check) => check.kind === wanted)) return [];
    return [
      {
        path: `${path}.rules[${index}].change.kind`,
        message: `${change.kind} 只能放宽 ${wanted} 类的要求，指标 ${indicator.id} 没有这类要求，选用后什么也不会改变`,
        en: `${change.kind} changes checks of the kind ${wanted}; ${indicator.id} has none, so nothing would change`,
      },
    ];
  });

/**
 * Options that cannot be told apart, that change nothing, or that ask less without saying so. `taken` are the options of
 * the base; `indicators` those of the standard that the options belong to.
 */
export const optionFaults = (
  options: readonly StandardOption[],
  indicators: readonly Indicator[],
  taken: readonly StandardOption[],
): SourceFault[] => {
  const ids = indicators.map(({ id }) => id);
  return options.flatMap((option, index): SourceFault[] => {
    const path = `options[${index}]`;
    const faults: SourceFault[] = [];
    if (taken.some(({ id }) => id === option.id)) {
      faults.push({
        path: `${path}.id`,
        message: `所扩展的标准已有选项 ${option.id}，用 --relax 时无法分清；请换一个 id`,
        en: `the base has the option ${option.id} already, so that --relax could mean either; choose another id`,
      });
    } else if (options.slice(0, index).some(({ id }) => id === option.id)) {
      faults.push({
        path: `${path}.id`,
        message: `选项 ${option.id} 写了两次，用 --relax 时无法分清；请换一个 id`,
        en: `the option ${option.id} is given twice, so that --relax could mean either; choose another id`,
      });
    }
    if (option.kind === "scope") return faults;
    const indicator = indicators.find(({ id }) => id === option.indicator);
    if (indicator === undefined) {
      const said = { zh: `没有指标 ${option.indicator}`, en: `there is no indicator ${option.indicator}` };
      faults.push(unknownName(`${path}.indicator`, said, option.indicator, ids));
    } else if (option.kind === "requirement") faults.push(...requirementFaults(option, indicator, path, indicators));
    else faults.push(...relaxationFaults(option, indicator, path));
    return faults;
  });
};
