import type { SourceFault } from "../errors.ts";
import type { CheckDifference } from "../model/standard.ts";

type Words = { readonly zh: string; readonly en: string };

/** A value of a standard in a message: text as it is, anything else as JSON. */
const written = (value: unknown): Words => {
  if (value === null) return { zh: "未规定", en: "says nothing" };
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { zh: `为 ${text}`, en: `says ${text}` };
};

/** What the base is called as the subject of a sentence and as its object; `null` is the standard itself. */
const named = (base: string | null): { readonly subject: Words; readonly object: Words } =>
  base === null
    ? { subject: { zh: "本标准", en: "this standard" }, object: { zh: "本标准", en: "this standard" } }
    : { subject: { zh: `${base} `, en: base }, object: { zh: ` ${base}`, en: base } };

const said = (base: Words, { check, field, before, after }: CheckDifference): Words => {
  if (field === null) {
    return after === null
      ? { zh: `没有 ${base.zh}的要求 ${check}`, en: `the check ${check} of ${base.en} is missing` }
      : { zh: `${base.zh}没有要求 ${check}`, en: `${base.en} has no check ${check}` };
  }
  const [left, right] = [written(before), written(after)];
  return { zh: `${base.zh}${left.zh}，这里${right.zh}`, en: `${base.en} ${left.en} and this ${right.en}` };
};

/**
 * A field that asks less than the base, or that nobody can prove not to, without the plan saying so.
 *
 * @param place `at`: the path of the field; `base`: id of the base, null for the standard itself; `declared`: the path of the entry that
 *   would say `looser`.
 */
export const looserFault = (
  difference: CheckDifference,
  place: { readonly at: string; readonly base: string | null; readonly declared: string; readonly indicator: string },
): SourceFault => {
  const { at, declared, indicator } = place;
  const { subject, object } = named(place.base);
  const { zh, en } = said(subject, difference);
  const [lower, less] =
    difference.standing === "looser"
      ? [`要求低于${object.zh}`, `asks less than ${object.en}`]
      : [`不能证明要求不低于${object.zh}`, `cannot be shown to ask no less than ${object.en}`];
  return {
    path: at,
    message: `指标 ${indicator}：${zh}，${lower}，却没有写明；请改正，确实如此请在 ${declared} 写 looser: true 和 remark`,
    en: `${indicator}: ${en}, which ${less} without saying so; correct it, or if it is meant, add looser: true and a remark to ${declared}`,
  };
};
