import { nearest } from "../nearest.ts";

/** 是否想写 X？ after a name that is not known; empty where nothing is near. */
export const didYouMean = (written: string, known: readonly string[]): { readonly zh: string; readonly en: string } => {
  const near = nearest(written, known);
  return near === null ? { zh: "", en: "" } : { zh: `是不是 ${near}？`, en: ` Did you mean ${near}?` };
};
