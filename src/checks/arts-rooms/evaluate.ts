import {
  type AppliedRelaxation,
  type Context,
  countySubject,
  finding,
  relaxationFor,
  schoolSubject,
} from "../../engine/context.ts";
import { withWhole } from "../../engine/gaps.ts";
import {
  figureAt,
  figureOf,
  inconsistentInput,
  inputOf,
  type Lookup,
  lookUpSchool,
  missingInput,
  missingOf,
} from "../../engine/measure.ts";
import { unitsBySchool } from "../../engine/scope.ts";
import { unreadList } from "../../engine/unplaced.ts";
import type { Finding, Gap, Input, Reason, Status } from "../../model/result.ts";
import type { Room, School, Stage, UnplacedRoom } from "../../model/school.ts";
import type { ArtsRoomsCheck, Indicator, RelaxationChange } from "../../model/standard.ts";
import { relaxationNotes } from "../attestation/evaluate.ts";

type RoomRule = ArtsRoomsCheck["rooms"][number];

/**
 * How many rooms of one kind there are: `all` of whatever area, `adequate` that reach it; null when not known.
 * `reaching` are those known to reach it, also where others were not measured.
 */
interface RoomCount {
  readonly all: number | null;
  readonly adequate: number | null;
  readonly reaching: number;
  readonly inputs: readonly Input[];
  readonly missing: readonly Lookup[];
  readonly fromList: boolean;
}

const countListed = (rooms: readonly Room[], rule: RoomRule, area: number): RoomCount => {
  const listed = rooms.filter((room) => room.kind === rule.kind);
  const unmeasured = listed.filter((room) => figureOf(room.area) === null);
  const reaches = (room: Room): boolean => (figureOf(room.area) ?? -1) >= area;
  const reaching = listed.filter(reaches).length;
  return {
    all: listed.length,
    adequate: unmeasured.length > 0 ? null : reaching,
    reaching,
    // What is too small comes first: it is where to look.
    inputs: [...listed.filter((room) => !reaches(room)), ...listed.filter(reaches)].map((room) => ({
      quantity: rule.all,
      stage: null,
      value: room.area.value,
      unit: "㎡",
      cell: room.area.cell,
    })),
    missing: unmeasured.map((room) => ({ quantity: rule.all, stage: null, source: room.area })),
    fromList: true,
  };
};

const countRooms = (school: School, rule: RoomRule, area: number): RoomCount => {
  if (school.rooms !== null) return countListed(school.rooms, rule, area);
  const all = lookUpSchool(school, rule.all, null);
  const adequate = lookUpSchool(school, rule.adequate, null);
  return {
    all: figureAt(all),
    adequate: figureAt(adequate),
    reaching: figureAt(adequate) ?? 0,
    inputs: [inputOf(adequate), inputOf(all)],
    missing: missingOf([adequate]),
    fromList: false,
  };
};

/**
 * Compulsory classes of a school over its judged stages; where a class list is longer than the figure, the list counts.
 * A stage with pupils but 0 classes is a contradiction, and no reason to need no room: `total` is null, `unknown` says why.
 * `most` counts classes too whose pupils are unreadable, which may be of a stage that is not judged.
 */
const countClasses = (
  school: School,
  stages: readonly Stage[],
): {
  readonly total: number | null;
  readonly most: number;
  readonly inputs: readonly Input[];
  readonly unknown: Reason;
} => {
  const lookups = stages.map((stage) => lookUpSchool(school, "classes", stage));
  const missing: Lookup[] = [];
  const without: Lookup[] = [];
  let total = 0;
  let most = 0;
  for (const lookup of lookups) {
    const stated = figureAt(lookup);
    const list = lookup.stage === null ? null : school.stages[lookup.stage].classList;
    const classes = Math.max(stated ?? 0, list?.length ?? 0);
    if (stated === null && list === null) missing.push(lookup);
    else if (classes === 0) without.push(lookup);
    most += classes;
    total += Math.max(stated ?? 0, list?.filter(({ pupils }) => pupils.state !== "invalid").length ?? 0);
  }
  const unknown: Reason =
    missing.length > 0 ? missingInput(missing) : inconsistentInput(without.length > 0 ? without : lookups);
  return { total: missing.length + without.length > 0 ? null : total, most, inputs: lookups.map(inputOf), unknown };
};

const judge = (count: RoomCount, needed: number | null, unknownClasses: Reason): { status: Status; reason: Reason } => {
  if (needed === null) return { status: "unknown", reason: unknownClasses };
  if (count.reaching >= needed) return { status: "pass", reason: { code: "meets" } };
  if (count.all !== null && count.all < needed)
    return { status: "fail", reason: { code: "rooms-too-few", all: count.all } };
  if (count.adequate === null) return { status: "unknown", reason: { code: "rooms-uncounted", all: count.all } };
  return { status: "fail", reason: { code: "short" } };
};

/**
 * What rooms that belong to no known school leave open. In a school that has a list they can only be more; one without a
 * list would be judged by them alone instead of by its summary.
 */
const withUnplaced = (
  outcome: { status: Status; reason: Reason },
  school: School,
  count: RoomCount,
  needed: number | null,
  open: readonly UnplacedRoom[],
  reaches: (room: UnplacedRoom) => boolean,
): { status: Status; reason: Reason } => {
  if (open.length === 0 || needed === null || outcome.status === "unknown") return outcome;
  if (outcome.status === "pass" && school.rooms !== null) return outcome;
  const more = open.filter(reaches).length;
  const listed = school.rooms === null ? 0 : count.reaching;
  if (outcome.status === "fail" && listed + more < needed) return outcome;
  return { status: "unknown", reason: { code: "room-unplaced", cells: open.flatMap(({ area }) => area.cell ?? []) } };
};

type RoomAreas = Extract<RelaxationChange, { kind: "room-area" }>["areas"];

const relaxedArea = (areas: RoomAreas, kind: RoomRule["kind"], stages: readonly Stage[]): number =>
  Math.max(...stages.map((stage) => areas[stage][kind]));

/**
 * One room of each kind for every `classesPerRoom` classes or part of them, each room of at least its area (G3): one
 * finding per school and kind of room, or one per school in the pooled reading. A smaller room does not count. A list of
 * rooms that could not be read leaves the indicator open.
 */
export const evaluateArtsRooms = (
  context: Context,
  indicator: Indicator,
  check: ArtsRoomsCheck,
): readonly Finding[] => {
  const { unplacedRooms = [] } = context.county;
  const unread = unreadList(context.county, "rooms");
  const judgedSchools = [...unitsBySchool(context.scope.units)].flatMap(([school, judged]) => {
    const stages = judged.map((unit) => unit.stage);
    const classes = countClasses(school, stages);
    const roomsFor = (count: number): number => Math.ceil(count / check.classesPerRoom);
    const sure = classes.total !== null && roomsFor(classes.total) === roomsFor(classes.most);
    const needed = sure ? roomsFor(classes.most) : null;
    const subject = schoolSubject(context, school, null);
    const doubt = judged.find((unit) => unit.doubt !== null)?.doubt ?? null;

    const ownRules = (room: "music" | "art" | "pooled"): readonly RoomRule[] =>
      check.rooms.filter(({ kind }) => room === "pooled" || kind === room);
    const report = (
      room: "music" | "art" | "pooled",
      area: number | null,
      counts: (area: (rule: RoomRule) => number) => RoomCount,
    ): Finding => {
      let count = counts((rule) => rule.area);
      let outcome = judge(count, needed, classes.unknown);
      let applied: AppliedRelaxation | null = null;
      if (outcome.status !== "pass" && school.rooms !== null) {
        const candidate = relaxationFor(context, indicator.id, school, null);
        if (candidate?.change.kind === "room-area") {
          const { areas } = candidate.change;
          const relaxed = counts((rule) => relaxedArea(areas, rule.kind, stages));
          const better = judge(relaxed, needed, classes.unknown);
          if (better.status === "pass") {
            count = relaxed;
            outcome = better;
            applied = candidate;
          }
        }
      }
      const rules = ownRules(room);
      const withRooms = (gap: Gap): Gap => (count.fromList ? gap : withWhole(gap, school, rules[0]!.adequate, null));
      const open = unplacedRooms.filter(
        ({ kind, schools }) =>
          // One that a school lists is all that it lists: of the other kind it has none.
          (school.rooms === null || kind === null || rules.some((rule) => rule.kind === kind)) &&
          (schools === null || schools.includes(school.cell)),
      );
      const reaches = ({ kind, area }: UnplacedRoom): boolean =>
        rules.some((rule) => (kind === null || rule.kind === kind) && (figureOf(area) ?? rule.area) >= rule.area);
      const { status, reason } =
        doubt === null
          ? withUnplaced(outcome, school, count, needed, open, reaches)
          : { status: "unknown" as const, reason: doubt };
      return finding(indicator, check, false, {
        detail: room,
        subject,
        status,
        reason,
        value: count.adequate,
        bound: needed === null ? null : { operator: ">=", value: needed, unit: "间", floor: null },
        gap:
          status === "fail" && needed !== null
            ? withRooms({
                amount: needed - count.reaching,
                unit: "间",
                toFloor: null,
                direction: "add",
                // Areas of rooms that are listed take no number of rooms.
                cell: count.fromList ? null : (count.inputs[0]?.cell ?? null),
                derived: false,
              })
            : null,
        relaxation: applied?.relaxation.id ?? null,
        notes: [
          ...(applied === null ? [] : relaxationNotes(context, indicator, applied)),
          ...(count.fromList ? [{ code: "from-list" as const, sheet: "专用教室" }] : []),
        ],
        working: {
          formula: { kind: "rooms", room, classesPerRoom: check.classesPerRoom, area },
          inputs: count.inputs.concat(classes.inputs),
          split: null,
        },
      });
    };

    if (check.reading === "each") {
      return check.rooms.map((rule) => report(rule.kind, rule.area, (area) => countRooms(school, rule, area(rule))));
    }
    return [
      report("pooled", null, (area) => {
        const counts = check.rooms.map((rule) => countRooms(school, rule, area(rule)));
        const total = (key: "all" | "adequate"): number | null =>
          counts.some((count) => count[key] === null)
            ? null
            : counts.reduce((left, count) => left + (count[key] ?? 0), 0);
        return {
          all: total("all"),
          adequate: total("adequate"),
          reaching: counts.reduce((left, count) => left + count.reaching, 0),
          inputs: counts.flatMap((count) => count.inputs),
          missing: counts.flatMap((count) => count.missing),
          fromList: counts.some((count) => count.fromList),
        };
      }),
    ];
  });
  if (unread === null) return judgedSchools;
  return [
    ...judgedSchools,
    finding(indicator, check, false, {
      detail: "unread",
      subject: countySubject(null),
      status: "unknown",
      reason: unread,
      working: {
        formula: { kind: "rooms", room: "pooled", classesPerRoom: check.classesPerRoom, area: null },
        inputs: [],
        split: null,
      },
    }),
  ];
};
