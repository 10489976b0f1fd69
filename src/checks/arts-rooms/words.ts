import type { SayFormula } from "../../report/wording/formula.ts";

/** How the value is computed, in words. */
export const artsRoomsFormula: SayFormula<"rooms"> = (formula, speaker) => {
  const zh = speaker.lang === "zh";
  const room = zh
    ? { music: "音乐专用教室", art: "美术专用教室", pooled: "音乐、美术专用教室合计" }[formula.room]
    : { music: "music rooms", art: "art rooms", pooled: "music and art rooms together" }[formula.room];
  const area = formula.area === null ? "" : zh ? `（每间不小于 ${formula.area} ㎡）` : ` of ${formula.area} m² or more`;
  return zh
    ? `${room}${area}：每 ${formula.classesPerRoom} 个班级至少 1 间，不足 ${formula.classesPerRoom} 个的按 1 间`
    : `${room}${area}: one for every ${formula.classesPerRoom} classes or part of them`;
};
