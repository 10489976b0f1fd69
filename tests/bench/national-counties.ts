import { countyOf } from "../../fixtures/generated.ts";
import { nativeSheets } from "../../fixtures/write-native.ts";
import { writeWorkbook } from "./write-workbook.ts";

/** The workbook of the county of this number, the same on every run. */
export const countyWorkbook = (number: number, schools: number): Buffer => {
  const rows = countyOf(schools, number);
  return writeWorkbook(
    nativeSheets({
      ...rows,
      profile: { ...rows.profile, countyName: `第${number}县`, countyCode: String(100_000 + number) },
    }),
  );
};
