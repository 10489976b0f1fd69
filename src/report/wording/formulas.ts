import { absenceFormula } from "../../checks/absence/words.ts";
import { artsRoomsFormula } from "../../checks/arts-rooms/words.ts";
import { attestationFormula } from "../../checks/attestation/words.ts";
import { classSizeFormula } from "../../checks/class-size/words.ts";
import { comparisonFormula } from "../../checks/comparison/words.ts";
import { compositeDispersionFormula } from "../../checks/composite-dispersion/words.ts";
import { countFormula } from "../../checks/count/words.ts";
import { dispersionFormula } from "../../checks/dispersion/words.ts";
import { flagsFormula } from "../../checks/flags/words.ts";
import { gradeFormula } from "../../checks/grade/words.ts";
import { milestoneFormula } from "../../checks/milestone/words.ts";
import { monitoringFormula } from "../../checks/monitoring/words.ts";
import { nestedDeadlineFormula } from "../../checks/nested-deadline/words.ts";
import { pupilTeacherRatioFormula } from "../../checks/pupil-teacher-ratio/words.ts";
import { quorumFormula } from "../../checks/quorum/words.ts";
import { ratedFundingFormula } from "../../checks/rated-funding/words.ts";
import { ratioFormula } from "../../checks/ratio/words.ts";
import { schoolSizeFormula } from "../../checks/school-size/words.ts";
import { shareFormula } from "../../checks/share/words.ts";
import { smallSchoolFundingFormula } from "../../checks/small-school-funding/words.ts";
import { specialEducationFundingFormula } from "../../checks/special-education-funding/words.ts";
import { stagedEliminationFormula } from "../../checks/staged-elimination/words.ts";
import { trendFormula } from "../../checks/trend/words.ts";
import type { Formula } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import type { SayFormula } from "./formula.ts";
import type { Speaker } from "./speaker.ts";

/** The conjunction over schools or parts, which no kind of requirement owns. */
const rollupFormula: SayFormula<"rollup"> = (_, speaker) => {
  const zh = speaker.lang === "zh";
  return zh
    ? "各处都达标才算达标；有一处未达标即未达标"
    : "met only when met everywhere; one that falls short is enough to fall short";
};

/** How each kind of formula is said, one line for each. */
const FORMULAS: { readonly [K in Formula["kind"]]: SayFormula<K> } = {
  ratio: ratioFormula,
  share: shareFormula,
  comparison: comparisonFormula,
  dispersion: dispersionFormula,
  "composite-dispersion": compositeDispersionFormula,
  quorum: quorumFormula,
  rooms: artsRoomsFormula,
  sum: schoolSizeFormula,
  largest: classSizeFormula,
  funding: smallSchoolFundingFormula,
  "per-pupil": specialEducationFundingFormula,
  attestation: attestationFormula,
  flags: flagsFormula,
  grade: gradeFormula,
  monitoring: monitoringFormula,
  absence: absenceFormula,
  count: countFormula,
  change: trendFormula,
  "pupils-per-staff": pupilTeacherRatioFormula,
  elimination: stagedEliminationFormula,
  deadline: nestedDeadlineFormula,
  "rated-funding": ratedFundingFormula,
  milestone: milestoneFormula,
  rollup: rollupFormula,
};

/** How the value is computed, in words. `stage` puts the stage before the quantities that have one. */
export const formulaText = (formula: Formula, speaker: Speaker, stage: Stage | null = null): string =>
  // The record gives the words of the formula's own kind, which the compiler cannot follow.
  (FORMULAS[formula.kind] as SayFormula<Formula["kind"]>)(formula, speaker, stage);
