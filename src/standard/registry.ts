import type { RegionalDocument, StandardDocument } from "../model/standard.ts";
import { extendStandard } from "./extend.ts";
import { NATIONAL_2017 } from "./national.ts";
import { HEILONGJIANG_SIFANGTAI_2023 } from "./regions/heilongjiang-sifangtai-2023.ts";
import { SHANDONG_WENSHANG_2022 } from "./regions/shandong-wenshang-2022.ts";
import { TIANJIN_JIZHOU_2018 } from "./regions/tianjin-jizhou-2018.ts";
import { TIANJIN_NINGHE_2020 } from "./regions/tianjin-ninghe-2020.ts";
import { TIANJIN_WUQING_2020 } from "./regions/tianjin-wuqing-2020.ts";

/** The regional plans that ship, each as its document reads. */
export const REGIONS: readonly RegionalDocument[] = [
  TIANJIN_WUQING_2020,
  TIANJIN_JIZHOU_2018,
  TIANJIN_NINGHE_2020,
  HEILONGJIANG_SIFANGTAI_2023,
  SHANDONG_WENSHANG_2022,
];

/** Each made when it is first asked for: a command judges by one of them, and should not wait for the others. */
const lazily = (
  documents: readonly (readonly [id: string, make: () => StandardDocument])[],
): Readonly<Record<string, StandardDocument>> => {
  const standards: Record<string, StandardDocument> = {};
  for (const [id, make] of documents) {
    let made: StandardDocument | null = null;
    Object.defineProperty(standards, id, {
      enumerable: true,
      get: () => {
        made ??= make();
        return made;
      },
    });
  }
  return standards;
};

/** Every standard that ships, by id, the national one first. */
export const STANDARDS: Readonly<Record<string, StandardDocument>> = lazily([
  [NATIONAL_2017.id, () => NATIONAL_2017],
  ...REGIONS.map((region) => [region.id, () => extendStandard(NATIONAL_2017, region)] as const),
]);
