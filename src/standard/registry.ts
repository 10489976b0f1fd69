import type { RegionalDocument, StandardDocument } from "../model/standard.ts";
import { extendStandard } from "./extend.ts";
import { NATIONAL_2017 } from "./national.ts";
import { HEILONGJIANG_SIFANGTAI_2023 } from "./regions/heilongjiang-sifangtai-2023.ts";
import { SHANDONG_WENSHANG_2022 } from "./regions/shandong-wenshang-2022.ts";
import { TIANJIN_JIZHOU_2018 } from "./regions/tianjin-jizhou-2018.ts";
import { TIANJIN_NINGHE_2020 } from "./regions/tianjin-ninghe-2020.ts";
import { TIANJIN_WUQING_2020 } from "./regions/tianjin-wuqing-2020.ts";

/** The regional plans that ship, each as its document reads, by its id. Made ready when they are asked for. */
const PLANS: Readonly<Record<string, () => RegionalDocument>> = {
  "tianjin-wuqing-2020": () => TIANJIN_WUQING_2020,
  "tianjin-jizhou-2018": () => TIANJIN_JIZHOU_2018,
  "tianjin-ninghe-2020": () => TIANJIN_NINGHE_2020,
  "heilongjiang-sifangtai-2023": () => HEILONGJIANG_SIFANGTAI_2023,
  "shandong-wenshang-2022": () => SHANDONG_WENSHANG_2022,
};

/** The regional plans that ship, as their documents read. */
export const regions = (): readonly RegionalDocument[] => Object.values(PLANS).map((plan) => plan());

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
  ...Object.entries(PLANS).map(([id, plan]) => [id, () => extendStandard(NATIONAL_2017, plan())] as const),
]);
