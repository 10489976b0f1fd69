import { expect, test } from "vitest";
import { audit, countyStatus, findingsOf, itemCell, setCell, soundCounty } from "./county-builder.ts";

test.each([
  ["Q1: more graduates than entrants", "Q1", "juniorGraduates", "juniorEntrantsThreeYearsAgo"],
  ["Q2: more enrolled than there are", "Q2", "disabledEnrolled", "disabledSchoolAge"],
  ["G15: places that add up to more than the children", "G15", "migrantInPublic", "migrantEligible"],
  ["G13: more from the zone than entered", "G13", "primaryInZone", "primaryEntrants"],
])("%s proves nothing", (_, code, part, whole) => {
  const county = soundCounty();
  const result = audit(setCell(county, itemCell(county, part), county.items[whole]!.value! + 1));
  expect(countyStatus(result, code)).toBe("unknown");
  expect(findingsOf(result, code).some((each) => each.reason.code === "inconsistent")).toBe(true);
});

test("a part equal to its whole is 100 % and passes", () => {
  const county = soundCounty();
  const whole = county.items.disabledSchoolAge!.value!;
  const result = audit(setCell(county, itemCell(county, "disabledEnrolled"), whole));
  expect(countyStatus(result, "Q2")).toBe("pass");
});
