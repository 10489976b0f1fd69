import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { divide, fraction, nearestDouble } from "../../../src/engine/exact.ts";
import { reconcile } from "../../../src/engine/reconcile.ts";
import { influences, unweightedCoefficients, type Weighted, weightedSpread } from "../../../src/engine/statistics.ts";
import type { Claim, County } from "../../../src/model/county.ts";
import type { AuditResult, Finding, Status } from "../../../src/model/result.ts";
import type { School, Stage } from "../../../src/model/school.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { draws, oneOf } from "../one-of.ts";
import {
  ATTESTED,
  attestationOf,
  audit,
  blankCell,
  changeCell,
  countyOf,
  givenCells,
  monitoringOf,
  type SchoolDraft,
  SUBJECTS,
  setCell,
  soundOther,
  soundSchool,
  VETOED,
  vetoOf,
} from "./county-builder.ts";

const P = "primary";
const J = "juniorSecondary";

/** Where a generated figure stands to its bound. */
type Place = "at" | "floor" | "under" | "underFloor" | "over" | "blank" | "free";

/** How the placed figures of all runs were distributed, so that the share at a bound can be checked. */
const placed = { exact: 0, all: 0 };

const place: fc.Arbitrary<Place> = fc
  .oneof(
    { weight: 30, arbitrary: fc.constant<Place>("at") },
    { weight: 12, arbitrary: fc.constant<Place>("floor") },
    { weight: 8, arbitrary: fc.constant<Place>("under") },
    { weight: 4, arbitrary: fc.constant<Place>("underFloor") },
    { weight: 20, arbitrary: fc.constant<Place>("over") },
    { weight: 4, arbitrary: fc.constant<Place>("blank") },
    { weight: 8, arbitrary: fc.constant<Place>("free") },
  )
  .map((chosen) => {
    placed.all++;
    if (chosen === "at" || chosen === "floor") placed.exact++;
    return chosen;
  });

const cents = (value: number): number => Math.round(value * 100) / 100;

/** A figure at its place: `bound` and `floor` in hundredths, so that they are exact. */
const figureAt = (chosen: Place, bound: number, floor: number, step: number, free: number): number | null => {
  switch (chosen) {
    case "at":
      return bound / 100;
    case "floor":
      return floor / 100;
    case "under":
      return Math.max(0, bound - step) / 100;
    case "underFloor":
      return Math.max(0, floor - step) / 100;
    case "over":
      return (bound + step) / 100;
    case "blank":
      return null;
    case "free":
      return (Math.floor((bound * free) / 100 / step) * step) / 100;
  }
};

/** Of R1–R7 per stage: requirement and floor in thousandths per pupil (R1–R3 and R7 per hundred pupils). */
const BOUNDS: Record<Stage, Record<string, [number, number]>> = {
  primary: {
    R1: [4200, 3570],
    R2: [1000, 850],
    R3: [900, 765],
    R4: [4500, 3825],
    R5: [7500, 6375],
    R6: [2_000_000, 1_700_000],
    R7: [2300, 1955],
  },
  juniorSecondary: {
    R1: [5300, 4505],
    R2: [1000, 850],
    R3: [900, 765],
    R4: [5800, 4930],
    R5: [10_200, 8670],
    R6: [2_500_000, 2_125_000],
    R7: [2400, 2040],
  },
};

const places = fc.record({
  R1: place,
  R2: place,
  R3: place,
  R4: place,
  R5: place,
  R6: place,
  R7: place,
  rooms: place,
  classes: place,
  trained: place,
  funds: place,
});

const schoolArbitrary: fc.Arbitrary<SchoolDraft> = fc
  .record({
    kind: fc.constantFrom("primary", "junior", "nineYear", "completeSecondary", "teachingPoint", "special", "senior"),
    // Multiples of 200 make every requirement and floor a whole number of teachers, rooms and hundredths.
    hundreds: fc.integer({ min: 1, max: 6 }),
    other: fc.integer({ min: 1, max: 6 }),
    free: fc.integer({ min: 50, max: 160 }),
    at: places,
    location: fc.constantFrom("rural", "town", null),
    flags: fc.array(fc.constantFrom(true, true, true, true, true, true, null), { minLength: 7, maxLength: 7 }),
    homework: fc.constantFrom(false, false, false, false, null, true),
    grade: fc.constantFrom("good", "excellent", "good", "fair", null),
    listed: fc.constantFrom("no", "no", "rooms", "classes"),
  })
  .map(({ kind, hundreds, other, free, at, location, flags, homework, grade, listed }): SchoolDraft => {
    if (kind === "senior") return soundOther("senior");
    const pupils = kind === "teachingPoint" ? hundreds * 40 : hundreds * 200;
    const junior = other * 200;
    const base =
      kind === "special"
        ? soundOther("special")
        : soundSchool(
            kind,
            kind === "primary" || kind === "teachingPoint"
              ? { primary: pupils }
              : kind === "junior"
                ? { juniorSecondary: pupils }
                : kind === "nineYear"
                  ? { primary: pupils, juniorSecondary: junior }
                  : { juniorSecondary: pupils, senior: junior },
          );
    const own: Stage = kind === "junior" || kind === "completeSecondary" ? J : P;
    // The figure of the first stage is placed; a combined school's is that of its stage's weighted share.
    const weighted =
      kind === "nineYear" ? pupils + 1.1 * junior : kind === "completeSecondary" ? pupils + 1.2 * junior : pupils;
    const bounds = BOUNDS[own];
    const shared = (code: "R4" | "R5" | "R6" | "R7", step: number, per: 1 | 100): number | null => {
      const [bound, floor] = bounds[code]!;
      return figureAt(
        at[code],
        Math.round((bound * weighted) / per / 10),
        Math.round((floor * weighted) / per / 10),
        step,
        free,
      );
    };
    const staged = (code: "R1" | "R2" | "R3", count: number, stage: Stage): number | null => {
      const [bound, floor] = BOUNDS[stage][code]!;
      const whole = (value: number) => Math.ceil((value * count) / 100 / 1000) * 100;
      return figureAt(at[code], whole(bound), whole(floor), 100, free);
    };
    const stageFigures = (stage: Stage, draft: SchoolDraft["primary"]): NonNullable<SchoolDraft["primary"]> => {
      const count = draft?.pupils ?? null;
      if (count === null || draft === undefined) return draft ?? {};
      const teachers = draft.teachers ?? 0;
      const cap = stage === P ? 45 : 50;
      const largest = figureAt(at.classes, cap * 100, cap * 100, 100, 90);
      const backwards: Place = at.trained === "over" ? "at" : at.trained;
      return {
        ...draft,
        qualifiedTeachers: staged("R1", count, stage),
        backboneTeachers: staged("R2", count, stage),
        peTeachers: staged("R3", count, stage),
        musicTeachers: 0,
        fineArtsTeachers: 0,
        artsTeachers: 0,
        largestClass: largest,
        oversizedClasses: largest === null ? null : largest > cap ? 1 : 0,
        trainedTeachers: figureAt(backwards, teachers * 100, teachers * 100, 100, 90),
        certifiedTeachers: teachers,
      };
    };
    const classes = (base.primary?.classes ?? 0) + (base.juniorSecondary?.classes ?? 0);
    const needed = Math.ceil(classes / 12);
    const indoor = cents(weighted / 3);
    const area = shared("R4", 1, 1);
    const ground = shared("R5", 1, 1);
    const rooms = figureAt(at.rooms, needed * 100, needed * 100, 100, free);
    const flag = (index: number) => flags[index] ?? null;
    return {
      ...base,
      location,
      primary: stageFigures(P, base.primary),
      juniorSecondary: stageFigures(J, base.juniorSecondary),
      ...(listed === "rooms"
        ? {
            rooms: Array.from(
              { length: needed * 2 },
              (_, index) => [index % 2 === 0 ? "music" : "art", index % 2 === 0 ? 96 : 90] as const,
            ),
          }
        : {}),
      ...(listed === "classes" && base.primary?.pupils != null
        ? {
            classes: {
              primary: Array.from({ length: base.primary.classes ?? 0 }, () => (at.classes === "over" ? 46 : 45)),
            },
          }
        : {}),
      values: {
        ...base.values,
        teachingArea: area === null ? null : cents(area + indoor),
        indoorSportsArea: indoor,
        sportsGroundArea: ground === null ? null : cents(Math.max(0, ground - indoor)),
        equipmentValue: shared("R6", 100, 1),
        multimediaRooms: ((value) => (value === null ? null : Math.ceil(value)))(shared("R7", 100, 100)),
        adequateMusicRooms: rooms,
        musicRooms: rooms === null ? null : rooms + 1,
        trainingFunds: figureAt(at.funds, 5_000_000, 5_000_000, 1, free),
        allocatedFunds: figureAt(at.funds, 6_500_000, 6_500_000, 1, 100),
        charter: flag(0),
        managementIct: flag(1),
        teachingIct: flag(2),
        ictTeaching: flag(3),
        curriculumComplete: flag(4),
        teachingOrder: flag(5),
        practiceActivities: flag(6),
        excessiveHomework: homework,
        moralEducationGrade: grade,
      },
    };
  });

const itemsArbitrary = fc
  .record({
    G11: place,
    backbone: place,
    G13: place,
    G14: place,
    G15: place,
    Q1: place,
    Q2: place,
    S1: place,
    G7: place,
    G8: place,
  })
  .map((at) => {
    const figure = (chosen: Place, bound: number) =>
      figureAt(chosen === "free" ? "over" : chosen, bound * 100, bound * 100, 100, 100);
    const capped = (chosen: Place, bound: number) =>
      figure(chosen === "over" || chosen === "free" ? "at" : chosen, bound);
    return {
      rotatedTeachers: figure(at.G11, 20),
      rotatedBackbone: figure(at.backbone, 4),
      primaryInZone: capped(at.G13, 500),
      juniorInZone: figure(at.G13, 380),
      quotaAllocated: figure(at.G14, 100),
      migrantInPublic: figure(at.G15, 80),
      juniorGraduates: figure(at.Q1, 378),
      disabledEnrolled: figure(at.Q2, 57),
      disabledSchoolAge: 60,
      satisfied: figure(at.S1, 850),
      specialEducationFunds: figure(at.G7, 600_000),
      teacherAveragePay: figure(at.G8, 88_000),
    };
  });

const attestationsArbitrary = fc
  .array(
    fc.record({
      code: fc.constantFrom(...ATTESTED),
      conclusion: fc.constantFrom("met", "met", "unmet", "pending", null),
      evidence: fc.constantFrom("文件", "文件", null),
      date: fc.constantFrom("2021-12-31", "2021-03-01", "2022-01-01", null),
      expires: fc.constantFrom(null, "2021-12-31", "2021-12-30"),
    }),
    { maxLength: 3 },
  )
  .map((rows) => [
    ...rows.map(({ code, ...row }, index) => attestationOf(code, row as never, index)),
    ...ATTESTED.filter((code) => !rows.some((row) => row.code === code)).map((code, index) =>
      attestationOf(code, {}, 50 + index),
    ),
  ]);

const monitoringArbitrary = fc
  .array(fc.tuple(fc.constantFrom(3, 3, 4, 2, null), fc.constantFrom(0.1499, 0.15, 0.1, null)), {
    minLength: 6,
    maxLength: 6,
  })
  .map((rows) => rows.map(([level, rate], index) => monitoringOf(SUBJECTS[index]!, level, rate, index)));

const soundMonitoring = fc.constant(SUBJECTS.map((subject, index) => monitoringOf(subject, 3, 0.1, index)));
const soundAttestations = fc.constant(ATTESTED.map((code, index) => attestationOf(code, {}, index)));

const countyArbitrary = fc
  .record({
    schools: fc.array(schoolArbitrary, { minLength: 1, maxLength: 5 }),
    items: itemsArbitrary,
    attestations: fc.oneof({ weight: 2, arbitrary: soundAttestations }, attestationsArbitrary),
    monitoring: fc.oneof({ weight: 2, arbitrary: soundMonitoring }, monitoringArbitrary),
    vetoes: fc.array(
      fc.constantFrom<"no" | "yes" | "pending" | null>(
        "no",
        "no",
        "no",
        "no",
        "no",
        "no",
        "no",
        "yes",
        null,
        "pending",
      ),
      { minLength: 6, maxLength: 6 },
    ),
  })
  .map(({ vetoes, ...draft }) =>
    countyOf({ ...draft, vetoes: VETOED.map((code, index) => vetoOf(code, vetoes[index]!, index)) }),
  );

const RELAXED = ["small-rural-shared-teachers", "dense-centre-venues", "older-arts-rooms", "older-or-migrant-size"];
const optionsArbitrary = fc.constantFrom<readonly string[]>(
  [],
  [],
  RELAXED,
  ["pooled-arts-rooms"],
  ["special-education-8000"],
);

const byId = (result: AuditResult): Map<string, Finding> => new Map(result.findings.map((each) => [each.id, each]));

const statuses = (result: AuditResult): Record<string, Status> =>
  Object.fromEntries([...byId(result)].map(([id, { status }]): [string, Status] => [id, status]).sort());

describe("order and scale", () => {
  /** Without places and without order, which are the rows' own. */
  const contents = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => asText(contents(each))).sort();
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) => (key === "cell" ? [] : [[key, contents(each)]])),
    );
  };
  const asText = (value: unknown): string => JSON.stringify(value) ?? "";

  /** What a form could claim of each spread and of their mean. */
  const claimsOn = ({ dispersion }: AuditResult): Claim[] =>
    dispersion.flatMap(({ indicator, stage }) =>
      (["mean", "dispersion"] as const).flatMap((kind) =>
        [indicator.code, ...(kind === "dispersion" ? [null] : [])].map(
          (code): Claim => ({ kind, indicator: code, stage, school: null, value: 0.333, decimals: 3, cell: "表Ⅲ!A1" }),
        ),
      ),
    );

  test("the order of schools changes no value in its last bit", () => {
    fc.assert(
      fc.property(countyArbitrary, fc.integer({ min: 0, max: 1000 }), optionsArbitrary, (county, seed, options) => {
        const schools = [...county.schools];
        for (let index = schools.length - 1, state = seed; index > 0; index--) {
          state = (state * 1103515245 + 12345) % 2 ** 31;
          const other = state % (index + 1);
          [schools[index], schools[other]] = [schools[other]!, schools[index]!];
        }
        const [before, after] = [audit(county, { options }), audit({ ...county, schools }, { options })];
        expect(statuses(after)).toEqual(statuses(before));
        expect(after.verdict).toBe(before.verdict);
        expect(after.reasons).toEqual(before.reasons);
        expect(asText(contents(after))).toBe(asText(contents(before)));
        expect(reconcile(claimsOn(after), after)).toEqual(reconcile(claimsOn(before), before));
      }),
      { numRuns: draws(60) },
    );
  });

  test("nor does that of many units, whatever their values", () => {
    const unit = fc
      .tuple(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 0, max: 10_000_000 }))
      .map(([pupils, hundredths]): Weighted => {
        const amount = fraction(hundredths, 100);
        return { amount, pupils, value: nearestDouble(divide(amount, fraction(pupils, 1))) };
      });
    fc.assert(
      fc.property(
        fc
          .array(unit, { minLength: 2, maxLength: 200 })
          .chain((units) => fc.tuple(fc.constant(units), fc.shuffledSubarray(units, { minLength: units.length }))),
        ([units, shuffled]) => {
          const [before, after] = [weightedSpread(units), weightedSpread(shuffled)];
          expect(after).toEqual(before);
          expect(unweightedCoefficients(shuffled)).toEqual(unweightedCoefficients(units));
          const effects = influences(units, before);
          expect(influences(shuffled, after)).toEqual(shuffled.map((each) => effects[units.indexOf(each)]));
        },
      ),
      { numRuns: draws(200) },
    );
  });

  const SCALED_SCHOOL = [
    "seniorPupils",
    "teachingArea",
    "indoorSportsArea",
    "sportsGroundArea",
    "convertedVenueArea",
    "equipmentValue",
    "multimediaRooms",
  ];

  const scaled = (county: County, factor: number): County => {
    const scaleAll = (values: object, wanted: (key: string) => boolean) =>
      Object.fromEntries(
        Object.entries(values).map(([key, source]) => [
          key,
          wanted(key) && typeof source.value === "number" ? { ...source, value: cents(source.value * factor) } : source,
        ]),
      );
    const schools = county.schools.map(
      (school): School => ({
        ...school,
        values: scaleAll(school.values, (key) => SCALED_SCHOOL.includes(key)),
        stages: {
          primary: { ...school.stages.primary, values: scaleAll(school.stages.primary.values, () => true) },
          juniorSecondary: {
            ...school.stages.juniorSecondary,
            values: scaleAll(school.stages.juniorSecondary.values, () => true),
          },
        },
      }),
    );
    return { ...county, schools };
  };

  test("twice, thrice or seven times as much of everything keeps every ratio, quorum and spread", () => {
    fc.assert(
      fc.property(countyArbitrary, fc.constantFrom(2, 3, 7), (county, factor) => {
        const [before, after] = [audit(county), audit(scaled(county, factor))];
        const resource = (result: AuditResult) =>
          result.findings
            .filter((each) => each.indicator.part === "resource")
            // A 教学点 of fewer than 50 pupils may grow into the scope.
            .filter(
              (each) =>
                each.subject.kind === "county" || !before.excluded.some(({ school }) => school.id === each.subject.id),
            );
        if (before.excluded.some(({ reason }) => reason === "small-teaching-point")) return;
        expect(resource(after).map((each) => [each.id, each.status])).toEqual(
          resource(before).map((each) => [each.id, each.status]),
        );
        for (const [index, finding] of resource(before).entries()) {
          const other = resource(after)[index]!;
          if (finding.check === "ratio") expect(other.value).toBe(finding.value);
          else if (finding.value !== null) expect(other.value).toBeCloseTo(finding.value, 12);
        }
      }),
      { numRuns: draws(60) },
    );
  });
});

describe("a value that is taken away", () => {
  // Documented exceptions: without 有效期至 a proof does not expire; and a 教学点 that answers one quality item only is
  // judged with its centre school once that answer is gone.
  const isException = (county: County, cell: string): boolean => {
    if (county.attestations.some((row) => row.expires.cell === cell)) return true;
    return county.schools.some(
      (school) =>
        school.type.value === "teachingPoint" &&
        Object.values(school.values).some((source) => source?.cell === cell) &&
        Object.values(school.values).filter((source) => typeof source?.value !== "number" && source?.state === "given")
          .length <= 1,
    );
  };

  const worsens = (before: Status | undefined, after: Status | undefined): boolean =>
    after !== "pass" || before === "pass" || before === "notApplicable" || before === undefined;

  test("never turns a required finding or the verdict into a pass", () => {
    fc.assert(
      fc.property(countyArbitrary, optionsArbitrary, fc.integer({ min: 0, max: 10_000 }), (county, options, choice) => {
        const cells = givenCells(county).filter((cell) => !isException(county, cell));
        const before = audit(county, { options });
        const known = byId(before);
        for (let index = 0; index < 6; index++) {
          const cell = cells[(choice * 7919 + index * 104_729) % cells.length]!;
          const after = audit(blankCell(county, cell), { options });
          if (before.verdict !== "pass") expect([cell, after.verdict]).not.toEqual([cell, "pass"]);
          for (const finding of after.findings.filter((each) => each.required)) {
            expect([cell, finding.id, worsens(known.get(finding.id)?.status, finding.status)]).toEqual([
              cell,
              finding.id,
              true,
            ]);
          }
        }
      }),
      { numRuns: draws(60) },
    );
  });

  test("never does so for any one cell of a county with a school of each type, each requirement short or open", () => {
    const schools: SchoolDraft[] = [
      soundSchool("primary", { primary: 400 }, { values: { equipmentValue: 1, charter: false } }),
      soundSchool(
        "nineYear",
        { primary: 400, juniorSecondary: 400 },
        { values: { musicRooms: 0, adequateMusicRooms: 0 } },
      ),
      soundSchool("completeSecondary", { juniorSecondary: 400, senior: 400 }),
      soundSchool("primary", { primary: 80 }, { location: "rural", values: { allocatedFunds: 1 } }),
      soundSchool("teachingPoint", { primary: 60 }, { values: { allocatedFunds: 1 } }),
      soundOther("special", {
        primary: {
          pupils: 60,
          classes: 6,
          largestClass: 46,
          oversizedClasses: 1,
          teachers: 9,
          trainedTeachers: 8,
          certifiedTeachers: 8,
        },
        juniorSecondary: {
          pupils: 0,
          classes: 0,
          largestClass: 0,
          oversizedClasses: 0,
          teachers: 0,
          trainedTeachers: 0,
          certifiedTeachers: 0,
        },
        values: { allocatedFunds: 1 },
      }),
      soundOther("senior"),
    ];
    const county = countyOf({ schools, items: { satisfied: 1, rotatedTeachers: 10, rotatedBackbone: 1 } });
    for (const options of [[], RELAXED]) {
      const before = audit(county, { options });
      const known = byId(before);
      expect(before.verdict).toBe("fail");
      const isTried = oneOf(6);
      for (const cell of givenCells(county).filter((each) => !isException(county, each) && isTried())) {
        const after = audit(blankCell(county, cell), { options });
        expect([cell, after.verdict]).not.toEqual([cell, "pass"]);
        for (const finding of after.findings.filter((each) => each.required)) {
          const status = known.get(finding.id)?.status;
          const sound = finding.status !== "pass" || status === "pass" || status === undefined;
          expect([cell, finding.id, status, sound]).toEqual([cell, finding.id, status, true]);
        }
      }
    }
  });
});

describe("gaps", () => {
  /** The county with `amount` added to the cell, as a person adds decimals. */
  const added = (county: County, cell: string, amount: number): County =>
    changeCell(county, cell, (before) => ({
      ...before,
      value: cents(Number(before.value ?? 0) + amount),
      state: "given",
    }));

  const STEP: Record<string, number> = { "㎡": 0.01 };

  test("what a finding asks for reaches its bound, and a step less does not; so does what reaches the floor", () => {
    fc.assert(
      fc.property(countyArbitrary, optionsArbitrary, fc.integer({ min: 0, max: 1000 }), (county, options, choice) => {
        const short = audit(county, { options }).findings.filter(
          (each) =>
            each.gap !== null && each.gap.cell !== null && each.gap.direction === "add" && each.status === "fail",
        );
        const reachesBoth = (finding: Finding) => finding.status === "pass";
        const reachesFloor = (finding: Finding) => finding.reachesFloor === true;
        const chosen = short.filter((_, index) => (index + choice) % Math.ceil(short.length / 5) === 0);
        for (const { id, gap, working } of chosen) {
          const { cell, amount, unit, toFloor } = gap!;
          // A list of rooms counts rooms, and none can be added to the area of one; pooled rooms stand in two cells.
          if (working.inputs.some((input) => input.cell === cell && input.unit === "㎡" && unit === "间")) continue;
          // A school that is short at both stages needs both cells.
          const shortAt = (stage: Stage) => {
            const [done, all] = working.inputs
              .filter((input) => input.stage === stage)
              .map((input) => Number(input.value));
            return working.formula.kind === "share" && done !== undefined && all !== undefined && done < all;
          };
          if (shortAt(P) && shortAt(J)) continue;
          const step = STEP[unit] ?? 1;
          const judgedWith = (extra: number) => byId(audit(added(county, cell!, extra), { options })).get(id)!;
          expect([id, reachesBoth(judgedWith(amount))]).toEqual([id, true]);
          expect([id, reachesBoth(judgedWith(cents(amount - step)))]).toEqual([id, false]);
          if (toFloor === null || toFloor === 0) continue;
          expect([id, "floor", reachesFloor(judgedWith(toFloor))]).toEqual([id, "floor", true]);
          expect([id, "floor", reachesFloor(judgedWith(cents(toFloor - step)))]).toEqual([id, "floor", false]);
        }
      }),
      { numRuns: draws(60) },
    );
  });

  test("pupils to take away bring a school to its cap, and one less does not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 2500 }), (primary, junior) => {
        const county = countyOf({
          schools: [soundSchool("nineYear", { primary, juniorSecondary: junior }, { name: "校" })],
        });
        const finding = audit(county).findings.find((each) => each.check === "school-size");
        if (finding?.status !== "fail") {
          expect(primary + junior).toBeLessThanOrEqual(2500);
          return;
        }
        const { cell, amount } = finding.gap!;
        const status = (by: number) => byId(audit(added(county, cell!, -by))).get(finding.id)!.status;
        expect(status(amount)).toBe("pass");
        expect(status(amount - 1)).toBe("fail");
      }),
      { numRuns: draws(60) },
    );
  });
});

describe("figures exactly at a bound", () => {
  test("pass for every number of pupils and every split in hundredths", () => {
    const reach = (bound: bigint, weighted: bigint, ten: bigint): number => {
      // Smallest number of hundredths h with h/100 ÷ (weighted/ten) ≥ bound/1000.
      const needed = bound * weighted * 100n;
      const divisor = 1000n * ten;
      return Number((needed + divisor - 1n) / divisor) / 100;
    };
    fc.assert(
      fc.property(
        fc.constantFrom("primary", "junior", "nineYear", "completeSecondary", "twelveYear"),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom<"R4" | "R5" | "R6">("R4", "R5", "R6"),
        fc.boolean(),
        (type, first, second, third, code, floor) => {
          placed.all++;
          placed.exact++;
          const pupils = {
            primary: { primary: first },
            junior: { juniorSecondary: first },
            nineYear: { primary: first, juniorSecondary: second },
            completeSecondary: { juniorSecondary: first, senior: second },
            twelveYear: { primary: first, juniorSecondary: second, senior: third },
          }[type];
          const [a, b, c] = [BigInt(first), BigInt(second), BigInt(third)];
          const hundredfold = {
            primary: 100n * a,
            junior: 100n * a,
            nineYear: 100n * a + 110n * b,
            completeSecondary: 100n * a + 120n * b,
            twelveYear: 100n * a + 110n * b + 132n * c,
          }[type];
          const stage: Stage = type === "junior" || type === "completeSecondary" ? J : P;
          const bound = BigInt(BOUNDS[stage][code]![floor ? 1 : 0]!);
          const key = { R4: "teachingArea", R5: "sportsGroundArea", R6: "equipmentValue" }[code];
          const id = { R4: "teaching-floor-area", R5: "sports-venue-area", R6: "equipment-value" }[code];
          const amount = reach(bound, hundredfold, 100n);
          const at = (value: number): Finding => {
            const draft = soundSchool(type, pupils, { name: "校" });
            const county = countyOf({
              schools: [{ ...draft, values: { ...draft.values, indoorSportsArea: 0, [key]: value } }],
            });
            return byId(audit(county)).get(`${id}/ratio/校/${stage}`)!;
          };
          const reaches = (finding: Finding) => (floor ? finding.reachesFloor : finding.status === "pass");
          expect(reaches(at(amount))).toBe(true);
          expect(reaches(at(cents(amount - 0.01)))).toBe(false);
        },
      ),
      { numRuns: draws(200) },
    );
  });

  test("are shares, at every whole denominator that allows one", () => {
    const share = (numerator: number, denominator: number) =>
      audit(countyOf({ schools: [], items: { satisfied: numerator, surveyed: denominator } })).findings.find(
        (each) => each.indicator.code === "S1",
      )!.status;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 6 }), (twentieths) => {
        placed.all++;
        placed.exact++;
        expect(share(17 * twentieths, 20 * twentieths)).toBe("pass");
        expect(share(17 * twentieths - 1, 20 * twentieths)).toBe("fail");
      }),
    );
  });
});

describe("every result", () => {
  test("has findings with ids of their own, inputs with cells where given, gaps on cells of the county", () => {
    fc.assert(
      fc.property(countyArbitrary, optionsArbitrary, (county, options) => {
        const result = audit(county, { options });
        expect(byId(result).size).toBe(result.findings.length);
        const given = new Set(givenCells(county));
        const rows = new Set(county.schools.map((school) => school.cell));
        for (const finding of result.findings) {
          for (const input of finding.working.inputs) {
            if (input.value === null) continue;
            expect([finding.id, input.quantity, given.has(input.cell!) || rows.has(input.cell!)]).toEqual([
              finding.id,
              input.quantity,
              true,
            ]);
          }
          if (finding.gap !== null) expect([finding.id, finding.status]).toEqual([finding.id, "fail"]);
          if (
            finding.status === "pass" &&
            finding.bound !== null &&
            finding.value !== null &&
            finding.check !== "dispersion"
          ) {
            const { operator, value } = finding.bound;
            const holds = {
              ">=": finding.value >= value,
              ">": finding.value > value,
              "<=": finding.value <= value,
              "<": finding.value < value,
            };
            expect([finding.id, holds[operator]]).toEqual([finding.id, true]);
          }
        }
        const order = NATIONAL_2017.indicators.map((indicator) => indicator.id);
        const found = result.findings.map((each) => order.indexOf(each.indicator.id));
        expect(found).toEqual([...found].sort((left, right) => left - right));
        const required = result.findings.filter((each) => each.required).map((each) => each.status);
        expect(result.verdict).toBe(
          required.includes("fail")
            ? "fail"
            : required.includes("unknown") || result.summary.units.total === 0
              ? "unknown"
              : "pass",
        );
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        expect(audit(county, { options })).toEqual(result);
      }),
      { numRuns: draws(60) },
    );
  });

  test("leaves the county as it was", () => {
    fc.assert(
      fc.property(countyArbitrary, (county) => {
        const before = JSON.stringify(county);
        audit(county, { options: RELAXED });
        expect(JSON.stringify(county)).toBe(before);
      }),
      { numRuns: draws(10) },
    );
  });

  test("the cases above lie exactly at a bound or floor in at least three of ten figures", () => {
    expect(placed.all).toBeGreaterThan(1000);
    expect(placed.exact / placed.all).toBeGreaterThanOrEqual(0.3);
  });
});

test("a value given in place of another is judged", () => {
  const county = countyOf({ schools: [soundSchool("primary", { primary: 400 })] });
  expect(() => setCell(county, "学校!ZZ9", 1)).toThrow("0 values stand in");
});
