import type { Witness } from "../model/standard.ts";

/** 城区和镇区公办义务教育学校（不含寄宿制学校）: the schools whose pupils G13 is about. */
export const DAY_PUPILS_IN_TOWN: Witness = {
  quantity: "pupils",
  sponsor: "public",
  locations: ["urban", "town"],
  boarding: false,
};

/** 公办义务教育学校（不含寄宿制学校）, wherever they lie: the schools whose pupils some plans' G13 is about. */
export const DAY_PUPILS_OF_PUBLIC_SCHOOLS: Witness = {
  quantity: "pupils",
  sponsor: "public",
  locations: null,
  boarding: false,
};

/** 公办学校: the schools whose pupils some plans ask the same about. */
export const PUPILS_OF_PUBLIC_SCHOOLS: Witness = {
  quantity: "pupils",
  sponsor: "public",
  locations: null,
  boarding: null,
};

/** 随迁子女 at any school: the children G15 is about. */
export const MIGRANT_PUPILS: Witness = { quantity: "migrantPupils", sponsor: null, locations: null, boarding: null };
