import * as z from "zod";

/**
 * What actions cost and what is not to be done, as a person writes it (YAML): the basis of a plan.
 *
 * `add`: more of a figure. `train`: a teacher whom the school has gains a degree or a title. `move`: a teacher goes from one
 * school to another of the same stage.
 */
export const ACTIONS = ["add", "train", "move"] as const;
export type ActionKind = (typeof ACTIONS)[number];

/** How well a price is founded: stated by a document, or an example of ours. */
const PRICE_GRADES = ["own", "document", "example"] as const;

export const Price = z.strictObject({
  action: z.enum(ACTIONS),
  /** Key of the dictionary, or its label. */
  quantity: z.string().min(1),
  /** 元 for one unit of the quantity; at most two decimals. */
  price: z
    .number()
    .nonnegative()
    .refine((price) => Math.abs(price * 100 - Math.round(price * 100)) < 1e-6, {
      message: "最多两位小数",
      params: { en: "two decimals at most are expected" },
    }),
  /** Only at this stage; null for both. */
  stage: z.enum(["primary", "juniorSecondary"]).nullable().default(null),
  /** At most so much at one school; null for as much as it takes. */
  max: z.number().nonnegative().nullable().default(null),
  grade: z.enum(PRICE_GRADES).default("own"),
  source: z.string().nullable().default(null),
  note: z.string().nullable().default(null),
});
export type Price = z.infer<typeof Price>;

/** What limits an action, or all actions, at a school or at all schools. What is left out is anything. */
const Selector = {
  action: z.enum(ACTIONS).optional(),
  quantity: z.string().min(1).optional(),
  /** Name, code or id. */
  school: z.string().min(1).optional(),
};

export const Limit = z.strictObject({ ...Selector, max: z.number().nonnegative() });
export type Limit = z.infer<typeof Limit>;
export const Selection = z.strictObject(Selector).refine((each) => Object.keys(each).length > 0, {
  message: "至少写一项",
  params: { en: "at least one of its keys is expected" },
});
export type Selection = z.infer<typeof Selection>;

export const Prices = z.strictObject({
  prices: z.array(Price).default([]),
  /** At most so much of an action at a school. */
  limits: z.array(Limit).default([]),
  /** Not to be done. */
  exclude: z.array(Selection).default([]),
  /** Nothing else is to be done; empty for anything. */
  only: z.array(Selection).default([]),
});
export type Prices = z.infer<typeof Prices>;
