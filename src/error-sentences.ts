/** What each error says and what to do about it: one sentence per code and language, so that a code without one does not compile. */
import { didYouMean } from "./did-you-mean.ts";
import type { AuditErrorDetail, SourceFault } from "./errors.ts";
import { type Lang, listed, quoted, type Words } from "./language.ts";

export type Sentences<D extends { code: string }> = {
  readonly [C in D["code"]]: (detail: Extract<D, { code: C }>) => Words;
};

const zh = (text: string): string => quoted(text, "zh");
const en = (text: string): string => quoted(text, "en");

const STDIN: Words = { zh: "标准输入", en: "standard input" };
const place = (file: string): Words => (file === "-" ? STDIN : { zh: zh(file), en: en(file) });

const MEGABYTE = 1024 * 1024;
/** Rounded up to a tenth, so that what is over a limit never reads as the limit itself. */
const megabytes = (bytes: number): string => `${Math.ceil((bytes / MEGABYTE) * 10) / 10} MB`;

const AGAIN: Words = {
  zh: "请重新拷贝或下载，或在 Excel、WPS 中打开后另存为 .xlsx。",
  en: "Copy or download it again, or open it in Excel or WPS and save it as .xlsx.",
};
const SAVE_AS: Words = {
  zh: "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再运行。",
  en: "Open it in Excel or WPS, save it as an Excel workbook (*.xlsx), and run again.",
};

/** What the system says when it refuses; its codes are in English. */
const REFUSALS: Readonly<Record<string, Words>> = {
  EACCES: { zh: "没有权限", en: "permission denied" },
  EPERM: { zh: "没有权限", en: "not permitted" },
  EROFS: { zh: "只读的磁盘或文件夹", en: "read-only disk or folder" },
  ENOENT: { zh: "文件夹不存在", en: "the folder does not exist" },
  EEXIST: { zh: "已有同名的文件", en: "a file of that name is there" },
  ENOTDIR: { zh: "路径中有一段不是文件夹", en: "part of the path is no folder" },
  ENOSPC: { zh: "磁盘已满", en: "the disk is full" },
  EDQUOT: { zh: "超出磁盘配额", en: "over the disk quota" },
  ENAMETOOLONG: { zh: "文件名太长", en: "the name is too long" },
  EBUSY: { zh: "正被其他程序占用", en: "in use by another program" },
  ELOOP: { zh: "链接互相指向", en: "links that point at each other" },
  EIO: { zh: "磁盘读写出错", en: "a disk error" },
};
const refusal = (reason: string): Words =>
  Object.hasOwn(REFUSALS, reason) ? REFUSALS[reason]! : { zh: reason, en: reason };

const faultLines = (faults: readonly SourceFault[], lang: Lang): string =>
  faults
    .map(({ path, message, en: english }) => {
      // A fault that has no hint to end with ends where the hint would begin.
      const text = (lang === "en" ? (english ?? message) : message).replace(/[；;]$/, "");
      return path === "" ? text : `${path}: ${text}`;
    })
    .join(lang === "zh" ? "；" : "; ");

/** The same as the end of a sentence: a question is one already. */
const faultSentence = (faults: readonly SourceFault[], lang: Lang): string => {
  const text = faultLines(faults, lang);
  return /[?？]$/.test(text) ? text : `${text}${lang === "zh" ? "。" : "."}`;
};

const KINDS: Readonly<Record<Extract<AuditErrorDetail, { code: "file-not-regular" }>["kind"], Words>> = {
  directory: { zh: "文件夹", en: "a folder" },
  fifo: { zh: "管道", en: "a named pipe" },
  device: { zh: "设备", en: "a device" },
  socket: { zh: "套接字", en: "a socket" },
  other: { zh: "特殊文件", en: "a special file" },
};

const OFFICE: Readonly<Record<Extract<AuditErrorDetail, { code: "file-other-office" }>["kind"], Words>> = {
  docx: { zh: "Word 文档（.docx）", en: "a Word document (.docx)" },
  pptx: { zh: "PowerPoint 演示文稿（.pptx）", en: "a PowerPoint presentation (.pptx)" },
  xlsb: { zh: "二进制工作簿（.xlsb）", en: "a binary workbook (.xlsb)" },
};

type Limit = Extract<AuditErrorDetail, { code: "limit-exceeded" }>["limit"];

const LIMITS: Readonly<Record<Limit, { readonly what: Words; readonly flag: string | null; readonly bytes: boolean }>> =
  {
    inflated: { what: { zh: "解压后的总大小", en: "unpacked size" }, flag: "--limit-inflated", bytes: true },
    part: { what: { zh: "单个部件解压后的大小", en: "unpacked size of one part" }, flag: "--limit-part", bytes: true },
    members: {
      what: { zh: "压缩包内的文件数", en: "number of files in the package" },
      flag: "--limit-members",
      bytes: false,
    },
    sheets: { what: { zh: "工作表数", en: "number of sheets" }, flag: "--limit-sheets", bytes: false },
    rows: {
      what: { zh: "有内容的行数", en: "number of rows that hold something" },
      flag: "--limit-rows",
      bytes: false,
    },
    columns: {
      what: { zh: "有内容的列数", en: "number of columns that hold something" },
      flag: "--limit-columns",
      bytes: false,
    },
    cells: {
      what: { zh: "有内容的单元格数", en: "number of cells that hold something" },
      flag: "--limit-cells",
      bytes: false,
    },
    strings: { what: { zh: "不同文字的条数", en: "number of different texts" }, flag: "--limit-strings", bytes: false },
    depth: { what: { zh: "XML 的嵌套层数", en: "depth of nesting in the XML" }, flag: null, bytes: false },
    attribute: { what: { zh: "XML 属性的长度", en: "length of an XML attribute" }, flag: null, bytes: false },
  };

/** So many counties of a workbook are named; a prefecture has fewer. */
const COUNTIES_TOLD = 30;

/** One sentence or two for each reason why an audit cannot take place: place, expected, found, what to do. */
const AUDIT_SENTENCES: Sentences<AuditErrorDetail> = {
  "file-missing": ({ file }) => ({
    zh: `找不到文件 ${zh(file)}。请检查路径和文件名。`,
    en: `There is no file ${en(file)}. Check the path and the name.`,
  }),
  "file-unreadable": ({ file, reason }) => ({
    zh: `${place(file).zh} 读不了（${refusal(reason).zh}）。请检查权限，或先关闭正在使用它的程序。`,
    en: `${place(file).en} cannot be read (${refusal(reason).en}). Check its permissions, or close the program that holds it.`,
  }),
  "file-not-regular": ({ file, kind, side }) => ({
    zh: `${zh(file)} 是${KINDS[kind].zh}，不是文件。${side === true ? "请给出一个 YAML 或 JSON 文件" : "请给出一个 .xlsx 工作簿；从管道读取时用 -"}。`,
    en: `${en(file)} is ${KINDS[kind].en}, not a file. ${side === true ? "Give a YAML or JSON file" : "Give an .xlsx workbook; to read from a pipe, use -"}.`,
  }),
  "file-empty": ({ file }) => ({
    zh: `${place(file).zh} 是空的（0 字节）。${AGAIN.zh}`,
    en: `${place(file).en} is empty (0 bytes). ${AGAIN.en}`,
  }),
  "file-twice": ({ files: [first, second] }) => ({
    zh:
      first === second
        ? `${place(first).zh} 给了两次。每个文件请只给一次。`
        : `${place(first).zh} 和 ${place(second).zh} 的内容完全相同。请只给其中一个。`,
    en:
      first === second
        ? `${place(first).en} was given twice. Give each file once.`
        : `${place(first).en} and ${place(second).en} hold the very same. Give one of them only.`,
  }),
  "file-too-large": ({ file, size, limit, side }) => ({
    zh: `${place(file).zh} 有 ${megabytes(size)}，超过 ${megabytes(limit)} 的上限。${side === true ? "标准、列名对照和豁免是人写的文件，不会这么大；请检查是否给错了文件" : "确认无误可加 --limit-file 指定更大的 MB 数"}。`,
    en: `${place(file).en} has ${megabytes(size)}, more than the limit of ${megabytes(limit)}. ${side === true ? "Standards, maps and waivers are written by people and never that large; check whether it is the right file" : "If it is meant to, raise it with --limit-file (MB)"}.`,
  }),
  "file-encrypted": ({ file }) => ({
    zh: `${place(file).zh} 有密码。请在 Excel 或 WPS 中取消密码，另存为 .xlsx 后再运行。`,
    en: `${place(file).en} is protected by a password. Remove it in Excel or WPS, save as .xlsx, and run again.`,
  }),
  "file-legacy-excel": ({ file }) => ({
    zh: `${place(file).zh} 是旧版格式（.xls 或 .et），不是 .xlsx。${SAVE_AS.zh}`,
    en: `${place(file).en} is in an old format (.xls or .et), not .xlsx. ${SAVE_AS.en}`,
  }),
  "file-markup": ({ file }) => ({
    zh: `${place(file).zh} 是网页或 XML 文件，只是扩展名改成了 .xlsx。${SAVE_AS.zh}`,
    en: `${place(file).en} is a web page or an XML file that was named .xlsx. ${SAVE_AS.en}`,
  }),
  "file-gap-report": ({ file }) => ({
    zh: `${place(file).zh} 是 qe-audit 写出的差距报告，不是县级工作簿。请给出审计时用的那份工作簿；要改数据，请改在那里。`,
    en: `${place(file).en} is a gap report that qe-audit wrote, not a county's workbook. Give the workbook that was audited; figures are corrected there.`,
  }),
  "file-text": ({ file }) => ({
    zh: `${place(file).zh} 是文本文件（如 .csv），不是 .xlsx 工作簿。${SAVE_AS.zh}`,
    en: `${place(file).en} is a text file (.csv, say), not an .xlsx workbook. ${SAVE_AS.en}`,
  }),
  "file-open-document": ({ file }) => ({
    zh: `${place(file).zh} 是 OpenDocument 表格（.ods），不是 .xlsx。${SAVE_AS.zh}`,
    en: `${place(file).en} is an OpenDocument spreadsheet (.ods), not .xlsx. ${SAVE_AS.en}`,
  }),
  "file-other-office": ({ file, kind }) => ({
    zh: `${place(file).zh} 是${OFFICE[kind].zh}，不是 .xlsx 工作簿。${kind === "xlsb" ? SAVE_AS.zh : "请改用县级数据所在的 .xlsx 工作簿。"}`,
    en: `${place(file).en} is ${OFFICE[kind].en}, not an .xlsx workbook. ${kind === "xlsb" ? SAVE_AS.en : "Give the .xlsx workbook that holds the county's figures."}`,
  }),
  "file-not-workbook": ({ file }) => ({
    zh: `${place(file).zh} 不是 .xlsx 工作簿。${SAVE_AS.zh}`,
    en: `${place(file).en} is not an .xlsx workbook. ${SAVE_AS.en}`,
  }),
  "package-truncated": ({ file, part }) => ({
    zh: `${place(file).zh} 不完整${part === null ? "" : `（在 ${zh(part)} 处中断）`}，可能没有下载或拷贝完，继续会漏掉学校。${AGAIN.zh}`,
    en: `${place(file).en} is cut short${part === null ? "" : ` (at ${en(part)})`}: the download or copy may not have finished, and schools would go missing. ${AGAIN.en}`,
  }),
  "package-damaged": ({ file, part, reason }) => ({
    zh: `${place(file).zh} 已损坏${part === null ? "" : `（${zh(part)}）`}，里面的数不可信。${AGAIN.zh}`,
    en: `${place(file).en} is damaged${part === null ? "" : ` (${en(part)})`}: ${reason}. ${AGAIN.en}`,
  }),
  "package-crc": ({ file, part }) => ({
    zh: `${place(file).zh} 已损坏：${zh(part)} 的校验和不符，里面的数不可信。${AGAIN.zh}`,
    en: `${place(file).en} is damaged: the checksum of ${en(part)} does not match, so its figures cannot be trusted. ${AGAIN.en}`,
  }),
  "package-part-missing": ({ file, part, sheet }) => ({
    zh: `${place(file).zh} 不完整：缺少${sheet === null ? "" : `工作表 ${zh(sheet)} 的`}部件 ${zh(part)}。${AGAIN.zh}`,
    en: `${place(file).en} is incomplete: the part ${en(part)}${sheet === null ? "" : ` of the sheet ${en(sheet)}`} is missing. ${AGAIN.en}`,
  }),
  "package-doctype": ({ file, part }) => ({
    zh: `${place(file).zh} 的 ${zh(part)} 含有 DTD 或实体声明，正常的工作簿没有，因此不予读取。${SAVE_AS.zh}`,
    en: `${place(file).en} declares a DTD or an entity in ${en(part)}, which no ordinary workbook does, so it is not read. ${SAVE_AS.en}`,
  }),
  "package-malformed-xml": ({ file, part, line, reason }) => ({
    zh: `${place(file).zh} 已损坏：${zh(part)} 第 ${line} 行的 XML 有误。${AGAIN.zh}`,
    en: `${place(file).en} is damaged: the XML of ${en(part)} is wrong at line ${line} (${reason}). ${AGAIN.en}`,
  }),
  "package-malformed-cell": ({ file, sheet, cell, reason }) => ({
    zh: `${place(file).zh} 已损坏：${zh(`${sheet}!${cell}`)} 的内容读不出。${AGAIN.zh}`,
    en: `${place(file).en} is damaged: the cell ${en(`${sheet}!${cell}`)} cannot be read (${refusal(reason).en}). ${AGAIN.en}`,
  }),
  "limit-exceeded": ({ file, limit, allowed, where }) => {
    const { what, flag, bytes } = LIMITS[limit];
    const most = bytes ? megabytes(allowed) : String(allowed);
    const unit = bytes ? { zh: "（单位 MB）", en: " (in MB)" } : { zh: "", en: "" };
    return {
      zh: `${place(file).zh}${where === null ? "" : ` 的 ${zh(where)}`} 超过上限：${what.zh}最多 ${most}。${flag === null ? SAVE_AS.zh : `请删去无关内容；确认无误可用 ${flag} 放宽${unit.zh}。`}`,
      en: `${place(file).en}${where === null ? "" : `, ${en(where)},`} is over a limit: ${what.en} at most ${most}. ${flag === null ? SAVE_AS.en : `Remove what does not belong; if it is meant to be there, raise the limit with ${flag}${unit.en}.`}`,
    };
  },
  "no-school-sheet": ({ file, sheets, nearest, other }) => {
    if (other !== undefined) {
      return {
        zh: `${place(file).zh} 中学校表的数据都没有采用：${zh(other.cell)} 写的是 ${zh(other.text)}，按它不是数据年份的实有数。若确是数据年份的数，请改写这一处或县情的“数据年份”；若不是，请补上数据年份的学校表。`,
        en: `No figure of the schools in ${place(file).en} was taken: ${en(other.cell)} says ${en(other.text)}, by which they are not what there was in the data year. If they are that year's, reword it or 数据年份 in 县情; else add the table of the data year.`,
      };
    }
    const known = sheets.slice(0, 10);
    const rest = sheets.length - known.length;
    return {
      zh: `${place(file).zh} 中没有像“学校”的工作表（应有学校名称、办学类型、在校生数等列）。现有：${listed(known.map(zh), "zh")}${rest > 0 ? ` 等 ${sheets.length} 张` : ""}。${nearest === null ? "" : `最接近的是 ${zh(nearest.sheet)}，只认出 ${listed(nearest.found.map(zh), "zh") || "0 列"}。`}可用 qe-audit template 生成模板对照表头。`,
      en: `${place(file).en} has no sheet that looks like 学校 (columns 学校名称, 办学类型, 在校生数 and so on). It has: ${listed(known.map(en), "en")}${rest > 0 ? ` and ${rest} more` : ""}.${nearest === null ? "" : ` The nearest is ${en(nearest.sheet)}, of which only ${listed(nearest.found.map(en), "en") || "no column"} was recognised.`} Compare its headers with those of qe-audit template.`,
    };
  },
  "school-sheets-disagree": ({ file, sheets: [first, second] }) => ({
    zh: `${place(file).zh} 中 ${zh(first)} 和 ${zh(second)} 都像学校表，数据却不一致，无法知道该用哪一张。各列一部分学校的，请合并成一张；是新旧两份的，只保留一张。`,
    en: `In ${place(file).en} both ${en(first)} and ${en(second)} look like the table of schools, and they disagree, so nobody can tell which one counts. Join them where each lists some of the schools; keep one where they are an old and a new copy.`,
  }),
  "layout-ambiguous": ({ file, layouts }) => ({
    zh: `${place(file).zh} 的版式有多种理解（${listed(layouts, "zh")}），无法确定。请只保留一种版式的工作表。`,
    en: `${place(file).en} can be read in several layouts (${listed(layouts, "en")}). Keep the sheets of one of them.`,
  }),
  "column-ambiguous": ({ file, label, cells: [first, second] }) => ({
    zh: `${place(file).zh} 中 ${first} 和 ${second} 两列都是 ${zh(label)}，无法知道该用哪一列。请删去一列，或改一个表头。`,
    en: `In ${place(file).en} the columns at ${first} and ${second} are both ${en(label)}, so nobody can tell which one counts. Delete one, or rename its header.`,
  }),
  "counties-several": ({ file, counties, forms = false }) => ({
    zh: `${place(file).zh} 中有 ${counties.length} 个区县${forms ? "的国家申报表" : ""}：${listed(
      counties
        .slice(0, COUNTIES_TOLD)
        .map(({ name, schools }) => (forms ? zh(name) : `${zh(name)}（${schools} 所学校）`)),
      "zh",
    )}${counties.length > COUNTIES_TOLD ? " 等" : ""}。一次只能审计一个县：请用 --county 选一个，或用 qe-audit batch 逐县审计。其中几个名称若是同一个县，请在对照文件的“县”部分写明（另一名称: 本县名称）。`,
    en: `${place(file).en} holds ${forms ? "the national forms of " : ""}${counties.length} counties: ${listed(
      counties
        .slice(0, COUNTIES_TOLD)
        .map(({ name, schools }) => (forms ? en(name) : `${en(name)} (${schools} schools)`)),
      "en",
    )}${counties.length > COUNTIES_TOLD ? " and others" : ""}. One county is audited at a time: choose it with --county, or audit each with qe-audit batch. Where two of the names are one county, say so in the map's counties.`,
  }),
  "form-of-several": ({ file, counties }) => ({
    zh: `${place(file).zh} 的国家申报表把 ${counties.length} 个区县的学校填在同一张表Ⅱ-2 中：${listed(
      counties.slice(0, COUNTIES_TOLD).map(zh),
      "zh",
    )}${counties.length > COUNTIES_TOLD ? " 等" : ""}。申报表的说明和结论以县为单位，无法拆开：请每个县另存一份申报表，再逐份审计（或用 qe-audit batch）。`,
    en: `The national form in ${place(file).en} has the schools of ${counties.length} counties in one list of schools: ${listed(
      counties.slice(0, COUNTIES_TOLD).map(en),
      "en",
    )}${counties.length > COUNTIES_TOLD ? " and others" : ""}. What the form says is of one county, so it cannot be parted: save a form for each county and audit them one by one, or with qe-audit batch.`,
  }),
  "counties-differ": ({ files: [first, second], counties: [one, other], file }) => ({
    zh:
      file !== undefined
        ? `${place(file).zh} 的 ${first} 写的是 ${zh(one)}，${second} 写的是 ${zh(other)}，不知道是哪个县的数据。是 ${zh(one)} 的，请把 ${second} 的县名改成 ${zh(one)}；是 ${zh(other)} 的，请把 ${first} 和其他各处的县名改成 ${zh(other)}。两个名称若是同一个县（如更名），请在对照文件的“县”部分写明。`
        : `${place(first).zh} 是 ${zh(one)} 的，${place(second).zh} 是 ${zh(other)} 的，不能当作一个县审计。请用 --county 选一个，或用 qe-audit batch 分别审计；要比较两次评估请用 qe-audit diff。两个名称若是同一个县，请在对照文件的“县”部分写明。`,
    en:
      file !== undefined
        ? `In ${place(file).en} ${first} says ${en(one)} and ${second} says ${en(other)}, so nobody can tell whose figures these are. If they are of ${en(one)}, write that in ${second}; if of ${en(other)}, write that in ${first} and wherever else the first stands. Where the names are one county, say so in the map's counties.`
        : `${place(first).en} is of ${en(one)} and ${place(second).en} of ${en(other)}, so they are not one county. Choose one with --county, audit each with qe-audit batch, or compare two audits with qe-audit diff. Where the names are one county, say so in the map's counties.`,
  }),
  "county-unknown": ({ file, name, known, nearest }) => ({
    zh:
      known.length === 0
        ? `${place(file).zh} 没有写明区县，无法用 --county 选出 ${zh(name)}。请去掉 --county，或在表中加“区县”列。`
        : `${place(file).zh} 中没有区县 ${zh(name)}。${didYouMean(nearest).zh}其中有：${listed(known.slice(0, COUNTIES_TOLD).map(zh), "zh")}。`,
    en:
      known.length === 0
        ? `${place(file).en} names no county, so --county cannot choose ${en(name)}. Leave --county out, or add a column 区县.`
        : `${place(file).en} has no county ${en(name)}.${didYouMean(nearest).en} It has: ${listed(known.slice(0, COUNTIES_TOLD).map(en), "en")}.`,
  }),
  "as-of-missing": ({ file, unused }) => ({
    zh: `${place(file).zh} 没有填报日期，也没有数据年份，不知道按哪一天的标准判定。${unused === null ? "请在“县情”表填写，或加 --as-of 2025-12-31。" : `“县情”的值没有读到：${unused.cell} 的标题是${zh(unused.header)}，不像本年的数值；若是，请把标题改为“数值”，或加 --as-of 2025-12-31。`}`,
    en: `${place(file).en} gives neither 填报日期 nor 数据年份, so there is no date to judge by. ${unused === null ? "Fill them in on 县情, or add --as-of 2025-12-31." : `The values of 县情 were not read: ${unused.cell} is headed ${en(unused.header)}, which does not say this year's values. If it is, call it 数值, or add --as-of 2025-12-31.`}`,
  }),
  "as-of-unreadable": ({ file, cell }) => ({
    zh: `${place(file).zh} 的填报日期${cell === null ? "" : `（${cell}）`}不是日期，不知道按哪一天的标准判定。请改成日期（如 2025-12-10），或加 --as-of 2025-12-31。`,
    en: `In ${place(file).en} 填报日期${cell === null ? "" : ` (${cell})`} is no date, so there is none to judge by. Correct it (2025-12-10, say), or add --as-of 2025-12-31.`,
  }),
  "as-of-invalid": ({ value }) => ({
    zh: `--as-of 应为日期（如 2025-12-31），收到的是 ${zh(value)}。`,
    en: `--as-of wants a date (2025-12-31, say) and got ${en(value)}.`,
  }),
  "as-of-before-standard": ({ standard, asOf, from }) => ({
    zh: `标准 ${standard} 自 ${from} 起施行，而判定日期是 ${asOf}。请检查填报日期、数据年份或 --as-of。`,
    en: `The standard ${standard} is in force from ${from}, and the date to judge by is ${asOf}. Check 填报日期, 数据年份 or --as-of.`,
  }),
  "standard-unknown": ({ id, known, nearest }) => ({
    zh: `没有标准 ${zh(id)}。${didYouMean(nearest).zh}可用的有：${listed(known, "zh")}。`,
    en: `There is no standard ${en(id)}.${didYouMean(nearest).en} Available: ${listed(known, "en")}.`,
  }),
  "standard-invalid": ({ source, faults }) => ({
    zh: `标准 ${zh(source)} 不能用：${faultSentence(faults, "zh")}`,
    en: `The standard ${en(source)} cannot be used: ${faultSentence(faults, "en")}`,
  }),
  "option-unknown": ({ id, known, nearest }) => ({
    zh: `所选标准没有 ${zh(id)} 这一选项。${didYouMean(nearest).zh}${known.length === 0 ? "它没有可选项。" : `--relax 可选：${listed(known, "zh")}。`}`,
    en: `The chosen standard has no option ${en(id)}.${didYouMean(nearest).en} ${known.length === 0 ? "It has none." : `--relax takes: ${listed(known, "en")}.`}`,
  }),
  "relaxations-equal": ({ indicator, school, options: [first, second] }) => ({
    zh: `放宽规定 ${zh(first)} 和 ${zh(second)} 都适用于${school}的 ${indicator}，两者同样有效，无法确定以哪一条为准。--relax 请只选其中一条，或在标准中把两者的条件分开。`,
    en: `The relaxations ${en(first)} and ${en(second)} both apply to ${indicator} of ${school} and count the same, so nobody can say which holds. Give only one of them to --relax, or set their conditions apart in the standard.`,
  }),
  "indicator-unknown": ({ name, known, near }) => ({
    zh: `没有指标 ${zh(name)}。${didYouMean(near).zh}可用代码：${listed(known, "zh")}。`,
    en: `There is no indicator ${en(name)}.${didYouMean(near).en} Codes: ${listed(known, "en")}.`,
  }),
  "indicator-ambiguous": ({ name, matches }) => ({
    zh: `${zh(name)} 可以指多个指标：${listed(
      matches.map((each) => `${each.code} ${each.name.zh}`),
      "zh",
    )}。请写其中一个的代码。`,
    en: `${en(name)} can mean several indicators: ${listed(
      matches.map((each) => `${each.code} ${each.name.en}`),
      "en",
    )}. Give the code of one of them.`,
  }),
  "school-unknown": ({ name, near }) => ({
    zh: `工作簿中没有学校 ${zh(name)}。${didYouMean(near).zh}请用学校名称或学校标识码。`,
    en: `The workbook has no school ${en(name)}.${didYouMean(near).en} Give its name or its code.`,
  }),
  "school-ambiguous": ({ name, cells }) => ({
    zh: `名为 ${zh(name)} 的学校不止一所（${listed(cells.map(zh), "zh")}），分不清是哪一所。请改写学校标识码；工作簿中没有的先补上。`,
    en: `Several schools are called ${en(name)} (${listed(cells.map(en), "en")}), and nobody can say which is meant. Give its school code; fill it in in the workbook where it is missing.`,
  }),
  "change-invalid": ({ written, faults }) => ({
    zh: `改动 ${zh(written)} 不能用：${faultSentence(faults, "zh")}`,
    en: `The change ${en(written)} cannot be made: ${faultSentence(faults, "en")}`,
  }),
  "side-file-invalid": ({ file, faults }) => ({
    zh: `${zh(file)} 不能用：${faultSentence(faults, "zh")}`,
    en: `${en(file)} cannot be used: ${faultSentence(faults, "en")}`,
  }),
  "no-workbooks": ({ given, ignored }) => ({
    zh: `${listed(given.map(zh), "zh")} 中没有 .xlsx 或 .xlsm 工作簿${ignored > 0 ? `（另有 ${ignored} 个其他文件）` : ""}。请检查路径；旧格式请先另存为 .xlsx。`,
    en: `There is no .xlsx or .xlsm workbook in ${listed(given.map(en), "en")}${ignored > 0 ? ` (but ${ignored} other files)` : ""}. Check the path; save old formats as .xlsx first.`,
  }),
  "previous-unmatched": ({ folder }) => ({
    zh: `${zh(folder)} 中没有一个工作簿与这次的县对应，无法与上年比较。上年的工作簿在文件夹内的路径应与今年的相同（年份可以不同）。`,
    en: `No workbook in ${en(folder)} goes with a county of this run, so nothing can be compared with last year. Last year's workbooks need the same paths within their folder (years in them may differ).`,
  }),
  "audit-timeout": ({ file, seconds }) => ({
    zh: `${zh(file)} 在 ${seconds} 秒内没有审计完，已停止。请删去无关内容，或用 --timeout 放宽。`,
    en: `${en(file)} was not audited within ${seconds} s and was stopped. Remove what does not belong, or allow more with --timeout.`,
  }),
  "audit-crashed": ({ file, reason }) => ({
    zh:
      reason === "memory"
        ? `审计 ${zh(file)} 时内存不足，已停止。请删去无关内容后再审计。`
        : `审计 ${zh(file)} 时工作进程意外结束（${reason}）。请用 qe-audit check 单独审计它，并把结果反馈给维护者。`,
    en:
      reason === "memory"
        ? `Auditing ${en(file)} ran out of memory and was stopped. Remove what does not belong and audit it again.`
        : `The worker that audited ${en(file)} ended unexpectedly (${reason}). Audit it alone with qe-audit check, and report what it prints.`,
  }),
  "audit-bug": ({ file, message }) => ({
    zh: `审计 ${zh(file)} 时程序内部出错（${message}）。这不是数据的问题；请用 qe-audit check --debug 单独审计它，并反馈给维护者。`,
    en: `Auditing ${en(file)} met an internal error (${message}). The workbook is not at fault; audit it alone with qe-audit check --debug, and report what it prints.`,
  }),
  "batch-folder-invalid": ({ folder, reason }) => ({
    zh: {
      "no-results": `${zh(folder)} 不是批量审计的输出文件夹：没有 results.ndjson。请给出 qe-audit batch 的 -o 文件夹；中断的批次先加 --resume 跑完。`,
      "no-rollup": `${zh(folder)} 中没有 rollup.json，批次没有跑完。请加 --resume 再运行一次 qe-audit batch。`,
      broken: `${zh(folder)} 中的 results.ndjson 或 rollup.json 不是本程序写的，或已损坏。请加 --resume 再运行一次 qe-audit batch。`,
    }[reason],
    en: {
      "no-results": `${en(folder)} is no output folder of a batch: it has no results.ndjson. Give the -o folder of qe-audit batch; finish an interrupted batch with --resume first.`,
      "no-rollup": `${en(folder)} has no rollup.json, so its batch did not finish. Run qe-audit batch again with --resume.`,
      broken: `results.ndjson or rollup.json in ${en(folder)} was not written by this program, or is damaged. Run qe-audit batch again with --resume.`,
    }[reason],
  }),
  "batch-folders-differ": ({ folders: [first, second], what }) => {
    const words = {
      standard: { zh: "标准或其版本", en: "standards or editions of one" },
      options: { zh: "可选规定", en: "options" },
      config: { zh: "配置文件", en: "settings files" },
      waivers: { zh: "豁免", en: "waivers" },
      version: { zh: "程序版本", en: "versions of qe-audit" },
      shards: { zh: "分片总数", en: "numbers of shards" },
    }[what];
    return {
      zh: `${zh(first)} 和 ${zh(second)} 的${words.zh}不同，不能合并。请用同样的命令重新运行其中一个。`,
      en: `${en(first)} and ${en(second)} have different ${words.en}, so they cannot be merged. Run one of them again in the same way.`,
    };
  },
  "batch-shard-missing": ({ missing, of }) => ({
    zh: `缺少分片 ${listed(
      missing.map((index) => `${index}/${of}`),
      "zh",
    )}，合并会漏掉县。请补上这些分片的输出文件夹。`,
    en: `The shards ${listed(
      missing.map((index) => `${index}/${of}`),
      "en",
    )} are missing, and their counties would be too. Add their output folders.`,
  }),
  "batch-file-twice": ({ file, folders: [first, second] }) => ({
    zh: `${zh(file)} 在 ${zh(first)} 和 ${zh(second)} 中都有，不能重复计算。请只保留一个。`,
    en: `${en(file)} is in both ${en(first)} and ${en(second)}, and would count twice. Leave one of them out.`,
  }),
  "comparison-input-invalid": ({ file }) => ({
    zh: `${zh(file)} 不能比较：应为工作簿（.xlsx）、qe-audit check 的 JSON 结果，或批量审计的输出文件夹。`,
    en: `${en(file)} cannot be compared: it should be a workbook (.xlsx), a JSON result of qe-audit check, or the output folder of a batch.`,
  }),
  "diff-counties": ({ files: [before, after], counties }) => ({
    zh: `${zh(before)} 是${zh(counties[0])}的，${zh(after)} 是${zh(counties[1])}的，没有一所相同的学校，是两个不同的县，不能比较。请写同一个县的两次；几个县并排看请用 qe-audit batch。`,
    en: `${en(before)} is of ${en(counties[0])} and ${en(after)} of ${en(counties[1])}, and they share no school: they are different counties, which are not compared. Name two audits of one county, or see several side by side with qe-audit batch.`,
  }),
  "output-folder-named-file": ({ folder }) => ({
    zh: `这里要写一个文件夹（里面写出许多文件），而 ${zh(folder)} 像是文件名。请去掉扩展名，例如 ${zh(`${folder.replace(/\.[^.]*$/, "")}/`)}。`,
    en: `A folder is wanted here, for many files, and ${en(folder)} is called like a file. Leave the extension out: ${en(`${folder.replace(/\.[^.]*$/, "")}/`)}.`,
  }),
  "output-extension": ({ file, format, extension, known }) => ({
    zh: `${zh(file)}：${format} 格式写不成 ${extension} 文件。请换一个扩展名${known.length === 0 ? "" : `（${listed(known, "zh")}）`}${extension === ".pdf" ? "；要 PDF，请打开后打印成 PDF" : ""}。`,
    en: `${en(file)}: the format ${format} makes no ${extension} file. Use another extension${known.length === 0 ? "" : ` (${listed(known, "en")})`}${extension === ".pdf" ? "; for a PDF open the file and print it" : ""}.`,
  }),
  "history-year-missing": ({ file }) => ({
    zh: `${zh(file)} 没有写数据年份，不知道是哪一年的。请在“县情”表的“数据年份”填写（如 2025）。`,
    en: `${en(file)} gives no 数据年份, so its year is not known. Fill it in on 县情 (2025, say).`,
  }),
  "history-year-twice": ({ files: [first, second], year }) => ({
    zh: `${zh(first)} 和 ${zh(second)} 的数据年份都是 ${year}，一年只能有一个。请去掉一个；同一年内的两次请用 qe-audit diff 比较。`,
    en: `${en(first)} and ${en(second)} are both of the data year ${year}, and a year has one. Leave one of them out; compare two audits of one year with qe-audit diff.`,
  }),
  "history-one-year": ({ files }) => ({
    zh: `${files.length === 0 ? "没有读到任何一年" : `只有 ${zh(files[0]!)} 一年`}，至少要两年才能对照。请再加上别的年份的工作簿或 JSON 结果。`,
    en: `${files.length === 0 ? "No year was found" : `There is one year only, ${en(files[0]!)}`}; at least two are needed. Add workbooks or JSON results of other years.`,
  }),
  "history-county": ({ files: [first, second], counties }) => ({
    zh:
      counties === null
        ? `${zh(first)} 和 ${zh(second)} 没有一所相同的学校，像是两个县的，不能对照。请只放同一个县各年的文件，或在“县情”表写明行政区划代码。`
        : `${zh(first)} 是${zh(counties[0])}的，${zh(second)} 是${zh(counties[1])}的，不能对照。请只放同一个县各年的文件；县改过名的，请在两年的“县情”表写上同一个行政区划代码。`,
    en:
      counties === null
        ? `${en(first)} and ${en(second)} have no school in common and seem to be of two counties, so they cannot stand side by side. Give the files of one county, or fill in the county code on 县情.`
        : `${en(first)} is of ${en(counties[0])} and ${en(second)} of ${en(counties[1])}, so they cannot stand side by side. Give the files of one county; where it was renamed, give both years one county code on 县情.`,
  }),
  "output-folder-is-input": ({ folder }) => ({
    zh: `${place(folder).zh} 既是要读的文件夹，又是写结果的文件夹。请用 -o 另给一个文件夹。`,
    en: `${place(folder).en} is both the folder to read and the folder for the results. Give another with -o.`,
  }),
  "output-is-input": ({ file, input }) => ({
    zh: `输出 ${zh(file)} 就是要读的${file === input ? "文件" : ` ${place(input).zh}`}，不能覆盖。请用 -o 换一个文件名或文件夹。`,
    en: `The output ${en(file)} is ${file === input ? "a file that is read" : `${place(input).en}, which is read`}, and is never overwritten. Choose another name or folder with -o.`,
  }),
  "output-in-use": ({ file, host, pid, since, lock }) => ({
    zh: `另一次运行正在写 ${zh(file)}（主机 ${host}，进程 ${pid}，自 ${since} 起），没有写出任何文件。请等它结束，或用 -o 另给一个文件夹；确认没有别的运行时，可删除 ${zh(lock)} 再试。`,
    en: `Another run is writing ${en(file)} (host ${host}, process ${pid}, since ${since}); no file was written. Wait until it ends, or give another folder with -o; where you are sure that there is none, delete ${en(lock)} and try again.`,
  }),
  "output-exists": ({ file }) => ({
    zh: `${zh(file)} 已经存在，可能已填有数据，未作改动。请换一个文件名，或先移走它。`,
    en: `${en(file)} exists already and may hold somebody's figures, so it was left alone. Choose another name, or move it away.`,
  }),
  "output-open": ({ file, lock }) => ({
    zh: `${zh(file)} 正在 Excel、WPS 或 LibreOffice 中打开（旁边有 ${zh(lock)}），没有改动。请关闭后再运行；已经关闭的，删去那个文件。`,
    en: `${en(file)} is open in Excel, WPS or LibreOffice (${en(lock)} is beside it) and was not changed. Close it and run again; if nobody has it open, delete that file.`,
  }),
  "output-not-own": ({ file }) => ({
    zh: `要写的 ${zh(file)} 已经存在，又不是 qe-audit 写出的，或写出后有人另存过，未作改动，也没有写出任何文件。请先移走它，或换一个文件名或输出文件夹。`,
    en: `${en(file)}, which was to be written, exists already and is not qe-audit's, or was saved by somebody since, so it was left alone and no file was written. Move it away, or give another name or output folder.`,
  }),
  "ledger-county": ({ file, workbook, counties: [kept, found] }) => ({
    zh: `台账 ${zh(file)} 是${zh(kept)}的，${zh(workbook)} 是${zh(found)}的，没有改动。请核对工作簿和台账，或换一个台账文件名；县改过名或换过代码的，请把台账“记录”表最后一行的县名、行政区划代码改成新的。`,
    en: `The ledger ${en(file)} is of ${en(kept)} and ${en(workbook)} of ${en(found)}, so it was not changed. Check both, or give another file for the ledger; where the county was renamed or has a new code, correct 县名 and 行政区划代码 in the last line of 记录 of the ledger.`,
  }),
  "ledger-of-others": ({ file, workbook }) => ({
    zh: `台账 ${zh(file)} 里的学校没有一所在 ${zh(workbook)} 中，像是另一个县的，没有改动。请核对工作簿和台账，或换一个台账文件名。`,
    en: `None of the schools of the ledger ${en(file)} is in ${en(workbook)}, so it seems to be another county's and was not changed. Check both, or give another file for the ledger.`,
  }),
  "ledger-sheet-missing": ({ file, sheet }) => ({
    zh: `台账 ${zh(file)} 里没有“${sheet}”表（可能改了名或删了），没有改动。请恢复这张表或改回表名，再运行。`,
    en: `The ledger ${en(file)} has no sheet ${sheet} (it may have been renamed or removed) and was not changed. Put it back or give it its name again, then run again.`,
  }),
  "ledger-columns": ({ file, sheet, missing, twice }) => ({
    zh: `台账 ${zh(file)} 的“${sheet}”表${listed(
      [
        missing.length === 0 ? "" : `没有${missing.map((name) => `“${name}”`).join("、")}列（可能改了名或删了）`,
        twice.length === 0 ? "" : `有不止一列叫${twice.map((name) => `“${name}”`).join("、")}`,
      ].filter((part) => part !== ""),
      "zh",
    )}，没有改动。这些列由程序更新，请恢复列名，再运行。`,
    en: `Sheet ${sheet} of the ledger ${en(file)} has ${listed(
      [
        missing.length === 0 ? "" : `no column ${listed(missing, "en")} (it may have been renamed or removed)`,
        twice.length === 0 ? "" : `more than one column ${listed(twice, "en")}`,
      ].filter((part) => part !== ""),
      "en",
    )} and was not changed. The program keeps these columns: give them their names again, then run again.`,
  }),
  "output-read-only": ({ file }) => ({
    zh: `${zh(file)} 是只读文件，不会替换它，没有写出任何文件。请换一个文件名；确实要替换时，先取消它的只读属性。`,
    en: `${en(file)} is read-only and will not be replaced; no file was written. Choose another name, or make it writable if it is to be replaced.`,
  }),
  "output-exists-not-file": ({ file }) => ({
    zh: `输出 ${zh(file)} 是文件夹或设备，不是文件。请给出文件名。`,
    en: `The output ${en(file)} is a folder or a device, not a file. Give the name of a file.`,
  }),
  "output-unwritable": ({ file, reason }) => ({
    zh: `${file === "-" ? "标准输出" : zh(file)} 写不了（${refusal(reason).zh}），没有写出任何文件。请检查文件夹是否存在、权限和磁盘空间。`,
    en: `${file === "-" ? "Standard output" : en(file)} cannot be written (${refusal(reason).en}); no file was written. Check that the folder exists, its permissions and the space on the disk.`,
  }),
  "plan-of-composite": ({ standard }) => ({
    zh: `plan 不能按 ${standard} 测算：它判定各项差异系数的平均值，不要求每所学校补齐什么；请用 check 查看结论，或按 national-2017 测算。`,
    en: `plan cannot work by ${standard}: it judges the mean of coefficients, and asks nothing of a single school. See the verdict with check, or plan by national-2017.`,
  }),
  "plan-of-spread-alone": ({ standard, indicator }) => ({
    zh: `plan 不能按 ${standard} 测算：指标 ${indicator} 只有差异系数的限值（limits），没有对每所学校的要求（bounds）；请用 check 查看结论，或为它写上 bounds。`,
    en: `plan cannot work by ${standard}: ${indicator} has limits for its spread and no bounds for a single school. See the verdict with check, or give it bounds.`,
  }),
  "output-too-large": ({ format }) => ({
    zh: `这份结果写成 ${zh(format)} 超过程序能写的长度，没有写出。请改用 -o 结果.xlsx、-o 结果.csv，或者分几个工作簿审计。`,
    en: `As ${en(format)} this result is longer than the program can write; nothing was written. Write it with -o result.xlsx or -o result.csv, or audit it in several workbooks.`,
  }),
  "output-format-unknown": ({ value, known, nearest }) => ({
    zh: `不认识输出格式 ${zh(value)}。${didYouMean(nearest).zh}可用：${listed(known, "zh")}。`,
    en: `There is no output format ${en(value)}.${didYouMean(nearest).en} Available: ${listed(known, "en")}.`,
  }),
};

/** What a detail says in a language, of sentences by code. */
export const sentence = <D extends { code: string }>(sentences: Sentences<D>, detail: D, lang: Lang): string => {
  const write = sentences[detail.code as D["code"]] as (of: D) => Words;
  return write(detail)[lang];
};

/** Why an audit cannot take place and what to do about it; foreign text is as it came, not yet made safe to print. */
export const auditErrorText = (detail: AuditErrorDetail, lang: Lang): string => sentence(AUDIT_SENTENCES, detail, lang);
