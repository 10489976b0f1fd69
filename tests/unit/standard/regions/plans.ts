import { SIFANGTAI } from "./heilongjiang-sifangtai-2023.ts";
import { WENSHANG } from "./shandong-wenshang-2022.ts";
import type { PlanTable } from "./table.ts";
import { JIZHOU } from "./tianjin-jizhou-2018.ts";
import { NINGHE } from "./tianjin-ninghe-2020.ts";
import { WUQING } from "./tianjin-wuqing-2020.ts";

export const PLANS: readonly PlanTable[] = [WUQING, JIZHOU, NINGHE, SIFANGTAI, WENSHANG];
