import { EVERY_COLUMN, flatHeading, SCHOOLS, SIDE, sideSheets } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

const fullWidth = (text: string): string =>
  text.replace(/[\d.,]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

const thousands = (value: number, separator = ","): string => {
  const [whole, decimals] = String(value).split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, separator);
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
};

const WAYS: readonly ((value: number, unit: string) => string)[] = [
  (value) => String(value),
  (value) => fullWidth(String(value)),
  (value) => thousands(value),
  (value, unit) => `${value}${unit}`,
  (value) => fullWidth(thousands(value)),
  (value) => ` ${value} `,
  (value) => `　${value}\u00a0`,
  (value) => thousands(value, " "),
  (value, unit) => `${thousands(value)} ${unit}`,
];

const iso = (date: Date): readonly [number, number, number] => [
  date.getUTCFullYear(),
  date.getUTCMonth() + 1,
  date.getUTCDate(),
];

const DATES: readonly ((date: Date) => string)[] = [
  (date) => "{y}年{m}月{d}日".replace(/\{(.)\}/g, (_, part) => String(iso(date)["ymd".indexOf(part)])),
  (date) => iso(date).join("."),
  (date) => iso(date).join("/"),
  (date) => fullWidth(date.toISOString().slice(0, 10)),
];

/** Not one figure is a number: full-width digits, thousands separators, units behind figures, dates as they are said. */
export const numbersAsText = (): OfficeSheet[] => {
  let turn = 0;
  const asText = (cell: OfficeCell, unit = ""): OfficeCell => {
    turn++;
    if (typeof cell === "number") return WAYS[turn % WAYS.length]!(cell, unit);
    return cell instanceof Date ? DATES[turn % DATES.length]!(cell) : cell;
  };
  return [
    {
      name: "学校",
      rows: [
        ["序号", ...EVERY_COLUMN.map((column) => flatHeading(column))],
        ...SCHOOLS.map((school, index): OfficeCell[] => [
          fullWidth(String(index + 1)),
          ...EVERY_COLUMN.map((column) => {
            const cell = column.cell(school);
            // A year has no thousands and a code is text already.
            return column.key === "foundedYear" ? `${String(cell)}年` : asText(cell, column.unit);
          }),
        ]),
      ],
    },
    ...sideSheets((cell, { sheet, row }) => {
      const cells = SIDE[sheet]!.rows[row - 1]!;
      if (typeof cell === "number" && (sheet === "质量监测" || cells[2] === "年")) return String(cell);
      const unit = { 县情: cells[2], 县级指标: cells[2], 专用教室: "㎡", 班级: "人" }[sheet];
      return asText(cell, typeof unit === "string" ? unit : "");
    }),
  ];
};
