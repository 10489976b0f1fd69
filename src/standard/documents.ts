import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { RegionalDocument, StandardDocument } from "../model/standard.ts";
import { expandStandard } from "./expand.ts";

/**
 * The standards that ship, each from its file in `documents/`, which reads as the one that people write for `-s`. Run from
 * the sources the files are read; in the bundles the build puts what they hold in the place of this module, each document
 * by itself, loaded when it is asked for.
 */

const written = (id: string): Record<string, unknown> =>
  parse(readFileSync(new URL(`./documents/${id}.yaml`, import.meta.url), "utf8"));

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const whole = (id: string): (() => StandardDocument) =>
  once(() => StandardDocument.parse(expandStandard(written(id), null)));
const national = whole("national-2017");
const basic = whole("basic-balance-2012");
const plan = (id: string): (() => RegionalDocument) =>
  once(() => RegionalDocument.parse(expandStandard(written(id), national())));

/** Standards that extend none, by id; the national one first. */
export const WHOLE: Readonly<Record<string, () => StandardDocument>> = {
  "national-2017": national,
  "basic-balance-2012": basic,
};

/** Regional plans, which extend the national one, by id. */
export const PLANS: Readonly<Record<string, () => RegionalDocument>> = {
  "tianjin-wuqing-2020": plan("tianjin-wuqing-2020"),
  "tianjin-jizhou-2018": plan("tianjin-jizhou-2018"),
  "tianjin-ninghe-2020": plan("tianjin-ninghe-2020"),
  "heilongjiang-sifangtai-2023": plan("heilongjiang-sifangtai-2023"),
  "shandong-wenshang-2022": plan("shandong-wenshang-2022"),
};
