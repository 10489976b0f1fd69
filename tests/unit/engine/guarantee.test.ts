import { describe, expect, test } from "vitest";
import type { Finding, Status } from "../../../src/model/result.ts";
import type { SchoolType, Stage } from "../../../src/model/school.ts";
import type { StandardDocument } from "../../../src/model/standard.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import {
  audit,
  blankCell,
  cellOf,
  countyOf,
  countyStatus,
  findingAt,
  findingsOf,
  itemCell,
  type Judging,
  type SchoolDraft,
  setCell,
  soundCounty,
  soundOther,
  soundSchool,
  spoilCell,
} from "./county-builder.ts";

const P = "primary";
const J = "juniorSecondary";

/** A sound school with some figures changed. */
const changed = (
  draft: SchoolDraft,
  values: SchoolDraft["values"] = {},
  stages: { primary?: SchoolDraft["primary"]; juniorSecondary?: SchoolDraft["juniorSecondary"] } = {},
): SchoolDraft => ({
  name: "校",
  ...draft,
  values: { ...draft.values, ...values },
  primary: { ...draft.primary, ...stages.primary },
  juniorSecondary: { ...draft.juniorSecondary, ...stages.juniorSecondary },
});

const PRIMARY = soundSchool("primary", { primary: 400 });
const JUNIOR = soundSchool("junior", { juniorSecondary: 400 });
const NINE = soundSchool("nineYear", { primary: 400, juniorSecondary: 400 });

const one = (draft: SchoolDraft, id: string, judging: Judging = {}): Finding =>
  findingAt(audit(countyOf({ schools: [draft] }), judging), id);

describe("G3 music and art rooms", () => {
  const MUSIC = "arts-rooms/rooms/music/校";
  const ART = "arts-rooms/rooms/art/校";
  const withClasses = (classes: number | null, values: SchoolDraft["values"]) =>
    changed(PRIMARY, values, { primary: { classes } });
  const ROOMS = { adequateMusicRooms: 1, musicRooms: 1, adequateArtRooms: 1, artRooms: 1 };

  test.each<[string, number, number]>([
    ["1 class needs 1", 1, 1],
    ["11 classes need 1", 11, 1],
    ["12 classes need 1", 12, 1],
    ["13 classes need 2", 13, 2],
    ["24 classes need 2", 24, 2],
    ["25 classes need 3", 25, 3],
    ["36 classes need 3", 36, 3],
  ])("%s of each kind", (_, classes, needed) => {
    for (const [id, key, other] of [
      [MUSIC, "adequateMusicRooms", "musicRooms"],
      [ART, "adequateArtRooms", "artRooms"],
    ] as const) {
      const at = (count: number) => one(withClasses(classes, { [key]: count, [other]: 9 }), id);
      expect(at(needed)).toMatchObject({
        status: "pass",
        value: needed,
        gap: null,
        bound: { operator: ">=", value: needed },
      });
      expect(at(needed + 1)).toMatchObject({ status: "pass" });
      expect(at(needed - 1)).toMatchObject({
        status: "fail",
        reason: { code: "short" },
        gap: { amount: 1, unit: "间", direction: "add", cell: cellOf(0, key) },
      });
    }
  });

  test("pupils without a class are a contradiction, not a school that needs no room", () => {
    const county = countyOf({ schools: [withClasses(0, { adequateMusicRooms: 0, musicRooms: 0 })] });
    expect(findingAt(audit(county), MUSIC)).toMatchObject({
      status: "unknown",
      bound: null,
      reason: { code: "inconsistent", inputs: [{ quantity: "classes", cell: cellOf(0, "classes", P) }] },
    });
    const nine = changed(NINE, {}, { juniorSecondary: { classes: 0 } });
    expect(one(nine, MUSIC).status).toBe("unknown");
  });

  test("a class that may be of no judged stage asks for no room, nor does it let one off", () => {
    const county = countyOf({ schools: [{ ...withClasses(12, ROOMS), classes: { primary: Array(13).fill(40) } }] });
    const list = county.schools[0]!.stages.primary.classList!;
    expect(findingAt(audit(county), MUSIC).status).toBe("fail");
    const last = { ...list[12]!, pupils: { ...list[12]!.pupils, value: null, state: "invalid" as const } };
    const doubtful = (count: number) => {
      const [school] = county.schools;
      const primary = { ...school!.stages.primary, classList: [...list.slice(0, count - 1), last] };
      return audit({ ...county, schools: [{ ...school!, stages: { ...school!.stages, primary } }] });
    };
    expect(findingAt(doubtful(13), MUSIC).status).toBe("unknown");
    expect(findingAt(doubtful(12), MUSIC).status).toBe("pass");
  });

  test("classes of both stages count together", () => {
    const nine = (primary: number, junior: number) =>
      changed(
        NINE,
        { adequateMusicRooms: 1, musicRooms: 9 },
        { primary: { classes: primary }, juniorSecondary: { classes: junior } },
      );
    expect(one(nine(6, 6), MUSIC)).toMatchObject({ status: "pass", bound: { value: 1 } });
    expect(one(nine(6, 7), MUSIC)).toMatchObject({ status: "fail", bound: { value: 2 } });
  });

  test("one kind does not make up for the other, but for the pooled reading", () => {
    const draft = withClasses(24, { adequateMusicRooms: 3, musicRooms: 3, adequateArtRooms: 1, artRooms: 1 });
    expect(one(draft, MUSIC).status).toBe("pass");
    expect(one(draft, ART).status).toBe("fail");
    expect(countyStatus(audit(countyOf({ schools: [draft] })), "G3")).toBe("fail");
    const options = ["pooled-arts-rooms"];
    const pooled = (music: number | null, art: number | null, all = 9) =>
      one(
        withClasses(24, { adequateMusicRooms: music, adequateArtRooms: art, musicRooms: all, artRooms: all }),
        "arts-rooms/rooms/pooled/校",
        { options },
      );
    expect(pooled(2, 0)).toMatchObject({ status: "pass", value: 2, bound: { value: 2 } });
    expect(pooled(1, 0)).toMatchObject({ status: "fail", value: 1, gap: { amount: 1 } });
    expect(pooled(1, null)).toMatchObject({ status: "unknown", value: null });
    expect(pooled(null, null, 0)).toMatchObject({ status: "fail", reason: { code: "rooms-too-few", all: 0 } });
  });

  test.each<[string, number | null, number | null, Status, string]>([
    ["reaching rooms blank, enough rooms in all: unknown", null, 2, "unknown", "rooms-uncounted"],
    ["reaching rooms blank, one too few in all: fail", null, 1, "fail", "rooms-too-few"],
    ["reaching rooms blank, none in all: fail", null, 0, "fail", "rooms-too-few"],
    ["both blank: unknown", null, null, "unknown", "rooms-uncounted"],
    ["all rooms blank, enough that reach: pass", 2, null, "pass", "meets"],
    ["all rooms blank, too few that reach: fail", 1, null, "fail", "short"],
    ["rooms enough, but too small: fail", 0, 5, "fail", "short"],
  ])("24 classes, %s", (_, adequate, all, status, reason) => {
    for (const [id, key, other] of [
      [MUSIC, "adequateMusicRooms", "musicRooms"],
      [ART, "adequateArtRooms", "artRooms"],
    ] as const) {
      expect(one(withClasses(24, { [key]: adequate, [other]: all }), id)).toMatchObject({
        status,
        reason: { code: reason },
      });
    }
  });

  test("classes blank: unknown, whatever the rooms", () => {
    expect(one(withClasses(null, { adequateMusicRooms: 9, musicRooms: 9 }), MUSIC)).toMatchObject({
      status: "unknown",
      bound: null,
      reason: { code: "missing-input", inputs: [{ quantity: "classes", stage: P, cell: cellOf(0, "classes", P) }] },
    });
  });

  describe("room by room", () => {
    const listed = (rooms: SchoolDraft["rooms"] & object, classes = 24) =>
      changed({ ...PRIMARY, rooms }, { adequateMusicRooms: 9, musicRooms: 9 }, { primary: { classes } });

    test.each<[string, SchoolDraft["rooms"] & object, Status]>([
      [
        "two of 96 ㎡ and two of 90 ㎡ pass, exactly",
        [
          ["music", 96],
          ["music", 96],
          ["art", 90],
          ["art", 90],
        ],
        "pass",
      ],
      [
        "a music room of 95.99 ㎡ does not count",
        [
          ["music", 96],
          ["music", 95.99],
          ["art", 90],
          ["art", 90],
        ],
        "fail",
      ],
      [
        "an art room of 89.99 ㎡ does not count",
        [
          ["music", 96],
          ["music", 96],
          ["art", 90],
          ["art", 89.99],
        ],
        "fail",
      ],
      [
        "a third, smaller room does no harm",
        [
          ["music", 96],
          ["music", 96],
          ["music", 20],
          ["art", 90],
          ["art", 90],
        ],
        "pass",
      ],
      [
        "an unmeasured room that is needed leaves it open",
        [
          ["music", 96],
          ["music", null],
          ["art", 90],
          ["art", 90],
        ],
        "unknown",
      ],
      [
        "an unmeasured room that is not needed does not",
        [
          ["music", 96],
          ["music", 96],
          ["music", null],
          ["art", 90],
          ["art", 90],
        ],
        "pass",
      ],
      [
        "rooms that are too few fail, measured or not",
        [
          ["music", null],
          ["art", 90],
          ["art", 90],
        ],
        "fail",
      ],
      [
        "no music room in the list is none",
        [
          ["art", 90],
          ["art", 90],
        ],
        "fail",
      ],
      ["an empty list is no room", [], "fail"],
    ])("%s, whatever the summary says", (_, rooms, status) => {
      const result = audit(countyOf({ schools: [listed(rooms)] }));
      expect(countyStatus(result, "G3")).toBe(status);
      expect(findingAt(result, MUSIC).notes).toEqual([{ code: "from-list", sheet: "专用教室" }]);
    });

    test("the gap counts what is known to reach", () => {
      expect(
        one(
          listed([
            ["music", 96],
            ["music", 50],
          ]),
          MUSIC,
        ).gap,
      ).toMatchObject({ amount: 1 });
      expect(
        one(
          listed(
            [
              ["music", 96],
              ["music", null],
            ],
            36,
          ),
          MUSIC,
        ),
      ).toMatchObject({
        status: "fail",
        reason: { code: "rooms-too-few", all: 2 },
        gap: { amount: 2 },
      });
    });
  });

  test("a class list longer than the number of classes counts", () => {
    const draft = changed({ ...PRIMARY, classes: { primary: Array(13).fill(30) } }, {}, { primary: { classes: 12 } });
    expect(one(draft, MUSIC).bound).toMatchObject({ value: 2 });
    const shorter = changed({ ...PRIMARY, classes: { primary: [30] } }, {}, { primary: { classes: 13 } });
    expect(one(shorter, MUSIC).bound).toMatchObject({ value: 2 });
  });

  test("is asked of judged units only", () => {
    const rural = (pupils: number) => changed(soundSchool("teachingPoint", { primary: pupils }));
    expect(findingsOf(audit(countyOf({ schools: [rural(49)] })), "G3", "arts-rooms")).toEqual([]);
    expect(findingsOf(audit(countyOf({ schools: [rural(50)] })), "G3", "arts-rooms")).toHaveLength(2);
    expect(countyStatus(audit(countyOf({ schools: [rural(49)] })), "G3")).toBe("notApplicable");
  });

  test("of a school of unknown type is unknown", () => {
    expect(one({ ...changed(PRIMARY), type: null }, MUSIC)).toMatchObject({
      status: "unknown",
      reason: { code: "type-unknown", cell: cellOf(0, "type") },
    });
  });
});

describe("G4 school size", () => {
  const size = (draft: SchoolDraft) =>
    audit(countyOf({ schools: [draft] })).findings.filter((each) => each.check === "school-size");

  test.each<[string, SchoolType, Stage]>([
    ["小学", "primary", P],
    ["初级中学", "junior", J],
    ["完全中学初中部", "completeSecondary", J],
    ["教学点", "teachingPoint", P],
  ])("%s: 2000 passes, 2001 is one too many", (_, type, stage) => {
    const senior = type === "completeSecondary" ? { senior: 9000 } : {};
    const at = (pupils: number | null) =>
      size(changed(soundSchool(type, { [stage]: 2000, ...senior }), {}, { [stage]: { pupils } }));
    expect(at(1999)).toMatchObject([{ status: "pass", value: 1999, gap: null }]);
    expect(at(2000)).toMatchObject([{ status: "pass", bound: { operator: "<=", value: 2000, unit: "人" } }]);
    expect(at(2001)).toMatchObject([
      {
        status: "fail",
        value: 2001,
        reason: { code: "short" },
        subject: { stage },
        gap: { amount: 1, unit: "人", direction: "remove", cell: cellOf(0, "pupils", stage) },
      },
    ]);
    expect(at(null)).toMatchObject([{ status: "unknown", value: null, reason: { code: "missing-input" } }]);
    expect(at(0)).toEqual([]);
  });

  test.each<[string, SchoolType]>([
    ["九年一贯制", "nineYear"],
    ["十二年一贯制", "twelveYear"],
  ])("%s: once per school, 2500 of both stages, 高中 apart", (_, type) => {
    const at = (primary: number | null, junior: number | null) =>
      size(
        changed(
          soundSchool(type, { primary: 400, juniorSecondary: 400, senior: 9000 }),
          {},
          { primary: { pupils: primary }, juniorSecondary: { pupils: junior } },
        ),
      );
    expect(at(1500, 1000)).toMatchObject([
      { status: "pass", value: 2500, subject: { stage: null }, bound: { value: 2500 } },
    ]);
    expect(at(2400, 100)).toMatchObject([{ status: "pass" }]);
    expect(at(1500, 1001)).toMatchObject([{ status: "fail", gap: { amount: 1, cell: cellOf(0, "pupils", P) } }]);
    expect(at(101, 2400)).toMatchObject([{ status: "fail", gap: { amount: 1, cell: cellOf(0, "pupils", J) } }]);
    expect(at(1300, 1300)).toMatchObject([{ status: "fail", gap: { amount: 100, cell: cellOf(0, "pupils", P) } }]);
    expect(at(2500, 0)).toMatchObject([{ status: "pass", value: 2500 }]);
    expect(at(2501, 0)).toMatchObject([{ status: "fail", value: 2501 }]);
    expect(at(2500, null)).toMatchObject([{ status: "unknown", value: null }]);
    expect(at(2501, null)).toMatchObject([{ status: "fail", value: null, gap: { amount: 1 } }]);
    expect(at(null, null)).toMatchObject([{ status: "unknown" }]);
  });

  test("is asked only where a column of the plan's own says so, where there is one", () => {
    const column = "新建或改扩建";
    const document: StandardDocument = {
      ...NATIONAL_2017,
      indicators: NATIONAL_2017.indicators.map((indicator) => ({
        ...indicator,
        checks: indicator.checks.map((check) =>
          check.kind === "school-size" ? { ...check, onlyWhere: column } : check,
        ),
      })),
    };
    const at = (answer: boolean | null, pupils: number) => {
      const draft = changed(PRIMARY, { [column]: answer } as SchoolDraft["values"], { primary: { pupils } });
      return findingsOf(audit(countyOf({ schools: [draft] }), { document }), "G4", "school-size");
    };
    expect(at(true, 2001)).toMatchObject([{ status: "fail" }]);
    expect(at(true, 2000)).toMatchObject([{ status: "pass" }]);
    expect(at(false, 2001)).toMatchObject([{ status: "notApplicable", reason: { code: "none-applicable" } }]);
    expect(at(null, 2000)).toMatchObject([
      { status: "unknown", reason: { code: "missing-input", inputs: [{ quantity: column, state: "blank" }] } },
    ]);
  });

  test("of a school of unknown type is unknown, however large", () => {
    expect(size({ ...changed(PRIMARY, {}, { primary: { pupils: 9999 } }), type: null })).toMatchObject([
      { status: "unknown", reason: { code: "type-unknown" } },
    ]);
  });
});

describe("G5 class size", () => {
  const CAPS = { primary: 45, juniorSecondary: 50 } as const;
  const draftOf = (stage: Stage, figures: SchoolDraft["primary"] & object, classes?: readonly (number | null)[]) =>
    changed(
      { ...(stage === P ? PRIMARY : JUNIOR), ...(classes === undefined ? {} : { classes: { [stage]: classes } }) },
      {},
      { [stage]: figures },
    );

  describe.each([P, J] as const)("%s", (stage) => {
    const cap = CAPS[stage];
    const id = `class-size/size/校/${stage}`;

    test.each<[string, number | null, number | null, Status]>([
      ["largest class at the cap, none over", cap, 0, "pass"],
      ["largest class under the cap, none over", cap - 1, 0, "pass"],
      ["largest class over the cap", cap + 1, 0, "fail"],
      ["largest class over the cap, the other blank", cap + 1, null, "fail"],
      ["largest class at the cap, the other blank", cap, null, "pass"],
      ["largest class blank, none over", null, 0, "pass"],
      ["largest class blank, one over", null, 1, "fail"],
      // Two figures that contradict each other prove neither: the count may be by another plan's cap.
      ["largest class at the cap, but one said to be over", cap, 1, "unknown"],
      ["both blank", null, null, "unknown"],
    ])("%s", (_, largestClass, oversizedClasses, status) => {
      expect(one(draftOf(stage, { largestClass, oversizedClasses }), id)).toMatchObject({
        status,
        bound: { operator: "<=", value: cap, unit: "人" },
      });
    });

    // What would contradict the columns is blank: with it nothing but an excess could be told of them.
    test.each<[string, Record<string, number | null>, readonly string[]]>([
      ["the pupils blank", { pupils: null }, ["pupils"]],
      ["the classes blank", { classes: null }, ["classes"]],
      ["both of them blank", { pupils: null, classes: null }, ["pupils", "classes"]],
    ])("no class over the cap, but %s", (_, blanks, missing) => {
      for (const [largestClass, oversizedClasses] of [
        [cap, 0],
        [cap, null],
        [null, 0],
      ] as const) {
        const open = one(draftOf(stage, { largestClass, oversizedClasses, ...blanks }), id);
        const inputs = missing.map((quantity) => ({ quantity }));
        expect(open).toMatchObject({ status: "unknown", reason: { code: "missing-input", inputs } });
      }
      expect(one(draftOf(stage, { largestClass: cap + 1, oversizedClasses: null, ...blanks }), id).status).toBe("fail");
      expect(one(draftOf(stage, { largestClass: cap, classes: 1, ...blanks }, [cap]), id).status).toBe("unknown");
      expect(one(draftOf(stage, { largestClass: cap, ...blanks }, [cap + 1]), id).status).toBe("fail");
    });

    test("the gap is in classes where they are counted, else in pupils", () => {
      expect(one(draftOf(stage, { largestClass: cap + 6, oversizedClasses: 3 }), id).gap).toMatchObject({
        amount: 3,
        unit: "个班",
        direction: "remove",
        cell: cellOf(0, "oversizedClasses", stage),
      });
      expect(one(draftOf(stage, { largestClass: cap + 6, oversizedClasses: null }), id).gap).toMatchObject({
        amount: 6,
        unit: "人",
        cell: cellOf(0, "largestClass", stage),
      });
    });

    test.each(["largestClass", "oversizedClasses"] as const)(
      "an invalid %s leaves it open, unless the other is over",
      (key) => {
        const other = key === "largestClass" ? "oversizedClasses" : "largestClass";
        const county = countyOf({ schools: [draftOf(stage, { largestClass: cap, oversizedClasses: 0 })] });
        const spoilt = spoilCell(county, cellOf(0, key, stage));
        expect(findingAt(audit(spoilt), id)).toMatchObject({ status: "unknown", reason: { code: "missing-input" } });
        const over = setCell(spoilt, cellOf(0, other, stage), other === "largestClass" ? cap + 1 : 1);
        expect(findingAt(audit(over), id).status).toBe("fail");
      },
    );

    test.each<[string, readonly (number | null)[], number | null, Status, string]>([
      ["every class at the cap", [cap, cap, cap], 3, "pass", "meets"],
      ["one class over", [cap, cap + 1, cap], 3, "fail", "short"],
      ["a list shorter than the classes", [cap, cap], 3, "unknown", "class-list-short"],
      ["a list shorter than the classes, with one over", [cap, cap + 1], 3, "fail", "short"],
      ["a list longer than the classes", [cap, cap, cap], 2, "pass", "meets"],
      ["a class whose pupils are blank", [cap, null, cap], 3, "unknown", "missing-input"],
      ["a class whose pupils are blank, and one over", [cap + 1, null, cap], 3, "fail", "short"],
      ["the number of classes blank", [cap, cap], null, "unknown", "missing-input"],
    ])("class by class, %s, whatever the summary says", (_, list, classes, status, reason) => {
      for (const [largestClass, oversizedClasses] of [
        [cap, 0],
        [99, 3],
        [null, null],
      ] as const) {
        const pupils = cap * Math.min(classes ?? list.length, list.length);
        const finding = one(draftOf(stage, { pupils, classes, largestClass, oversizedClasses }, list), id);
        expect(finding).toMatchObject({ status, reason: { code: reason } });
        expect(finding.notes).toEqual([{ code: "from-list", sheet: "班级" }]);
      }
    });

    test.each<[string, number, readonly number[], number, Status]>([
      ["as many pupils as the stage has", 3 * cap, [cap, cap, cap], 0, "pass"],
      ["more than the stage has", 2 * cap, [cap, cap, cap], 0, "pass"],
      ["one less, which may be in a class at the cap", 3 * cap + 1, [cap, cap, cap], 0, "unknown"],
      ["five less, with a class at the cap", 3 * cap - 5, [cap - 5, cap - 5, cap], 0, "unknown"],
      ["five less, with a class of five under the cap", 3 * cap - 10, [cap - 5, cap - 5, cap - 5], 0, "pass"],
      ["six less, with a class of five under the cap", 3 * cap - 9, [cap - 5, cap - 5, cap - 5], 0, "unknown"],
      ["five less, beside a summary with a class over", 3 * cap - 10, [cap - 5, cap - 5, cap - 5], 1, "unknown"],
      ["far less, with a class over the cap", 3 * cap, [cap + 1, 10, 10], 0, "fail"],
      ["three less, with a class at the cap", 2 * cap + 13, [cap, cap, 10], 0, "pass"],
      ["four less, with a class at the cap", 2 * cap + 14, [cap, cap, 10], 0, "unknown"],
      ["three less, beside a summary with a class over", 2 * cap + 13, [cap, cap, 10], 1, "unknown"],
      ["three less than classes at the cap can hold", 3 * cap, [cap, cap, cap - 3], 0, "pass"],
    ])("class by class, a list of %s", (_, pupils, list, oversizedClasses, status) => {
      const figures = { pupils, classes: 3, largestClass: null, oversizedClasses };
      const finding = one(draftOf(stage, figures, list), id);
      expect(finding.status).toBe(status);
      if (status === "unknown") {
        expect(finding.reason).toMatchObject({
          code: "inconsistent",
          inputs: [{ quantity: "pupils" }, { quantity: "largestClass" }],
        });
      }
    });

    test.each<[string, number, number, Status]>([
      ["of 400 pupils, four less", 400, 4, "pass"],
      ["of 400 pupils, five less", 400, 5, "unknown"],
      ["of 401 pupils, five less", 401, 5, "pass"],
      ["of 401 pupils, six less", 401, 6, "unknown"],
    ])("class by class, a list %s, with a class at the cap", (_, pupils, short, status) => {
      const rest = Array<number>(12).fill(Math.floor((pupils - short - cap) / 12));
      rest[0]! += pupils - short - cap - rest.reduce((sum, size) => sum + size, 0);
      const figures = { pupils, classes: 13, largestClass: cap, oversizedClasses: 0 };
      expect(one(draftOf(stage, figures, [cap, ...rest]), id).status).toBe(status);
    });

    test("a largest class that cannot be, for so many pupils in so few classes", () => {
      const at = (pupils: number) => one(draftOf(stage, { pupils, classes: 12, largestClass: 10 }), id);
      expect(at(120).status).toBe("pass");
      expect(at(121)).toMatchObject({ status: "unknown", reason: { code: "inconsistent" } });
    });

    test("a class of a list is looked at where there are said to be no pupils", () => {
      expect(one(draftOf(stage, { pupils: 0, classes: null }, [cap + 1]), id).status).toBe("fail");
    });

    test("a class that belongs to no school leaves the county open, where it may be over", () => {
      const school = soundSchool(stage === P ? "primary" : "junior", { [stage]: 400 });
      const at = (value: number | null, own: Stage | null = stage, drafts = [school]) => {
        const pupils = { value, cell: "班级!D9", state: value === null ? "invalid" : "given" } as const;
        return audit({ ...countyOf({ schools: drafts }), unplacedClasses: [{ name: "一班", stage: own, pupils }] });
      };
      const county = "class-size/all/county";
      expect(findingAt(at(cap), county).status).toBe("pass");
      expect(findingAt(at(CAPS.primary, null), county).status).toBe("pass");
      for (const open of [at(cap + 1), at(null), at(CAPS.primary + 1, null)]) {
        expect(findingAt(open, county).status).toBe("unknown");
        const own = open.findings.find(({ id: each }) => each.startsWith("class-size/size/county/"));
        expect(own).toMatchObject({
          status: "unknown",
          required: false,
          reason: { code: "class-unplaced", cells: ["班级!D9"] },
        });
      }
      const over = draftOf(stage, { largestClass: cap + 1 });
      expect(findingAt(at(cap + 1, stage, [over]), county).status).toBe("fail");
    });

    test("class by class, a blank is named by its own cell", () => {
      const county = countyOf({ schools: [draftOf(stage, { classes: 3 }, [cap, null, cap])] });
      const { cell } = county.schools[0]!.stages[stage].classList![1]!.pupils;
      expect(findingAt(audit(county), id).reason).toEqual({
        code: "missing-input",
        inputs: [{ quantity: "largestClass", stage, cell, state: "blank" }],
      });
    });

    test("a largest class over the cap beside none counted over is a gap in pupils", () => {
      expect(one(draftOf(stage, { largestClass: cap + 6, oversizedClasses: 0 }), id).gap).toMatchObject({
        amount: 6,
        unit: "人",
      });
    });

    test("class by class, the largest known class is the value and the classes over are the gap", () => {
      const finding = one(draftOf(stage, { classes: 3 }, [cap + 2, cap, cap + 9]), id);
      expect(finding).toMatchObject({ value: cap + 9, gap: { amount: 2, unit: "个班" } });
    });

    test("blank pupils are judged all the same; an explicit 0 has no class", () => {
      const county = countyOf({ schools: [draftOf(stage, { largestClass: 99 })] });
      expect(findingAt(audit(blankCell(county, cellOf(0, "pupils", stage))), id).status).toBe("fail");
      const none = audit(setCell(county, cellOf(0, "pupils", stage), 0));
      expect(findingsOf(none, "G5", "class-size")).toEqual([]);
    });
  });

  test.each([1, 9, 49, 50])("a 教学点 of %i pupils is judged too", (pupils) => {
    const draft = changed(soundSchool("teachingPoint", { primary: pupils }), {}, { primary: { largestClass: 46 } });
    expect(one(draft, "class-size/size/校/primary").status).toBe("fail");
  });

  test("every stage of a combined school, each by its own cap", () => {
    const draft = changed(NINE, {}, { primary: { largestClass: 46 }, juniorSecondary: { largestClass: 50 } });
    expect(one(draft, `class-size/size/校/${P}`).status).toBe("fail");
    expect(one(draft, `class-size/size/校/${J}`).status).toBe("pass");
  });

  test.each<[SchoolType | null, number]>([
    ["special", 1],
    ["reform", 1],
    [null, 1],
    ["senior", 0],
    ["vocational", 0],
  ])("type %s with compulsory classes in its row has %i findings", (type, count) => {
    const draft = {
      ...changed(soundOther("special"), {}, { primary: { pupils: 60, classes: 1, largestClass: 60 } }),
      type,
    };
    const findings = findingsOf(audit(countyOf({ schools: [draft] })), "G5", "class-size");
    expect(findings.map((each) => each.status)).toEqual(Array(count).fill("fail"));
  });

  test("a 特殊教育 school without compulsory classes is not judged", () => {
    const zeros = { pupils: 0, classes: 0, largestClass: 0, oversizedClasses: 0 };
    for (const draft of [soundOther("special"), changed(soundOther("special"), {}, { primary: zeros })]) {
      expect(findingsOf(audit(countyOf({ schools: [draft] })), "G5", "class-size")).toEqual([]);
    }
  });

  test("a figure that was set aside, or a class list, shows that there are classes", () => {
    const spoilt = spoilCell(
      countyOf({ schools: [changed(soundOther("special"), {}, { primary: { largestClass: 3 } })] }),
      cellOf(0, "largestClass", P),
    );
    expect(findingsOf(audit(spoilt), "G5", "class-size")).toMatchObject([{ status: "unknown" }]);
    const listed = countyOf({ schools: [{ ...changed(soundOther("special")), classes: { primary: [51] } }] });
    expect(findingsOf(audit(listed), "G5", "class-size")).toMatchObject([{ status: "fail" }]);
  });
});

describe("G6 funding of small schools", () => {
  const ID = "small-school-funding/funding/校";
  const small = (
    type: SchoolType | null,
    pupils: number | null,
    funds: number | null,
    location: SchoolDraft["location"] = "rural",
  ): SchoolDraft => {
    const base = soundSchool(type === "teachingPoint" ? "teachingPoint" : "primary", { primary: 60 }, { location });
    return { ...changed(base, { allocatedFunds: funds }, { primary: { pupils } }), type };
  };
  const found = (draft: SchoolDraft) => findingsOf(audit(countyOf({ schools: [draft] })), "G6", "small-school-funding");

  test.each<[string, SchoolType, number, SchoolDraft["location"], boolean]>([
    ["乡村小学 of 1 pupil", "primary", 1, "rural", true],
    ["乡村小学 of 99 pupils", "primary", 99, "rural", true],
    ["乡村小学 of 100 pupils", "primary", 100, "rural", false],
    ["镇区小学 of 60 pupils", "primary", 60, "town", false],
    ["城区小学 of 60 pupils", "primary", 60, "urban", false],
    ["小学 of 60 pupils whose place is blank", "primary", 60, null, true],
    ["小学 of 100 pupils whose place is blank", "primary", 100, null, false],
    ["教学点 of 1 pupil, in the country", "teachingPoint", 1, "rural", true],
    ["教学点 of 99 pupils, in town", "teachingPoint", 99, "town", true],
    ["教学点 of 99 pupils, place blank", "teachingPoint", 99, null, true],
    ["教学点 of 100 pupils", "teachingPoint", 100, "rural", false],
    ["教学点 without pupils", "teachingPoint", 0, "rural", false],
  ])("%s", (_, type, pupils, location, asked) => {
    expect(found(small(type, pupils, 65_000, location))).toHaveLength(asked ? 1 : 0);
  });

  test.each<[string, number | null, Status]>([
    ["exactly the quota for 100", 65_000, "pass"],
    ["分 under it", 64_999.99, "fail"],
    ["分 over it", 65_000.01, "pass"],
    ["nothing", 0, "fail"],
    ["a blank", null, "unknown"],
  ])("%s", (_, funds, status) => {
    expect(one(small("primary", 60, funds), ID).status).toBe(status);
    expect(one(small("teachingPoint", 60, funds), ID).status).toBe(status);
  });

  test("the gap is in whole 元 and reaches the quota", () => {
    const finding = one(small("primary", 60, 64_998.5), ID);
    expect(finding).toMatchObject({
      value: 64_998.5,
      bound: { operator: ">=", value: 65_000, unit: "元" },
      gap: { amount: 2, unit: "元", direction: "add", cell: cellOf(0, "allocatedFunds") },
      roundingSensitive: false,
    });
    expect(one(small("primary", 60, 64_999.5), ID)).toMatchObject({ status: "fail", roundingSensitive: true });
  });

  test.each([
    ["blank", null, "missing-input"],
    ["0", 0, "zero-denominator"],
  ])("a quota that is %s leaves it open", (_, primaryFundingQuota, code) => {
    const county = countyOf({ schools: [small("primary", 60, 65_000)], items: { primaryFundingQuota } });
    expect(findingAt(audit(county), ID)).toMatchObject({ status: "unknown", reason: { code } });
  });

  test("blank pupils and a blank place leave it open, each named", () => {
    expect(one(small("primary", null, 65_000), ID)).toMatchObject({
      status: "unknown",
      reason: { inputs: [{ quantity: "pupils" }] },
    });
    expect(one(small("teachingPoint", null, 65_000), ID).status).toBe("unknown");
    expect(one(small("primary", 60, 65_000, null), ID)).toMatchObject({
      status: "unknown",
      reason: { inputs: [{ quantity: "location" }] },
    });
  });

  test.each<[string, number | null, number]>([
    ["60 pupils", 60, 1],
    ["blank pupils", null, 1],
    ["100 pupils", 100, 0],
    ["no pupils", 0, 0],
  ])("of a school of unknown type with %s nobody can say", (_, pupils, count) => {
    const findings = found(small(null, pupils, 0));
    expect(findings).toHaveLength(count);
    for (const finding of findings) {
      expect(finding).toMatchObject({ status: "unknown", reason: { code: "type-unknown", cell: cellOf(0, "type") } });
    }
  });

  test("of an unknown type with pupils of both stages it is not, since no 小学 has them", () => {
    const both = small(null, 60, 0);
    expect(found({ ...both, juniorSecondary: { pupils: 50 } })).toEqual([]);
    const primary = small("primary", 60, 0);
    expect(found({ ...primary, juniorSecondary: { pupils: 50 } })).toHaveLength(1);
  });

  test("the place is a figure of a 小学's finding only", () => {
    const quantities = (type: SchoolType) =>
      found(small(type, 60, 65_000)).flatMap((each) => each.working.inputs.map((input) => input.quantity));
    expect(quantities("primary")).toContain("location");
    expect(quantities("teachingPoint")).not.toContain("location");
  });

  test("a plan that speaks of village schools does not ask it of 教学点", () => {
    const document: StandardDocument = {
      ...NATIONAL_2017,
      indicators: NATIONAL_2017.indicators.map((indicator) => ({
        ...indicator,
        checks: indicator.checks.map((check) =>
          check.kind === "small-school-funding" ? { ...check, villageSchoolsOnly: true as const } : check,
        ),
      })),
    };
    const count = (type: SchoolType) =>
      findingsOf(audit(countyOf({ schools: [small(type, 60, 0)] }), { document }), "G6", "small-school-funding").length;
    expect([count("primary"), count("teachingPoint")]).toEqual([1, 0]);
  });

  test("a county without such a school: not applicable", () => {
    expect(countyStatus(audit(countyOf({ schools: [PRIMARY] })), "G6")).toBe("notApplicable");
  });
});

describe("G7 funding of special education", () => {
  const special = (primary: number | null, junior: number | null, funds: number | null): SchoolDraft =>
    changed(
      soundOther("special"),
      { allocatedFunds: funds },
      { primary: { pupils: primary }, juniorSecondary: { pupils: junior } },
    );
  const ID = "special-education-funding/funding/校";
  const county = (funds: number | null, pupils: number | null) =>
    countyOf({ schools: [PRIMARY], items: { specialEducationFunds: funds, specialEducationPupils: pupils } });

  test.each<[string, number | null, number | null, number | null, Status]>([
    ["6000 each", 60, 40, 600_000, "pass"],
    ["分 under 6000 each", 60, 40, 599_999.99, "fail"],
    ["over 6000 each", 60, 40, 600_001, "pass"],
    ["pupils of one stage only", 100, 0, 600_000, "pass"],
    ["nothing", 60, 40, 0, "fail"],
    ["funds blank", 60, 40, null, "unknown"],
    ["pupils blank", null, null, 600_000, "unknown"],
    ["pupils of one stage blank", 60, null, 9_000_000, "unknown"],
    ["pupils of one stage blank, exactly 6000 for the others", 60, null, 360_000, "unknown"],
    ["pupils of one stage blank, too little for the others alone", 60, null, 359_999, "fail"],
    ["0 pupils, no funds", 0, 0, 0, "notApplicable"],
    ["0 pupils, funds blank", 0, 0, null, "notApplicable"],
    ["0 pupils, but funds", 0, 0, 5, "unknown"],
  ])("per school: %s", (_, primary, junior, funds, status) => {
    expect(one(special(primary, junior, funds), ID).status).toBe(status);
  });

  test.each<[string, number | null, number | null, Status]>([
    ["6000 each", 600_000, 100, "pass"],
    ["分 under", 599_999.99, 100, "fail"],
    ["funds blank", null, 100, "unknown"],
    ["pupils blank", 600_000, null, "unknown"],
    ["no pupils", 0, 0, "notApplicable"],
    ["no pupils, but funds", 5, 0, "unknown"],
  ])("by the county's figures where no such school is listed: %s", (_, funds, pupils, status) => {
    const result = audit(county(funds, pupils));
    expect(countyStatus(result, "G7")).toBe(status);
    expect(findingsOf(result, "G7")).toMatchObject([{ required: true, subject: { kind: "county" } }]);
  });

  test("nobody to fund, and funds of nobody, are told apart", () => {
    expect(one(special(0, 0, 0), ID).reason).toEqual({ code: "none-applicable" });
    expect(one(special(0, 0, 5), ID).reason).toMatchObject({ code: "zero-denominator", quantity: "pupils" });
  });

  test("the county's figures do not stand in for a school that is listed", () => {
    const both = countyOf({ schools: [special(60, 40, 1)], items: { specialEducationFunds: 9e9 } });
    expect(countyStatus(audit(both), "G7")).toBe("fail");
  });

  test("the gap is in whole 元", () => {
    const finding = one(special(60, 41, 600_000.5), ID);
    expect(finding).toMatchObject({ gap: { amount: 6000, unit: "元", cell: cellOf(0, "allocatedFunds") } });
    expect(finding.value).toBe(600_000.5 / 101);
  });

  test("the printed figure is whole 元", () => {
    expect(one(special(60, 40, 599_950), ID).roundingSensitive).toBe(true);
    expect(one(special(60, 40, 599_949), ID).roundingSensitive).toBe(false);
  });

  test.each<[string, number, string[], Status, number[]]>([
    ["5999 fails all", 599_900, [], "fail", []],
    ["6000 passes, and misses 7000 and 8000", 600_000, [], "pass", [7000, 8000]],
    ["7999 passes, and misses 8000", 799_900, [], "pass", [8000]],
    ["8000 reaches all", 800_000, [], "pass", []],
    ["by 8000: 7999 fails", 799_900, ["special-education-8000"], "fail", [7000, 6000]],
    ["by 8000: 6000 fails, though it reached 6000", 600_000, ["special-education-8000"], "fail", [6000]],
    ["by 8000: 8000 passes", 800_000, ["special-education-8000"], "pass", []],
    ["by 8000: 5999 fails all", 599_900, ["special-education-8000"], "fail", []],
  ])("%s", (_, funds, options, status, between) => {
    const finding = one(special(60, 40, funds), ID, { options });
    expect(finding.status).toBe(status);
    expect(finding.notes).toEqual(
      between.map((value) => ({
        code: "between-options",
        option: value === 7000 ? "special-education-7000" : "special-education-8000",
        value,
      })),
    );
    expect(finding.bound!.value).toBe(options.length === 0 ? 6000 : 8000);
  });

  test("a school of unknown type may be one: unknown", () => {
    const result = audit(countyOf({ schools: [PRIMARY, { ...special(60, 40, 1), type: null }] }));
    expect(countyStatus(result, "G7")).toBe("unknown");
    expect(findingAt(result, ID)).toMatchObject({ status: "unknown", reason: { code: "type-unknown" } });
    const failing = audit(
      countyOf({
        schools: [
          { ...special(60, 40, 1), name: "特教" },
          { ...special(60, 40, 9e9), type: null },
        ],
      }),
    );
    expect(countyStatus(failing, "G7")).toBe("fail");
  });
});

describe("G8 teachers' pay", () => {
  const ID = "teacher-pay/average/county";
  const pay = (teacherAveragePay: number | null, civilServantAveragePay: number | null) =>
    findingAt(audit(countyOf({ schools: [PRIMARY], items: { teacherAveragePay, civilServantAveragePay } })), ID);

  test.each<[string, number | null, number | null, Status]>([
    ["equal", 88_000, 88_000, "pass"],
    ["equal in 分", 88_000.37, 88_000.37, "pass"],
    ["分 less", 87_999.99, 88_000, "fail"],
    ["分 more", 88_000.01, 88_000, "pass"],
    ["teachers' blank", null, 88_000, "unknown"],
    ["civil servants' blank", 88_000, null, "unknown"],
    ["teachers' 0", 0, 88_000, "unknown"],
    ["civil servants' 0", 88_000, 0, "unknown"],
    ["civil servants' in 万元", 60_000, 9.586, "unknown"],
    ["teachers' in 万元", 9.648, 95_860, "unknown"],
    ["a hundred times", 88_000, 880, "pass"],
    ["more than a hundred times", 88_000.01, 880, "unknown"],
    ["a hundredth", 880, 88_000, "fail"],
    ["less than a hundredth", 879.99, 88_000, "unknown"],
  ])("%s", (_, teachers, servants, status) => {
    expect(pay(teachers, servants).status).toBe(status);
  });

  test("the gap is in whole 元, on the teachers' cell", () => {
    const county = countyOf({
      schools: [PRIMARY],
      items: { teacherAveragePay: 87_000.5, civilServantAveragePay: 88_000 },
    });
    expect(findingAt(audit(county), ID)).toMatchObject({
      value: 87_000.5,
      bound: { operator: ">=", value: 88_000, unit: "元" },
      gap: { amount: 1000, unit: "元", cell: itemCell(county, "teacherAveragePay") },
    });
    expect(pay(87_999.5, 88_000).roundingSensitive).toBe(true);
    expect(pay(87_999.4, 88_000).roundingSensitive).toBe(false);
  });

  test("a zero is named", () => {
    expect(pay(88_000, 0).reason).toMatchObject({ code: "zero-denominator", quantity: "civilServantAveragePay" });
    expect(pay(0, 88_000).reason).toMatchObject({ code: "zero-denominator", quantity: "teacherAveragePay" });
  });
});

describe.each([
  ["G9", "teacher-training/completion", "trainedTeachers"],
  ["G12", "teacher-certificates/certified", "certifiedTeachers"],
] as const)("%s, of every school", (code, prefix, key) => {
  const ID = `${prefix}/校`;
  const staffed = (done: number | null, teachers: number | null) =>
    changed(PRIMARY, {}, { primary: { [key]: done, teachers } });

  test.each<[string, number | null, number | null, Status]>([
    ["all of them", 30, 30, "pass"],
    ["all but one", 29, 30, "fail"],
    ["none of them", 0, 30, "fail"],
    ["blank", null, 30, "unknown"],
    ["专任 blank", 30, null, "unknown"],
    ["no teachers", 0, 0, "notApplicable"],
    ["no teachers, and a blank", null, 0, "unknown"],
    ["somebody of nobody", 1, 0, "unknown"],
    ["more than all", 31, 30, "unknown"],
  ])("%s", (_, done, teachers, status) => {
    expect(one(staffed(done, teachers), ID).status).toBe(status);
  });

  const nine = (primary: (number | null)[], junior: (number | null)[]) =>
    changed(
      NINE,
      {},
      {
        primary: { [key]: primary[0]!, teachers: primary[1]! },
        juniorSecondary: { [key]: junior[0]!, teachers: junior[1]! },
      },
    );

  test.each<[string, (number | null)[], (number | null)[], Status]>([
    ["both complete", [20, 20], [15, 15], "pass"],
    ["one short", [20, 20], [14, 15], "fail"],
    ["one above its whole, which would hide the other's shortfall", [25, 20], [10, 15], "unknown"],
    ["one blank, the other complete", [20, 20], [null, 15], "unknown"],
    ["one blank, the other short: short whatever the blank", [19, 20], [null, 15], "fail"],
    ["one without teachers figure, the other short", [15, 15], [null, null], "unknown"],
    ["one short, the other without any figure", [14, 15], [null, null], "fail"],
  ])("stages together: %s", (_, primary, junior, status) => {
    expect(one(nine(primary, junior), ID).status).toBe(status);
  });

  test("the gap is on the stage that is short", () => {
    const finding = one(nine([20, 20], [12, 15]), ID);
    expect(finding.gap).toMatchObject({ amount: 3, unit: "人", cell: cellOf(0, key, J) });
    expect(finding.value).toBe(3200 / 35);
    expect(one(nine([18, 20], [13, 15]), ID).gap).toMatchObject({ amount: 4, cell: cellOf(0, key, P) });
    expect(one(nine([18, 20], [15, 15]), ID).gap).toMatchObject({ amount: 2, cell: cellOf(0, key, P) });
  });

  test("a stage without pupils and figures is left out", () => {
    const draft = changed(NINE, {}, { juniorSecondary: { pupils: 0, [key]: null, teachers: null } });
    expect(one(draft, ID).status).toBe("pass");
    const filled = changed(NINE, {}, { juniorSecondary: { pupils: 0, [key]: 1, teachers: 2 } });
    expect(one(filled, ID).status).toBe("fail");
    const half = changed(NINE, {}, { juniorSecondary: { pupils: 0, [key]: 1, teachers: null } });
    expect(one(half, ID).status).toBe("unknown");
  });

  test.each<[SchoolType | null, Status]>([
    ["special", "fail"],
    ["reform", "fail"],
    ["teachingPoint", "fail"],
    [null, "fail"],
    ["senior", "notApplicable"],
    ["vocational", "notApplicable"],
  ])("type %s", (type, status) => {
    const draft = {
      ...changed(PRIMARY, {}, { primary: { [key]: 1, teachers: 2 }, juniorSecondary: { [key]: 0, teachers: 0 } }),
      type,
    };
    expect(one(draft, ID).status).toBe(status);
  });

  test("one school short fails the county though others are blank", () => {
    const schools = [staffed(null, 30), { ...staffed(29, 30), name: "短" }, { ...staffed(30, 30), name: "全" }];
    const result = audit(countyOf({ schools }));
    expect(countyStatus(result, code)).toBe("fail");
    expect(findingsOf(result, code, "rollup")).toMatchObject([
      { required: true, reason: { code: "rollup", pass: 1, fail: 1, unknown: 1, notApplicable: 0 } },
    ]);
    expect(countyStatus(audit(countyOf({ schools: [schools[0]!, schools[2]!] })), code)).toBe("unknown");
  });

  test("is printed with one decimal: 99.95 % would be 100.0 %", () => {
    expect(one(staffed(1999, 2000), ID)).toMatchObject({ status: "fail", roundingSensitive: true });
    expect(one(staffed(1998, 2000), ID)).toMatchObject({ status: "fail", roundingSensitive: false });
  });
});

describe("shares of the county", () => {
  interface Share {
    readonly code: string;
    readonly id: string;
    readonly items: Readonly<Record<string, number>>;
    /** The figure to vary, and its value exactly at the bound. */
    readonly key: string;
    readonly at: number;
    readonly whole: string;
    readonly bound: number;
    /** What the finding is when there is nobody. */
    readonly none: Status;
  }
  const SHARES: readonly Share[] = [
    {
      code: "G11",
      id: "teacher-rotation/rotated/county",
      key: "rotatedTeachers",
      at: 20,
      whole: "rotationEligible",
      items: { rotationEligible: 200, rotatedBackbone: 0 },
      bound: 10,
      none: "notApplicable",
    },
    {
      code: "G11",
      id: "teacher-rotation/backbone/county",
      key: "rotatedBackbone",
      at: 9,
      whole: "rotatedTeachers",
      items: { rotatedTeachers: 45 },
      bound: 20,
      none: "notApplicable",
    },
    {
      code: "G13",
      id: "nearby-enrolment/primary/county/primary",
      key: "primaryInZone",
      at: 777,
      whole: "primaryEntrants",
      items: { primaryEntrants: 777 },
      bound: 100,
      none: "notApplicable",
    },
    {
      code: "G13",
      id: "nearby-enrolment/junior-secondary/county/juniorSecondary",
      key: "juniorInZone",
      at: 665,
      whole: "juniorEntrants",
      items: { juniorEntrants: 700 },
      bound: 95,
      none: "notApplicable",
    },
    {
      code: "G14",
      id: "quota-allocation/allocated/county",
      key: "quotaAllocated",
      at: 150,
      whole: "quotaTotal",
      items: { quotaTotal: 300 },
      bound: 50,
      none: "unknown",
    },
    {
      code: "G15",
      id: "migrant-and-left-behind/places/county",
      key: "migrantInPublic",
      at: 68 - 5,
      whole: "migrantEligible",
      items: { migrantEligible: 80, migrantInPurchased: 5 },
      bound: 85,
      none: "unknown",
    },
    {
      code: "Q1",
      id: "junior-retention/retention/county",
      key: "juniorGraduates",
      at: 378,
      whole: "juniorEntrantsThreeYearsAgo",
      items: { juniorEntrantsThreeYearsAgo: 401, juniorDeaths: 1, juniorTransfersIn: 4, juniorTransfersOut: 6 },
      bound: 95,
      none: "unknown",
    },
    {
      code: "Q2",
      id: "disabled-enrolment/enrolled/county",
      key: "disabledEnrolled",
      at: 57,
      whole: "disabledSchoolAge",
      items: { disabledSchoolAge: 60 },
      bound: 95,
      none: "notApplicable",
    },
    {
      code: "S1",
      id: "public-recognition/satisfied/county",
      key: "satisfied",
      at: 1717,
      whole: "surveyed",
      items: { surveyed: 2020 },
      bound: 85,
      none: "unknown",
    },
  ];

  describe.each(SHARES.map((share) => [share.id, share] as const))(
    "%s",
    (_, { code, id, items, key, at, whole, bound, none }) => {
      const countyAt = (value: number | null, more: Record<string, number | null> = {}) =>
        countyOf({ schools: [{ ...PRIMARY, location: "rural" }], items: { ...items, [key]: value, ...more } });
      const findingFor = (value: number | null, more: Record<string, number | null> = {}) =>
        findingAt(audit(countyAt(value, more)), id);

      test("exactly at the bound passes", () => {
        expect(findingFor(at)).toMatchObject({
          status: "pass",
          value: bound,
          gap: null,
          bound: { operator: ">=", value: bound, unit: "%", floor: null },
          indicator: { code },
        });
      });

      test("one over passes, unless it is a part above its whole", () => {
        const over = findingFor(at + 1);
        if (bound === 100) expect(over).toMatchObject({ status: "unknown", reason: { code: "inconsistent" } });
        else expect(over.status).toBe("pass");
      });

      test("one under fails by one", () => {
        const finding = findingFor(at - 1);
        expect(finding).toMatchObject({ status: "fail", gap: { amount: 1, unit: "人", direction: "add" } });
        expect(finding.gap!.cell).toBe(itemCell(countyAt(at - 1), key));
      });

      test("a blank or spoilt figure is unknown and named", () => {
        expect(findingFor(null)).toMatchObject({
          status: "unknown",
          value: null,
          reason: { code: "missing-input", inputs: [{ quantity: key, state: "blank" }] },
        });
        for (const each of [key, ...Object.keys(items)].filter((one) => one !== "rotatedBackbone" || key === one)) {
          const county = countyAt(at);
          expect(findingAt(audit(spoilCell(county, itemCell(county, each))), id).status).toBe("unknown");
        }
      });

      test("a row that is not there is unknown", () => {
        const county = countyAt(at);
        const { [key]: _gone, ...rest } = county.items;
        expect(findingAt(audit({ ...county, items: rest }), id)).toMatchObject({
          status: "unknown",
          reason: { inputs: [{ quantity: key, cell: null, state: "absent" }] },
        });
      });

      test("of nobody", () => {
        const nobody = findingFor(0, { [whole]: 0 });
        expect(nobody.status).toBe(none);
        if (none === "unknown") expect(nobody.reason.code).toBe("zero-denominator");
        const somebody = findingFor(5, { [whole]: 0 });
        expect(somebody).toMatchObject({ status: "unknown", value: null });
        expect(findingFor(null, { [whole]: 0 }).status).toBe("unknown");
      });

      test("nothing of something fails", () => {
        const finding = findingFor(0);
        expect(finding.status).toBe("fail");
        expect(finding.gap!.amount).toBe(at);
      });
    },
  );

  test("migrants count in public and in purchased places, and nobody at all is nobody", () => {
    const status = (items: Record<string, number>) =>
      countyStatus(audit(countyOf({ schools: [PRIMARY], items })), "G15");
    expect(status({ migrantEligible: 100, migrantInPublic: 0, migrantInPurchased: 85 })).toBe("pass");
    expect(status({ migrantEligible: 100, migrantInPublic: 42, migrantInPurchased: 43 })).toBe("pass");
    expect(status({ migrantEligible: 100, migrantInPublic: 42, migrantInPurchased: 42 })).toBe("fail");
    const none = countyOf({
      schools: [PRIMARY],
      items: { migrantEligible: 0, migrantInPublic: 0, migrantInPurchased: 0 },
    });
    expect(findingAt(audit(none), "migrant-and-left-behind/places/county").status).toBe("notApplicable");
  });

  test("retention subtracts transfers in, adds transfers out, and leaves the dead out of the whole", () => {
    const retention = (items: Record<string, number>) =>
      findingAt(audit(countyOf({ schools: [PRIMARY], items })), "junior-retention/retention/county");
    const base = {
      juniorGraduates: 380,
      juniorTransfersIn: 0,
      juniorTransfersOut: 0,
      juniorEntrantsThreeYearsAgo: 400,
      juniorDeaths: 0,
    };
    expect(retention(base)).toMatchObject({ status: "pass", value: 95 });
    expect(retention({ ...base, juniorTransfersIn: 1 })).toMatchObject({ status: "fail", gap: { amount: 1 } });
    expect(retention({ ...base, juniorTransfersIn: 1, juniorTransfersOut: 1 })).toMatchObject({
      status: "pass",
      value: 95,
    });
    expect(retention({ ...base, juniorGraduates: 379, juniorDeaths: 2 })).toMatchObject({ status: "pass" });
    expect(retention({ ...base, juniorEntrantsThreeYearsAgo: 5, juniorDeaths: 6 })).toMatchObject({
      status: "unknown",
      reason: { code: "zero-denominator" },
    });
  });

  test("a share is printed with one decimal: 94.95 % would be 95.0 %", () => {
    const enrolled = (disabledEnrolled: number) =>
      findingAt(
        audit(countyOf({ schools: [PRIMARY], items: { disabledEnrolled, disabledSchoolAge: 10_000 } })),
        "disabled-enrolment/enrolled/county",
      );
    expect(enrolled(9495)).toMatchObject({ status: "fail", roundingSensitive: true });
    expect(enrolled(9494)).toMatchObject({ status: "fail", roundingSensitive: false });
    expect(enrolled(9500)).toMatchObject({ status: "pass", roundingSensitive: false });
  });

  test("no backbone teacher rotated of nobody rotated: the first share fails, the second does not apply", () => {
    const result = audit(
      countyOf({ schools: [PRIMARY], items: { rotationEligible: 200, rotatedTeachers: 0, rotatedBackbone: 0 } }),
    );
    expect(findingAt(result, "teacher-rotation/rotated/county").status).toBe("fail");
    expect(findingAt(result, "teacher-rotation/backbone/county").status).toBe("notApplicable");
    expect(countyStatus(result, "G11")).toBe("fail");
  });
});

test("an item of several parts is one required finding, each part evidence", () => {
  const result = audit(soundCounty());
  for (const code of ["G2", "G8", "G11", "G13", "G14", "G15"]) {
    const findings = findingsOf(result, code);
    expect(findings.filter((each) => each.required)).toMatchObject([{ check: "rollup", status: "pass" }]);
    expect(findings.filter((each) => !each.required).length).toBeGreaterThan(1);
  }
});
