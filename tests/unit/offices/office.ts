/** The workbook, or workbooks, of an office: a county written in a style. */
import type { CountyRows, SchoolRow } from "../../../fixtures/county-rows.ts";
import type { Cell, Sheet } from "../../../fixtures/sheets.ts";
import { identityCell, STAGE_WORDS } from "../../../fixtures/words.ts";
import { commonSheets, inTenThousands } from "../../../fixtures/write-native.ts";
import { STAGES, type Stage } from "../../../src/model/school.ts";
import { type Random, randomFrom } from "../../fuzz/random.ts";
import {
  type BookSheet,
  below,
  beside,
  type ExcelTable,
  type Grid,
  type OfficeCell,
  type Rectangle,
  sheetOf,
  transposed,
  widthOf,
  withBlankColumn,
  withBlankRow,
} from "./book.ts";
import { withStages } from "./county.ts";
import {
  type Field,
  figureFields,
  grouped,
  headingOf,
  identityFields,
  perStage,
  THEME_GROUPS,
  THEMES,
  type Theme,
} from "./fields.ts";
import { type Style, settled } from "./style.ts";

/** What may be changed on the way from a county to its workbook: by nothing in an honest office. */
export interface Changes {
  /** The figures' columns, before they are given to tables. */
  readonly fields?: (fields: readonly Field[], random: Random) => readonly Field[];
  /** The sheets beside the schools. */
  readonly side?: (sheets: readonly Sheet[], random: Random) => readonly Sheet[];
  /** All sheets, in the end. */
  readonly sheets?: (sheets: readonly BookSheet[], random: Random) => readonly BookSheet[];
  /** Titles and captions. */
  readonly title?: (title: string) => string;
}

interface Table {
  readonly word: string;
  readonly themes: readonly Theme[];
  readonly fields: readonly Field[];
  readonly staged: boolean;
  readonly first: boolean;
}

interface Entry {
  readonly school: SchoolRow;
  /** The stage of its row; null where the row is of the whole school. */
  readonly stage: Stage | null;
  /** Whether what a combined school shares stands here. */
  readonly shows: boolean;
}

const stagesOf = (school: SchoolRow): Stage[] => STAGES.filter((stage) => school.stages[stage] !== undefined);
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

const FORMAL_TYPES: Readonly<Record<string, string>> = {
  小学: "完全小学",
  教学点: "小学教学点",
  初级中学: "普通初中",
  九年一贯制: "九年一贯制学校",
  特殊教育: "特殊教育学校",
  职业: "职业学校",
};
const TYPE_CODES: Readonly<Record<string, string>> = {
  小学: "211",
  教学点: "218",
  初级中学: "311",
  九年一贯制: "312",
  完全中学: "341",
  十二年一贯制: "345",
  高级中学: "342",
};

const codeCell = (school: SchoolRow, style: Style): Cell => {
  const code = school.code ?? "";
  if (style.codes === "number") return Number(code);
  if (style.codes === "full-width") return wide(code);
  return style.codes === "spaced" ? `${code.slice(0, 4)} ${code.slice(4)}` : code;
};

const nameCell = (school: SchoolRow, stage: Stage | null, style: Style): string => {
  const name = school.name ?? "";
  if (style.names === "full-width") return wide(name);
  if (style.names === "spaces") return `${name.slice(0, 3)} ${name.slice(3)}　`;
  if (style.names !== "part" || stage === null || stagesOf(school).length < 2) return name;
  const word = STAGE_WORDS[stage];
  return [`${name}（${word}）`, `${name}（${word}部）`, `${name}${word}部`, `${name}(${word})`][style.seed % 4]!;
};

const typeCell = (school: SchoolRow, style: Style): string => {
  const word = String(identityCell(school, "type"));
  if (style.types === "formal") return FORMAL_TYPES[word] ?? word;
  return style.types === "coded" ? (TYPE_CODES[word] ?? word) : word;
};

const townshipOf = (index: number): string => (index % 2 === 0 ? "城关镇" : "石桥乡");

const numeral = (index: number): string => "甲乙丙丁戊己庚辛壬癸"[index] ?? String(index + 1);

/** Rows of headings: groups over columns that stand together, and each column's own heading below. */
const headerGrid = (paths: readonly (readonly string[])[], style: Style): Grid => {
  const depth = Math.max(...paths.map((path) => path.length));
  const rows: OfficeCell[][] = Array.from({ length: depth }, () => paths.map(() => null));
  const merges: Rectangle[] = [];
  for (const [column, path] of paths.entries()) {
    const own = path.length - 1;
    const down = own < depth - 1;
    const at = down && style.short === "bottom" ? depth - 1 : own;
    rows[at]![column] = path[own]!;
    if (down && style.short === "merged down")
      merges.push({ top: own, bottom: depth - 1, left: column, right: column });
  }
  for (let row = 0; row < depth - 1; row++) {
    for (let from = 0; from < paths.length; ) {
      const path = paths[from]!;
      let to = from;
      const same = (other: readonly string[] | undefined): boolean =>
        other !== undefined && other.length - 1 > row && path.slice(0, row + 1).every((part, at) => other[at] === part);
      if (path.length - 1 > row) {
        while (same(paths[to + 1])) to++;
        // A group without a merge reaches as far as blanks follow: only where nothing blank follows it by chance.
        const open = style.merges === "first only" && paths.every((other) => other.length === depth);
        const repeated = style.merges === "repeated";
        for (let column = from; column <= to; column++) {
          rows[row]![column] = column === from || repeated ? path[row]! : null;
        }
        if (!open && !repeated && to > from) merges.push({ top: row, bottom: row, left: from, right: to });
      }
      from = to + 1;
    }
  }
  return { rows, merges };
};

interface Block {
  readonly grid: Grid;
  /** Rows of the grid before which a blank row changes nothing. */
  readonly data: readonly number[];
  readonly table: ExcelTable | null;
}

const unitLine = (style: Style): string => `单位：人、平方米、${style.money}`;

const sumOf = (cells: readonly OfficeCell[]): OfficeCell => {
  const amounts = cells.flatMap((cell) => {
    if (typeof cell === "number") return [cell];
    return cell !== null && typeof cell === "object" && "shown" in cell ? [cell.shown] : [];
  });
  if (amounts.length === 0) return null;
  const sum = Number(amounts.reduce((all, amount) => all + amount, 0).toFixed(6));
  const shown = cells.find((cell) => cell !== null && typeof cell === "object" && "shown" in cell);
  return shown === undefined ? sum : { shown: sum, format: (shown as { format: string }).format };
};

/** One table: headings, what stands below them, and a row for each entry. */
const blockOf = (fields: readonly Field[], entries: readonly Entry[], stageColumn: boolean, style: Style): Block => {
  const columns: { readonly path: readonly string[]; readonly field: Field | null }[] = [
    ...(style.serial ? [{ path: ["序号"], field: null }] : []),
    ...fields.map((field) => ({ path: headingOf(field, style), field })),
  ];
  const nameAt = columns.findIndex(({ field }) => field?.key === "name");
  const stageAt = stageColumn ? nameAt + 1 : -1;
  if (stageColumn) columns.splice(stageAt, 0, { path: ["学段"], field: null });
  const header = headerGrid(
    columns.map(({ path }) => path),
    style,
  );
  const rows: OfficeCell[][] = [];
  if (style.units === "row") {
    rows.push(
      columns.map(({ field }) => (field === null || field.unit === "" || field.unit === "年" ? null : field.unit)),
    );
  }
  if (style.index !== "none") {
    const identity = columns.filter(({ field }) => field === null || field.level === "identity").length;
    rows.push(
      columns.map((_, at) => {
        if (style.index === "numbers") return at + 1;
        if (style.index === "ABC") return at < 26 ? String.fromCharCode(65 + at) : at - 25;
        return at < identity ? numeral(at) : at - identity + 1;
      }),
    );
  }
  if (style.instructions === "below header") {
    rows.push(columns.map((_, at) => (at === nameAt ? "（按学校公章全称填写）" : null)));
  }
  const written = entries.map(({ school, stage, shows }, index): OfficeCell[] =>
    columns.map(({ path, field }, at) => {
      if (field !== null) return field.level === "school" && !shows ? null : field.cell(school, stage);
      if (at === stageAt && stage !== null) return STAGE_WORDS[stage];
      return path[0] === "序号" ? index + 1 : null;
    }),
  );
  const total = (word: string, of: readonly (readonly OfficeCell[])[]): OfficeCell[] =>
    columns.map(({ field }, at) => {
      if (at === 0 && word !== "") return word;
      return field?.summed === true ? sumOf(of.map((row) => row[at] ?? null)) : null;
    });
  const bare = style.totals === "arithmetic" && columns.filter(({ field }) => field?.summed).length < 3;
  const data: number[] = [];
  const top = header.rows.length;
  const place = (row: OfficeCell[]): void => {
    data.push(top + rows.length);
    rows.push(row);
  };
  const again = style.repeated === "none" ? null : written[style.seed % written.length];
  const counted = (own: readonly OfficeCell[][]): readonly OfficeCell[][] =>
    style.repeated === "counted twice" ? own.flatMap((row) => (row === again ? [row, row] : [row])) : own;
  const placed = (own: readonly OfficeCell[][]): OfficeCell[][] =>
    own.flatMap((row) => (row === again ? [row, row] : [row]));
  if (style.totals === "word first") rows.push(total("合计", counted(written)));
  if (style.sections) {
    for (const township of new Set(entries.map((_, index) => townshipOf(index)))) {
      const own = written.filter((_, index) => townshipOf(index) === township);
      rows.push([township]);
      for (const row of placed(own)) place(row);
      if (style.totals === "subtotals") rows.push(total("小计", counted(own)));
    }
  } else for (const row of placed(written)) place(row);
  if (style.totals === "word" || style.totals === "subtotals")
    rows.push(total(style.seed % 2 === 0 ? "合计" : "总计", counted(written)));
  if (style.totals === "arithmetic" && !bare) rows.push(total("", counted(written)));
  if (style.totals === "Table") rows.push(total("汇总", counted(written)));
  const grid = below(header, { rows, merges: [] });
  if (style.direction === "across") {
    const turned = transposed(grid);
    return { grid: turned, data: turned.rows.map((_, at) => at).filter((at) => at > 8), table: null };
  }
  const table =
    style.totals === "Table"
      ? { top: 0, left: 0, bottom: grid.rows.length - 1, right: columns.length - 1, totals: true }
      : null;
  return { grid, data: data.slice(1), table };
};

const lines = (...texts: readonly string[]): Grid => ({ rows: texts.map((text) => [text]), merges: [] });

/** What stands over the tables of a sheet. */
const headOf = (county: CountyRows, style: Style, words: string, title: (text: string) => string): string[] => {
  const name = String(county.profile.countyName);
  const year = String(county.profile.dataYear);
  const head: string[] = [];
  if (style.title === "title" || style.title === "unit line") head.push(title(`${name}${words}表`));
  if (style.title === "year") head.push(title(`${name}${words}统计表（${year}年）`));
  if (style.title === "year first") head.push(title(`${year}年${name}${words}表`));
  if (style.title === "unit line") head.push(`填报单位：${String(county.profile.reportingUnit)}`);
  if (style.instructions === "above") head.push("填表说明：请以学年初统计数据为准，如实填报。");
  return head;
};

const FOOTERS: Readonly<Record<Style["footer"], readonly string[]>> = {
  none: [],
  note: ["注：专任教师不含兼职、代课教师。"],
  signature: ["填表人：王某　　联系电话：0433-5551234", "审核人：李某"],
};

const tablesOf = (style: Style, random: Random, changes: Changes): Table[] => {
  const identity = identityFields(style, random, (school, key) => {
    if (key === "code") return codeCell(school, style);
    return key === "type" ? typeCell(school, style) : (school.name ?? "");
  });
  const mixedUp = <T>(all: readonly T[]): readonly T[] =>
    style.columnOrder === "shuffled" ? random.shuffled(all) : all;
  let figures: readonly Field[] = figureFields(style, random);
  if (changes.fields !== undefined) figures = changes.fields(figures, random);
  const splits: readonly (readonly [string, readonly Theme[]])[] =
    style.themes === 1
      ? [["", THEMES]]
      : style.themes === 3
        ? [
            ["学生情况", ["学生"]],
            ["教师情况", ["教师"]],
            ["办学条件", ["校舍", "装备", "经费", "管理"]],
          ]
        : [
            ["学生", ["学生"]],
            ["教师", ["教师"]],
            ["校舍", ["校舍"]],
            ["装备", ["装备", "经费"]],
            ["管理", ["管理"]],
          ];
  // 序号, code and name lead; what else a school is may stand in any order.
  const [leading, other] = [
    identity.filter(({ key }) => key === "code" || key === "name"),
    identity.filter(({ key }) => key !== "code" && key !== "name"),
  ];
  return splits.map(([word, themes], at): Table => {
    const own = figures.filter(({ theme }) => theme !== null && themes.includes(theme));
    const all = style.stages === "heading" ? perStage(mixedUp(own)) : mixedUp(own);
    return {
      word,
      themes,
      first: at === 0,
      staged: own.some(({ level }) => level === "stage"),
      fields: [...leading, ...(at === 0 || style.identity === "every" ? mixedUp(other) : []), ...grouped(all, style)],
    };
  });
};

/** A name written as the rows of a table of a stage write it. */
const named = (fields: readonly Field[], style: Style): Field[] =>
  fields.map((field) =>
    field.key === "name" ? { ...field, cell: (school, stage) => nameCell(school, stage, style) } : field,
  );

const sheetName = (name: string, at: number, style: Style): string => {
  if (style.sheetNames === "numbered") return `${at + 1}.${name}`;
  return style.sheetNames === "prefixed" ? `附表${at + 1} ${name}` : name;
};

interface Named {
  readonly name: string;
  readonly sheet: BookSheet;
}

const schoolSheets = (county: CountyRows, style: Style, random: Random, changes: Changes): Named[] => {
  const title = changes.title ?? ((text: string) => text);
  const schools =
    style.rowOrder === "shuffled"
      ? random.shuffled(county.schools)
      : style.rowOrder === "reversed"
        ? [...county.schools].reverse()
        : county.schools;
  const entriesOf = (stage: Stage | null): Entry[] =>
    stage === null
      ? schools.map((school) => ({ school, stage: null, shows: true }))
      : schools
          .filter((school) => school.stages[stage] !== undefined)
          .map((school) => ({ school, stage, shows: style.shared === "every" || stagesOf(school)[0] === stage }));
  /** A sheet of blocks, under its head and over its foot. */
  const sheetFrom = (
    name: string,
    words: string,
    parts: readonly { caption: string | null; block: Block }[],
  ): Named => {
    const head = headOf(county, style, words, title);
    const line = style.units === "line" ? [unitLine(style)] : [];
    const foot = lines(...FOOTERS[style.footer]);
    if (style.stages === "beside" && parts.length > 1) {
      const grids = parts.map(({ caption, block }) =>
        below(lines(...(caption === null ? [] : [title(caption)]), ...line), block.grid),
      );
      return { name, sheet: sheetOf(name, below(lines(...head), beside(grids, style.seed % 2), foot)) };
    }
    let grid: Grid = lines(...head, ...(parts.length === 1 ? line : []));
    const data: number[] = [];
    let table: ExcelTable | null = null;
    for (const [at, { caption, block }] of parts.entries()) {
      const over = lines(...(caption === null ? [] : [title(caption)]), ...(parts.length === 1 ? [] : line));
      const gap: Grid = { rows: at > 0 && style.seed % 2 === 0 ? [[]] : [], merges: [] };
      const down = grid.rows.length + gap.rows.length + over.rows.length;
      data.push(...block.data.map((row) => row + down));
      if (block.table !== null) {
        table = { ...block.table, top: block.table.top + down, bottom: block.table.bottom + down };
      }
      grid = below(grid, gap, over, block.grid);
    }
    return { name, sheet: sheetOf(name, below(grid, foot), { data, table }) };
  };
  const caption = (stage: Stage, at: number): string => {
    const word = STAGE_WORDS[stage];
    if (style.stagePlace === "title") return `${word}学校基本情况表`;
    return style.stagePlace === "numbered" ? `${"一二"[at]}、${word}` : word;
  };
  return tablesOf(style, random, changes).flatMap((table): Named[] => {
    const words = `义务教育学校${table.word === "" ? "基本情况" : table.word}`;
    const name = table.word === "" ? "学校" : table.word;
    const fields = named(table.fields, style);
    if (!table.staged || style.stages === "heading") {
      return [sheetFrom(name, words, [{ caption: null, block: blockOf(fields, entriesOf(null), false, style) }])];
    }
    if (style.stages === "column") {
      const entries =
        style.seed % 2 === 0
          ? STAGES.flatMap(entriesOf)
          : schools.flatMap((school) =>
              STAGES.flatMap((stage) => entriesOf(stage).filter((entry) => entry.school === school)),
            );
      return [sheetFrom(name, words, [{ caption: null, block: blockOf(fields, entries, true, style) }])];
    }
    const blocks = STAGES.map((stage) => ({ stage, entries: entriesOf(stage) }))
      .filter(({ entries }) => entries.length > 0)
      .map(({ stage, entries }) => ({ stage, block: blockOf(fields, entries, false, style) }));
    if (style.stages === "sheets") {
      return blocks.map(({ stage, block }, at) => {
        const word = STAGE_WORDS[stage];
        if (style.stagePlace === "title") {
          const plain = sheetFrom(
            `${table.word}表${numeral(at)}`,
            `${word}${table.word === "" ? "学校基本情况" : table.word}`,
            [{ caption: style.title === "none" ? `${word}学校情况表` : null, block }],
          );
          return plain;
        }
        const own = style.stagePlace === "numbered" ? `${"一二"[at]}、${word}` : word;
        return sheetFrom(`${own}${table.word}`, words, [{ caption: null, block }]);
      });
    }
    return [
      sheetFrom(
        name,
        words,
        blocks.map(({ stage, block }, at) => ({ caption: caption(stage, at), block })),
      ),
    ];
  });
};

const themeRank = ({ theme }: Field): number => (theme === null ? -1 : THEMES.indexOf(theme));

/** The part of an upright form in which a field stands. */
const sectionOf = ({ level, stage, theme }: Field, byStage: boolean): string => {
  if (level === "identity") return "学校基本情况";
  if (!byStage) return theme === null ? "" : THEME_GROUPS[theme];
  return stage === null ? "全校" : STAGE_WORDS[stage];
};

/** A sheet for each school: 项目, 数值, and where the style has units 单位. */
const uprightSheets = (county: CountyRows, style: Style, random: Random, changes: Changes): Named[] => {
  const [table] = tablesOf(style, random, changes);
  const title = changes.title ?? ((text: string) => text);
  const unitColumn = style.units === "heading" && style.unitBrackets !== "（）";
  const heads = [
    ["项目", "数值", "单位"],
    ["指标名称", "填报数", "计量单位"],
    ["项目", "本年数", "单位"],
  ][style.seed % 3]!;
  const schools = style.rowOrder === "plain" ? county.schools : [...county.schools].reverse();
  return schools.map((school, at): Named => {
    const own = named(table!.fields, style).filter(({ stage }) => stage === null || school.stages[stage] !== undefined);
    const byStage = style.sections && style.seed % 4 < 2;
    if (style.sections && !byStage) own.sort((left, right) => themeRank(left) - themeRank(right));
    const rows: OfficeCell[][] = [];
    let section = "";
    for (const field of own) {
      const over = sectionOf(field, byStage);
      if (style.sections && over !== section) rows.push([over]);
      section = over;
      const written = byStage ? { ...field, stage: null } : field;
      const heading = headingOf(written, unitColumn ? { ...style, units: "none" } : style).join("");
      const value = field.cell(school, field.stage);
      rows.push(
        unitColumn ? [heading, value, field.unit === "" || field.unit === "年" ? null : field.unit] : [heading, value],
      );
    }
    const head = headOf(county, style, "义务教育学校填报", title);
    if (style.units === "line") head.push(unitLine(style));
    const grid = below(
      lines(...head),
      { rows: [unitColumn ? heads : heads.slice(0, 2), ...rows], merges: [] },
      lines(...FOOTERS[style.footer]),
    );
    const name = style.seed % 2 === 0 ? (school.name ?? "") : `校${at + 1}`;
    return { name, sheet: sheetOf(name, grid, { data: rows.map((_, row) => head.length + 3 + row).slice(3) }) };
  });
};

const OTHER_HEADS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  县情: { 项目: "项目名称", 填报内容: "内容" },
  县级指标: { 指标: "项目", 数值: "本年数", 单位: "计量单位" },
  质量监测: { 学科: "监测学科", 水平等级: "学业水平等级", 校际差异率: "差异率", 监测年份: "年度" },
  佐证: { 指标代码: "代码", 指标名称: "指标内容", 结论: "是否符合", 佐证材料: "佐证材料名称", 日期: "成文日期" },
  一票否决: { 代码: "编号", 事项: "情形", 是否存在: "有无", 说明: "情况说明" },
  专用教室: { 学校: "学校名称", 类型: "教室类型", "面积（㎡）": "使用面积（平方米）" },
  班级: { 学校: "学校名称", 班级: "班级名称", 人数: "班级人数" },
};

const LISTS: readonly string[] = ["质量监测", "佐证", "一票否决", "专用教室", "班级"];
/** What the name of a list's second sheet ends in. */
const CONTINUED = "（续）";

/** A list on two sheets, all that is said of one thing on the same of them, or on both. */
const inTwo = (sheet: Sheet, style: Style): Sheet[] => {
  const at = sheet.header?.[1] ?? 1;
  const body = sheet.rows.slice(at);
  const things = [...new Set(body.map(([thing]) => thing ?? null))];
  if (style.lists === "one" || !LISTS.includes(sheet.name) || things.length < 2) return [sheet];
  const middle = 1 + (style.seed % (things.length - 1));
  const part = (name: string, own: readonly Cell[]): Sheet => ({
    ...sheet,
    name,
    rows: [...sheet.rows.slice(0, at), ...body.filter(([thing]) => own.includes(thing ?? null))],
  });
  return [
    part(sheet.name, things.slice(0, middle)),
    part(sheet.name + CONTINUED, things.slice(middle - (style.lists === "overlapping" ? 1 : 0))),
  ];
};

/** The sheets beside the schools as the office writes them. Their header is row 1 or, under a title, row 2. */
const sideSheets = (county: CountyRows, style: Style, random: Random, changes: Changes): Named[] => {
  const { before, after } = commonSheets(county);
  const plain: readonly Sheet[] = [...before, ...after];
  const sheets = changes.side === undefined ? plain : changes.side(plain, random);
  const written = sheets.flatMap((sheet) => inTwo(sheet, style));
  return written.map(({ name: whole, rows, header }): Named => {
    const name = whole.replace(CONTINUED, "");
    const at = (header?.[0] ?? 1) - 1;
    let head = [...(rows[at] ?? [])];
    let body = rows.slice(at + 1).map((row) => [...row]);
    if (name === "县级指标" && style.money === "万元") {
      body = body.map((row) =>
        row[2] === "元" && typeof row[1] === "number" ? [row[0]!, inTenThousands(row[1]), "万元"] : row,
      );
    }
    if (style.sideOrder === "shuffled") {
      body = random.shuffled(body);
      if (name === "佐证" || name === "一票否决" || name === "质量监测") {
        const order = random.shuffled(head.map((_, column) => column));
        head = order.map((column) => head[column] ?? null);
        body = body.map((row) => order.map((column) => row[column] ?? null));
      }
    }
    if (style.side === "other heads") head = head.map((text) => OTHER_HEADS[name]?.[String(text)] ?? text);
    let table: OfficeCell[][] = [head, ...body];
    if (style.side === "beside" && name === "县级指标") {
      const half = Math.ceil(body.length / 2);
      const trimmed = (row: readonly OfficeCell[]): OfficeCell[] => [row[0] ?? null, row[1] ?? null, row[2] ?? null];
      table = [
        [...trimmed(head), ...trimmed(head)],
        ...body.slice(0, half).map((row, index) => [...trimmed(row), ...trimmed(body[half + index] ?? [])]),
      ];
    }
    const above: OfficeCell[][] = rows.slice(0, at).map((row) => [...row]);
    if (style.side === "titles") {
      above.splice(0, above.length, [
        `${String(county.profile.countyName)}${name}（${String(county.profile.dataYear)}年）`,
      ]);
      above.push([`填报单位：${String(county.profile.reportingUnit)}`]);
    }
    return { name: whole, sheet: sheetOf(whole, { rows: [...above, ...table], merges: [] }) };
  });
};

const withBlanks = (sheet: BookSheet, style: Style, random: Random): BookSheet => {
  const has = (...kinds: readonly Style["blanks"][]): boolean => style.blanks === "all" || kinds.includes(style.blanks);
  let result = sheet;
  if (has("rows") && result.data.length > 0) result = withBlankRow(result, random.pick(result.data));
  if (has("column") && result.table === null)
    result = withBlankColumn(result, 1 + random.below(Math.max(1, widthOf(result) - 1)));
  if (has("top")) result = withBlankRow(withBlankRow(result, 0), 0);
  if (has("left")) result = withBlankColumn(result, 0);
  return result;
};

const withHidden = (sheets: readonly BookSheet[], style: Style, random: Random): BookSheet[] => {
  if (style.hidden === "none" || sheets.length === 0) return [...sheets];
  const at = random.below(sheets.length);
  return sheets.map((sheet, index) => {
    if (index !== at) return sheet;
    if (style.hidden === "sheet") return { ...sheet, hidden: true };
    if (style.hidden === "column") return { ...sheet, hiddenColumns: [random.below(Math.max(1, widthOf(sheet)))] };
    return { ...sheet, hiddenRows: sheet.data.length === 0 ? [] : [random.pick(sheet.data)] };
  });
};

/** What schools of a county a style has rows for. */
export const countyIn = (county: CountyRows, style: Style): CountyRows =>
  settled(style).stages === "heading" ? county : withStages(county);

/** The sheets of each file that an office sends. */
export const officeFiles = (county: CountyRows, drawn: Style, changes: Changes = {}): BookSheet[][] => {
  const style = settled(drawn);
  const random = randomFrom(style.seed * 7919 + 17);
  const written = style.direction === "sheet per school" ? uprightSheets : schoolSheets;
  const schools = written(countyIn(county, style), style, random, changes);
  const side = sideSheets(county, style, random, changes);
  const [first, ...rest] = side;
  const placed = [first!, ...schools, ...rest];
  const names = new Map(placed.map(({ name, sheet }, at) => [sheet, sheetName(name, at, style)]));
  const hidden = withHidden(
    schools.map(({ sheet }) => sheet),
    style,
    random,
  );
  const finished = (sheet: BookSheet, original: BookSheet): BookSheet => ({
    ...withBlanks(sheet, style, random),
    name: names.get(original) ?? sheet.name,
  });
  const ofSchools = schools.map(({ sheet }, at) => finished(hidden[at]!, sheet));
  const ofCounty = side.map(({ sheet }) => finished(sheet, sheet));
  const changed = (sheets: readonly BookSheet[]): BookSheet[] =>
    changes.sheets === undefined ? [...sheets] : [...changes.sheets(sheets, random)];
  if (style.files === "schools and county") return [changed(ofSchools), ofCounty];
  const all = changed([ofCounty[0]!, ...ofSchools, ...ofCounty.slice(1)]);
  return style.files === "one" ? [all] : all.map((sheet) => [sheet]);
};
