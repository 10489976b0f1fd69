import { describe, expect, test } from "vitest";
import { AuditError } from "../../../src/errors.ts";
import type { Finding } from "../../../src/model/result.ts";
import type { Location, SchoolType } from "../../../src/model/school.ts";
import type { Relaxation, StandardDocument } from "../../../src/model/standard.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import {
  audit,
  blankCell,
  cellOf,
  countyOf,
  countyStatus,
  findingAt,
  findingsOf,
  type Judging,
  type SchoolDraft,
  soundSchool,
} from "./county-builder.ts";

const P = "primary";
const J = "juniorSecondary";

const one = (draft: SchoolDraft, id: string, judging: Judging): Finding =>
  findingAt(audit(countyOf({ schools: [{ name: "校", ...draft }] }), judging), id);

describe("small-rural-shared-teachers (R3)", () => {
  const options = ["small-rural-shared-teachers"];
  const ID = "arts-pe-teachers/ratio/校/primary";
  const QUORUM = "resource-quorum/quorum/校/primary";
  const school = ({
    pupils = 60,
    location = "rural" as Location | null,
    pe = 0,
    shared = 1 as number | null,
  } = {}): SchoolDraft => {
    const sound = soundSchool("primary", { primary: pupils }, { location });
    const none = { peTeachers: pe, musicTeachers: 0, fineArtsTeachers: 0, artsTeachers: 0 };
    return { ...sound, primary: { ...sound.primary, ...none, sharedArtsPeTeachers: shared } };
  };

  test("part-time and rotating teachers count, which is said", () => {
    const result = audit(countyOf({ schools: [{ ...school(), name: "校" }] }), { options });
    expect(findingAt(result, ID)).toMatchObject({
      status: "pass",
      relaxation: options[0],
      notes: [],
      value: 100 / 60,
      working: {
        formula: { plus: ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers", "sharedArtsPeTeachers"] },
      },
    });
    expect(findingAt(result, QUORUM)).toMatchObject({
      status: "pass",
      relaxation: options[0],
      reason: { reached: 7, floorOnly: [], below: [] },
    });
    expect(result.summary.relaxed).toBe(2);
    expect(result.standard.options).toEqual(options);
  });

  test("not without opting in", () => {
    expect(one(school(), ID, {})).toMatchObject({ status: "fail", relaxation: null });
    expect(one(school(), QUORUM, {}).status).toBe("fail");
  });

  test.each<[string, SchoolDraft, boolean]>([
    ["50 pupils", school({ pupils: 50 }), true],
    ["99 pupils", school({ pupils: 99 }), true],
    ["49 pupils", school({ pupils: 49 }), false],
    ["100 pupils", school({ pupils: 100, shared: 5 }), false],
    ["in town", school({ location: "town" }), false],
    ["in the city", school({ location: "urban" }), false],
    ["nobody knows where", school({ location: null }), false],
    ["nobody counted them", school({ shared: null }), false],
    ["none of them", school({ shared: 0 }), false],
  ])("%s", (_, draft, applies) => {
    expect(one(draft, ID, { options })).toMatchObject({
      status: applies ? "pass" : "fail",
      relaxation: applies ? options[0] : null,
    });
  });

  test("a unit that passes its quorum without it is counted without it", () => {
    // 0.8 of 99 pupils' 0.891 is between floor and requirement.
    const draft = { ...school({ pupils: 99, pe: 0.8 }), name: "校" };
    const result = audit(countyOf({ schools: [draft] }), { options });
    expect(findingAt(result, ID)).toMatchObject({ status: "pass", relaxation: options[0] });
    expect(findingAt(result, QUORUM)).toMatchObject({
      status: "pass",
      relaxation: null,
      notes: [],
      reason: { reached: 6, floorOnly: ["R3"] },
    });
  });

  test("a school that passes without it is not marked", () => {
    expect(one(school({ pe: 1 }), ID, { options })).toMatchObject({ status: "pass", relaxation: null });
  });

  test("what it does not bring to the requirement stays short, by what is then missing", () => {
    const sound = { ...school({ pupils: 99, shared: 0 }), name: "校" };
    expect(one(sound, ID, { options }).gap).toMatchObject({ amount: 1 });
  });

  test("does not touch the spread", () => {
    const schools = [school({ shared: 9 }), school({ pe: 1, shared: 0 })];
    const [with_, without] = [audit(countyOf({ schools }), { options }), audit(countyOf({ schools }))];
    expect(with_.dispersion).toEqual(without.dispersion);
  });

  test.each([
    ["2022-12-31", []],
    ["2023-01-01", [{ code: "lapsed-relaxation", option: "small-rural-shared-teachers", to: "2022-12-31" }]],
  ])("judged on %s", (asOf, notes) => {
    const result = audit(countyOf({ schools: [{ ...school(), name: "校" }] }), { asOf, options });
    expect(findingAt(result, ID)).toMatchObject({ status: "pass", relaxation: options[0], notes });
    expect(findingAt(result, QUORUM)).toMatchObject({ status: "pass", relaxation: options[0], notes });
  });
});

describe("dense-centre-venues (R5)", () => {
  const options = ["dense-centre-venues"];
  const ID = "sports-venue-area/ratio/校/primary";
  const school = (denseCentre: boolean | null | undefined, converted: number | null, ground = 2000): SchoolDraft => {
    const sound = soundSchool("primary", { primary: 400 }, denseCentre === undefined ? {} : { denseCentre });
    return {
      ...sound,
      values: { ...sound.values, sportsGroundArea: ground, indoorSportsArea: 0, convertedVenueArea: converted },
    };
  };

  test.each<[string, SchoolDraft, boolean]>([
    ["a dense centre, exactly enough", school(true, 1000), true],
    ["a dense centre, a hundredth short", school(true, 999.99), false],
    ["not a dense centre", school(false, 1000), false],
    ["blank", school(null, 1000), false],
    ["no such column", school(undefined, 1000), false],
    ["venues blank", school(true, null), false],
  ])("%s", (_, draft, applies) => {
    expect(one(draft, ID, { options }).status).toBe(applies ? "pass" : "fail");
  });

  test("a unit that it lifts to the floor only keeps a failing ratio, but passes its quorum by it", () => {
    const draft = { ...school(true, 550), name: "校" };
    const result = audit(countyOf({ schools: [draft] }), { options });
    expect(findingAt(result, ID)).toMatchObject({
      status: "fail",
      reachesFloor: true,
      reason: { code: "short-above-floor" },
      gap: { amount: 450, toFloor: 0 },
    });
    expect(findingAt(result, "resource-quorum/quorum/校/primary")).toMatchObject({
      status: "pass",
      relaxation: options[0],
    });
    expect(result.summary.relaxed).toBe(1);
    expect(findingAt(audit(countyOf({ schools: [draft] })), "resource-quorum/quorum/校/primary").status).toBe("fail");
  });

  test("venues of a combined school are split like its grounds", () => {
    const sound = soundSchool("nineYear", { primary: 300, juniorSecondary: 300 }, { denseCentre: true });
    const draft = {
      ...sound,
      values: { ...sound.values, sportsGroundArea: 0, indoorSportsArea: 0, convertedVenueArea: 9000 },
    };
    expect(one(draft, ID, { options }).value).toBe(9000 / 630);
  });
});

describe("the quorum names the relaxation without which it would not pass", () => {
  const options = ["small-rural-shared-teachers", "dense-centre-venues"];
  const school = (pe: number, ground: number): SchoolDraft => {
    const sound = soundSchool("primary", { primary: 99 }, { name: "校", location: "rural", denseCentre: true });
    return {
      ...sound,
      values: {
        ...sound.values,
        sportsGroundArea: ground,
        indoorSportsArea: 0,
        convertedVenueArea: 1000,
        allocatedFunds: 65_000,
      },
      primary: {
        ...sound.primary,
        peTeachers: pe,
        musicTeachers: 0,
        fineArtsTeachers: 0,
        artsTeachers: 0,
        sharedArtsPeTeachers: 1,
      },
    };
  };
  const QUORUM = "resource-quorum/quorum/校/primary";

  test("the one that is needed, though another is used", () => {
    // 6.4 of 7.5 ㎡ is at the floor, which the quorum allows once; no PE teacher is under the floor.
    expect(one(school(0, 640), QUORUM, { options })).toMatchObject({ status: "pass", relaxation: options[0] });
  });

  test("the second, where it is the one needed", () => {
    const draft = school(0, 0);
    const spare = { ...draft, primary: { ...draft.primary, pupils: 110, peTeachers: 0.9 } };
    // R3 at 0.818 per hundred is between floor and requirement, which the quorum allows; R5 is under its floor.
    const result = audit(
      countyOf({ schools: [{ ...spare, primary: { ...spare.primary, pupils: 99, peTeachers: 0.8 } }] }),
      { options },
    );
    expect(findingAt(result, "arts-pe-teachers/ratio/校/primary").relaxation).toBe(options[0]);
    expect(findingAt(result, "sports-venue-area/ratio/校/primary").relaxation).toBe(options[1]);
    expect(findingAt(result, QUORUM)).toMatchObject({ status: "pass", relaxation: options[1] });
  });

  test("the first, where either would do", () => {
    const result = audit(
      countyOf({
        schools: [{ ...school(0, 640), primary: { ...school(0, 640).primary, peTeachers: 0.8 } }],
      }),
      { options },
    );
    expect(findingAt(result, QUORUM)).toMatchObject({ status: "pass", relaxation: options[0] });
  });
});

describe("older-arts-rooms (G3)", () => {
  const options = ["older-arts-rooms"];
  const school = (
    rooms: SchoolDraft["rooms"] & object,
    more: Partial<SchoolDraft> = {},
    type: "primary" | "junior" | "nineYear" = "primary",
    largest = 40,
  ): SchoolDraft => {
    const sound = soundSchool(
      type,
      { ...(type === "junior" ? {} : { primary: 200 }), ...(type === "primary" ? {} : { juniorSecondary: 200 }) },
      { rooms, ...more },
    );
    const at = (stage: "primary" | "juniorSecondary") =>
      sound[stage]!.pupils === null ? {} : { [stage]: { ...sound[stage], largestClass: largest } };
    return { ...sound, ...at(P), ...at(J) };
  };
  const status = (draft: SchoolDraft, judging: Judging = { options }) =>
    countyStatus(audit(countyOf({ schools: [{ ...draft, name: "校" }] }), judging), "G3");

  test.each<[string, SchoolDraft, string]>([
    [
      "built by 2016: 73 and 67 ㎡",
      school(
        [
          ["music", 73],
          ["art", 67],
        ],
        { foundedYear: 2016 },
      ),
      "pass",
    ],
    [
      "built by 2016: 72.99 ㎡ of music",
      school(
        [
          ["music", 72.99],
          ["art", 67],
        ],
        { foundedYear: 2016 },
      ),
      "fail",
    ],
    [
      "built by 2016: 66.99 ㎡ of art",
      school(
        [
          ["music", 73],
          ["art", 66.99],
        ],
        { foundedYear: 2016 },
      ),
      "fail",
    ],
    [
      "built in 2017",
      school(
        [
          ["music", 73],
          ["art", 67],
        ],
        { foundedYear: 2017 },
      ),
      "fail",
    ],
    [
      "nobody knows when it was built",
      school(
        [
          ["music", 73],
          ["art", 67],
        ],
        { foundedYear: null },
      ),
      "fail",
    ],
    [
      "rural, classes under 30: 54 ㎡ at a 小学",
      school(
        [
          ["music", 54],
          ["art", 54],
        ],
        { location: "rural" },
        "primary",
        29,
      ),
      "pass",
    ],
    [
      "rural, classes under 30: 53.99 ㎡",
      school(
        [
          ["music", 53.99],
          ["art", 54],
        ],
        { location: "rural" },
        "primary",
        29,
      ),
      "fail",
    ],
    [
      "rural, classes of 30",
      school(
        [
          ["music", 54],
          ["art", 54],
        ],
        { location: "rural" },
        "primary",
        30,
      ),
      "fail",
    ],
    [
      "in town, classes under 30",
      school(
        [
          ["music", 54],
          ["art", 54],
        ],
        { location: "town" },
        "primary",
        29,
      ),
      "fail",
    ],
    [
      "rural, classes under 30: 61 ㎡ at a 初中",
      school(
        [
          ["music", 61],
          ["art", 61],
        ],
        { location: "rural" },
        "junior",
        29,
      ),
      "pass",
    ],
    [
      "rural, classes under 30: 60.99 ㎡ at a 初中",
      school(
        [
          ["music", 61],
          ["art", 60.99],
        ],
        { location: "rural" },
        "junior",
        29,
      ),
      "fail",
    ],
    [
      "a 九年一贯制 needs the larger: 61 ㎡",
      school(
        [
          ["music", 61],
          ["art", 61],
        ],
        { location: "rural" },
        "nineYear",
        29,
      ),
      "pass",
    ],
    [
      "a 九年一贯制 needs the larger: 54 ㎡",
      school(
        [
          ["music", 54],
          ["art", 54],
        ],
        { location: "rural" },
        "nineYear",
        29,
      ),
      "fail",
    ],
  ])("%s", (_, draft, expected) => {
    expect(status(draft)).toBe(expected);
    expect(status(draft, {})).toBe("fail");
  });

  test("is marked, and needs a list of rooms", () => {
    const draft = {
      ...school(
        [
          ["music", 73],
          ["art", 90],
        ],
        { foundedYear: 2010 },
      ),
      name: "校",
    };
    const result = audit(countyOf({ schools: [draft] }), { options, asOf: "2024-01-01" });
    expect(findingAt(result, "arts-rooms/rooms/music/校")).toMatchObject({
      status: "pass",
      relaxation: options[0],
      notes: [{ code: "lapsed-relaxation" }, { code: "relaxation-unproven", item: "G3b" }, { code: "from-list" }],
    });
    expect(findingAt(result, "arts-rooms/rooms/art/校").relaxation).toBeNull();
    expect(findingsOf(result, "G3", "rollup")).toMatchObject([{ status: "pass", relaxation: options[0] }]);
    const { rooms: _, ...unlisted } = draft;
    const counted = { ...unlisted, values: { ...draft.values, musicRooms: 5, adequateMusicRooms: 0 } };
    expect(status(counted)).toBe("fail");
  });

  test("a largest class that is blank at one stage is no small class", () => {
    const draft = school(
      [
        ["music", 61],
        ["art", 61],
      ],
      { location: "rural" },
      "nineYear",
      29,
    );
    const crowded = countyOf({
      schools: [{ ...draft, juniorSecondary: { ...draft.juniorSecondary, largestClass: 49 } }],
    });
    expect(countyStatus(audit(crowded, { options }), "G3")).toBe("fail");
    expect(countyStatus(audit(blankCell(crowded, cellOf(0, "largestClass", J)), { options }), "G3")).toBe("fail");
  });

  test("a stage without pupils has no class to be small", () => {
    const draft = school(
      [
        ["music", 54],
        ["art", 54],
      ],
      { location: "rural" },
      "nineYear",
      29,
    );
    const alone = { ...draft, juniorSecondary: { ...draft.juniorSecondary, pupils: 0, largestClass: null } };
    expect(status(alone)).toBe("pass");
  });
});

describe("older-or-migrant-size (G4)", () => {
  const options = ["older-or-migrant-size"];
  const school = (
    type: SchoolType,
    primary: number | null,
    junior: number | null,
    more: Partial<SchoolDraft> = {},
    migrants: [number | null, number | null] = [0, 0],
  ): SchoolDraft => {
    const sound = soundSchool(
      type,
      { ...(primary === null ? {} : { primary }), ...(junior === null ? {} : { juniorSecondary: junior }) },
      more,
    );
    return {
      ...sound,
      primary: { ...sound.primary, migrantPupils: primary === null ? null : migrants[0] },
      juniorSecondary: { ...sound.juniorSecondary, migrantPupils: junior === null ? null : migrants[1] },
    };
  };
  const finding = (draft: SchoolDraft, judging: Judging = { options }) =>
    findingsOf(audit(countyOf({ schools: [{ ...draft, name: "校" }] }), judging), "G4", "school-size")[0]!;

  test.each<[string, SchoolDraft, string]>([
    ["built in 2010, 2400 pupils", school("primary", 2400, null, { foundedYear: 2010 }), "pass"],
    ["built in 2010, 2401 pupils", school("primary", 2401, null, { foundedYear: 2010 }), "fail"],
    ["built in 2011, 2400 pupils", school("primary", 2400, null, { foundedYear: 2011 }), "fail"],
    ["a 初中 built in 2010, 2400 pupils", school("junior", null, 2400, { foundedYear: 2010 }), "pass"],
    ["a 九年一贯制 built in 2010, 3000 pupils", school("nineYear", 1500, 1500, { foundedYear: 2010 }), "pass"],
    ["a 九年一贯制 built in 2010, 3001 pupils", school("nineYear", 1501, 1500, { foundedYear: 2010 }), "fail"],
    ["over half migrants, 2400 pupils", school("primary", 2400, null, {}, [1201, 0]), "pass"],
    ["exactly half migrants, 2400 pupils", school("primary", 2400, null, {}, [1200, 0]), "fail"],
    ["migrants blank", school("primary", 2400, null, {}, [null, 0]), "fail"],
    ["a 九年一贯制, over half migrants of both stages", school("nineYear", 1500, 1500, {}, [1500, 1]), "pass"],
    ["a 九年一贯制, half migrants of both stages", school("nineYear", 1500, 1500, {}, [1500, 0]), "fail"],
    [
      "a 九年一贯制, migrants of one stage blank, the other's already over half",
      school("nineYear", 1400, 1600, {}, [null, 1600]),
      "pass",
    ],
    [
      "a 九年一贯制, migrants of one stage blank, the other's exactly half",
      school("nineYear", 1500, 1500, {}, [null, 1500]),
      "fail",
    ],
  ])("%s", (_, draft, status) => {
    expect(finding(draft).status).toBe(status);
    expect(finding(draft, {}).status).toBe("fail");
  });

  test("is marked with the higher cap; an ordinary size is not", () => {
    const larger = school("primary", 2001, null, { foundedYear: 1990 });
    expect(finding(larger)).toMatchObject({ relaxation: options[0], bound: { value: 2400 }, notes: [] });
    expect(finding(larger, { options, asOf: "2023-01-01" }).notes).toMatchObject([{ code: "lapsed-relaxation" }]);
    expect(finding(school("primary", 2000, null, { foundedYear: 1990 }))).toMatchObject({
      relaxation: null,
      bound: { value: 2000 },
      notes: [],
    });
  });

  test("a size beyond the higher cap is judged by the ordinary one", () => {
    expect(finding(school("primary", 2500, null, { foundedYear: 1990 }))).toMatchObject({
      bound: { value: 2000 },
      gap: { amount: 500 },
      relaxation: null,
    });
  });

  test("pupils of one stage blank do not make the migrants of the other a majority", () => {
    const draft = school("nineYear", 2000, 700, {}, [200, 600]);
    const county = blankCell(countyOf({ schools: [{ ...draft, name: "校" }] }), cellOf(0, "pupils", P));
    expect(findingsOf(audit(county, { options }), "G4", "school-size")[0]).toMatchObject({
      status: "unknown",
      relaxation: null,
    });
  });
});

describe("two relaxations of one indicator that both match a school", () => {
  const withSecond = (id: string, change: (option: Relaxation) => Partial<Relaxation>): StandardDocument => {
    const first = NATIONAL_2017.options.find((option): option is Relaxation => option.id === id)!;
    return { ...NATIONAL_2017, options: [...NATIONAL_2017.options, { ...first, id: "second", ...change(first) }] };
  };
  const refusal = (run: () => unknown): unknown => {
    try {
      run();
    } catch (error) {
      return error instanceof AuditError ? error.detail : error;
    }
    return null;
  };
  const equal = (indicator: string, first: string) => ({
    code: "relaxations-equal",
    indicator,
    school: "校",
    options: [first, "second"],
  });
  const large = (foundedYear: number) =>
    countyOf({ schools: [{ ...soundSchool("primary", { primary: 2500 }, { foundedYear }), name: "校" }] });
  const wide = withSecond("older-or-migrant-size", () => ({
    rules: [
      {
        when: [{ builtBy: 2000 }],
        change: { kind: "size-cap", caps: { primary: 2600, juniorSecondary: 2600 }, combined: 2600 },
      },
    ],
  }));

  test.each([[["older-or-migrant-size", "second"]], [["second", "older-or-migrant-size"]]])(
    "are refused for the size, in whatever order they are chosen: %j",
    (options) => {
      expect(refusal(() => audit(large(1998), { options, document: wide }))).toEqual(
        equal("G4", "older-or-migrant-size"),
      );
    },
  );
  test("one of them alone counts, and both where only one matches", () => {
    expect(countyStatus(audit(large(1998), { options: ["second"], document: wide }), "G4")).toBe("pass");
    const options = ["older-or-migrant-size", "second"];
    const result = audit(
      countyOf({ schools: [{ ...soundSchool("primary", { primary: 2400 }, { foundedYear: 2005 }), name: "校" }] }),
      { options, document: wide },
    );
    expect(findingsOf(result, "G4", "school-size")).toMatchObject([{ status: "pass", relaxation: options[0] }]);
  });
  test("are refused for rooms", () => {
    const sound = soundSchool("primary", { primary: 200 }, { foundedYear: 2010 });
    const rooms: SchoolDraft["rooms"] = [
      ["music", 70],
      ["art", 70],
    ];
    const county = countyOf({ schools: [{ ...sound, rooms, name: "校" }] });
    const document = withSecond("older-arts-rooms", () => ({}));
    const options = ["older-arts-rooms", "second"];
    expect(refusal(() => audit(county, { options, document }))).toEqual(equal("G3", "older-arts-rooms"));
  });
});

test("a rule that names no condition holds for nobody", () => {
  const document: StandardDocument = {
    ...NATIONAL_2017,
    options: NATIONAL_2017.options.map((option) =>
      option.kind === "relaxation"
        ? { ...option, rules: option.rules.map((rule) => ({ ...rule, when: [{}] })) }
        : option,
    ),
  };
  const options = ["older-or-migrant-size"];
  const county = countyOf({ schools: [soundSchool("primary", { primary: 2001 }, { foundedYear: 1990 })] });
  expect(countyStatus(audit(county, { options }), "G4")).toBe("pass");
  expect(countyStatus(audit(county, { options, document }), "G4")).toBe("fail");
});
