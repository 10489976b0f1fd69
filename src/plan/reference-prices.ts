import type { Price } from "../model/prices.ts";

/**
 * Example prices, to be replaced by local ones. Where a document names a figure it is the document's; the others only
 * show what a price list holds, and every plan says that it rests on them.
 */
const WUQING = "武清区推进义务教育优质均衡发展三年行动方案（2020—2022年）";

type Draft = Pick<Price, "action" | "quantity" | "price"> & Partial<Price>;

const example = (draft: Draft): Price => ({
  stage: null,
  max: null,
  grade: "example",
  source: null,
  note: null,
  ...draft,
});
const document = (draft: Draft): Price => ({ ...example(draft), grade: "document", source: WUQING });

export const REFERENCE_PRICES: readonly Price[] = [
  example({ action: "train", quantity: "qualifiedTeachers", price: 12_000, note: "在职教师学历提升，每人" }),
  example({ action: "add", quantity: "qualifiedTeachers", price: 120_000, note: "新聘教师，每人每年" }),
  example({ action: "move", quantity: "qualifiedTeachers", price: 10_000, note: "交流轮岗补助，每人每年" }),
  example({ action: "train", quantity: "backboneTeachers", price: 10_000, note: "培养、评选，每人" }),
  example({ action: "add", quantity: "backboneTeachers", price: 150_000, note: "引进，每人每年" }),
  example({ action: "move", quantity: "backboneTeachers", price: 10_000, note: "交流轮岗补助，每人每年" }),
  ...["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"].flatMap((quantity) => [
    document({ action: "add", quantity, price: 24_000, note: "配备教师购买服务，每人每年" }),
    example({ action: "move", quantity, price: 10_000, note: "交流轮岗补助，每人每年" }),
  ]),
  example({ action: "add", quantity: "teachingArea", price: 3_000, note: "新建、改扩建，每平方米" }),
  example({ action: "add", quantity: "sportsGroundArea", price: 400, note: "场地建设，每平方米；不含土地" }),
  example({ action: "add", quantity: "indoorSportsArea", price: 4_000, note: "新建，每平方米" }),
  example({ action: "add", quantity: "equipmentValue", price: 1, note: "购置，每元" }),
  example({ action: "add", quantity: "multimediaRooms", price: 50_000, note: "每间" }),
  example({ action: "add", quantity: "adequateMusicRooms", price: 200_000, note: "改建达到面积，每间" }),
  example({ action: "add", quantity: "adequateArtRooms", price: 200_000, note: "改建达到面积，每间" }),
  document({ action: "add", quantity: "classes", price: 150_000, stage: "primary", note: "每个新增班" }),
  document({ action: "add", quantity: "classes", price: 250_000, stage: "juniorSecondary", note: "每个新增班" }),
  example({ action: "train", quantity: "certifiedTeachers", price: 1_000, note: "取得教师资格，每人" }),
  example({ action: "train", quantity: "trainedTeachers", price: 2_000, note: "完成培训学分，每人" }),
  example({ action: "add", quantity: "allocatedFunds", price: 1, note: "拨付，每元" }),
  example({ action: "add", quantity: "trainingFunds", price: 1, note: "安排，每元" }),
];
