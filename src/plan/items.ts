import { figureOf, read } from "../engine/measure.ts";
import type { Change } from "../model/changes.ts";
import type { County } from "../model/county.ts";
import type { ActionKind } from "../model/prices.ts";
import { QUANTITIES, type QuantityKey } from "../model/quantity.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { type School, STAGES, type Stage } from "../model/school.ts";
import type { ArtsRoomsCheck, Check, ShareCheck, Standard } from "../model/standard.ts";
import type { PriceList } from "./price-list.ts";

/** What settles one school's shortfall in an item that stands by itself: nothing else depends on how it is settled. */
export interface ItemAction {
  readonly finding: Finding;
  readonly school: School;
  readonly stage: Stage | null;
  readonly action: ActionKind;
  readonly quantity: string;
  readonly amount: number;
  readonly price: number;
  readonly changes: readonly Change[];
}

interface Settled {
  readonly action: ActionKind;
  readonly stage: Stage | null;
  readonly quantity: string;
  readonly amount: number;
  readonly changes: readonly Change[];
}

const change = (
  school: School,
  stage: Stage | null,
  quantity: string,
  more: Pick<Change, "add" | "set" | "area">,
): Change => ({
  school: school.id,
  stage,
  quantity,
  ...more,
});

const isGiven = (school: School, stage: Stage | null, key: string): boolean =>
  figureOf(read<number>(stage === null ? school.values : school.stages[stage].values, key)) !== null;

/** Classes over the cap are split, each into as few as are within it. */
const settleClasses = (school: School, stage: Stage, cap: number): Settled[] => {
  const { classList, values } = school.stages[stage];
  const parts = (size: number): number => Math.ceil(size / cap) - 1;
  const largest = figureOf(read<number>(values, "largestClass"));
  const over = figureOf(read<number>(values, "oversizedClasses"));
  const amount =
    classList === null
      ? Math.max(1, over ?? 1) * Math.max(1, parts(largest ?? 0))
      : classList.reduce((sum, { pupils }) => sum + Math.max(0, parts(figureOf(pupils) ?? 0)), 0);
  const changes = [
    ...(isGiven(school, stage, "classes") ? [change(school, stage, "classes", { add: amount })] : []),
    ...(classList !== null || largest !== null ? [change(school, stage, "largestClass", { set: cap })] : []),
    ...(over === null ? [] : [change(school, stage, "oversizedClasses", { set: 0 })]),
  ];
  return [{ action: "add", stage, quantity: "classes", amount, changes }];
};

const settleRooms = (school: School, { working, gap }: Finding, { rooms }: ArtsRoomsCheck): Settled[] => {
  const { formula } = working;
  if (formula.kind !== "rooms" || gap === null) return [];
  const rule = rooms.find(({ kind }) => kind === formula.room) ?? rooms[0]!;
  const amount = gap.amount;
  const area = formula.area ?? rule.area;
  const listed = school.rooms !== null;
  const changes = [
    change(school, null, rule.adequate, { add: amount, ...(listed ? { area } : {}) }),
    ...(!listed && isGiven(school, null, rule.all) ? [change(school, null, rule.all, { add: amount })] : []),
  ];
  return [{ action: "add", stage: null, quantity: rule.adequate, amount, changes }];
};

/** What is added to a share's numerator: persons where they are missing, stage by stage; money as it is missing. */
const settleShare = (school: School, { gap }: Finding, { numerator, denominator }: ShareCheck): Settled[] => {
  const [key = ""] = numerator.plus;
  if (gap === null || numerator.plus.length !== 1 || numerator.minus.length > 0) return [];
  if (QUANTITIES[key as QuantityKey]?.level !== "stage") {
    return [
      {
        action: "add",
        stage: null,
        quantity: key,
        amount: gap.amount,
        changes: [change(school, null, key, { add: gap.amount })],
      },
    ];
  }
  let left = gap.amount;
  return STAGES.flatMap((stage): Settled[] => {
    const { values } = school.stages[stage];
    const whole = denominator.plus.reduce((sum, each) => sum + (figureOf(read<number>(values, each)) ?? 0), 0);
    const part = figureOf(read<number>(values, key));
    const amount = part === null ? 0 : Math.min(left, Math.max(0, whole - part));
    left -= amount;
    if (amount === 0) return [];
    return [{ action: "train", stage, quantity: key, amount, changes: [change(school, stage, key, { add: amount })] }];
  });
};

const settle = (finding: Finding, school: School, check: Check): Settled[] => {
  const { gap, bound, subject } = finding;
  switch (check.kind) {
    case "class-size":
      return subject.stage === null || bound === null ? [] : settleClasses(school, subject.stage, bound.value);
    case "arts-rooms":
      return settleRooms(school, finding, check);
    case "share":
      return check.level === "school" ? settleShare(school, finding, check) : [];
    case "small-school-funding":
    case "special-education-funding":
      if (gap === null || gap.direction !== "add") return [];
      return [
        {
          action: "add",
          stage: null,
          quantity: check.funds,
          amount: gap.amount,
          changes: [change(school, null, check.funds, { add: gap.amount })],
        },
      ];
    default:
      return [];
  }
};

/**
 * What settles the schools' shortfalls in items that money settles one by one: classes first, since rooms follow them.
 * What has no price, or cannot be told from its figures, is left: it stands among what is to be seen to otherwise.
 *
 * @param kinds which checks.
 */
export const itemActions = (
  county: County,
  standard: Standard,
  result: AuditResult,
  offers: PriceList,
  kinds: readonly Check["kind"][],
): ItemAction[] => {
  const schools = new Map(county.schools.map((school) => [school.id, school]));
  const indicators = new Map(standard.indicators.map((indicator) => [indicator.id, indicator]));
  return result.findings.flatMap((finding) => {
    if (
      finding.status !== "fail" ||
      finding.subject.kind !== "school" ||
      !kinds.includes(finding.check as Check["kind"])
    )
      return [];
    const school = schools.get(finding.subject.id);
    const checks = indicators.get(finding.indicator.id)?.checks ?? [];
    const check = checks.find(({ id }) => finding.id.startsWith(`${finding.indicator.id}/${id}/`));
    if (school === undefined || check === undefined) return [];
    const settled = settle(finding, school, check);
    const priced = settled.flatMap(({ action, stage, quantity, amount, changes }) => {
      const offer = offers.offer(action, quantity, school, stage);
      if (offer === null || (offer.most !== null && offer.most < amount) || changes.length === 0) return [];
      return [{ finding, school, stage, action, quantity, amount, price: offer.price.price, changes }];
    });
    return priced.length === settled.length ? priced : [];
  });
};
