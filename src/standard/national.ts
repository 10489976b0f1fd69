import type { StandardDocument } from "../model/standard.ts";
import { WHOLE } from "./documents.ts";

/** The national standard, which the plans extend, and by which every county is judged beside its own. */
export const NATIONAL_2017: StandardDocument = WHOLE["national-2017"]!();
