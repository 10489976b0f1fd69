/** What a batch leaves in its output folder. */
export const BATCH_FILES = {
  results: "results.ndjson",
  rollup: "rollup.json",
  workbook: "rollup.xlsx",
  page: "rollup.html",
  junit: "junit.xml",
  /** Lines of a run that has not ended. */
  log: "batch-log.ndjson",
} as const;

/** What a batch calls a county of a workbook that holds several: `全市.xlsx（东山县）`. */
export const countyOfFile = (file: string, county: string): string => `${file}（${county}）`;

/** The workbook of a name that a batch gives: `全市.xlsx` of `全市.xlsx（东山县）`. */
export const fileOf = (name: string): string => /^(.*?\.xls[xm])（.*）$/is.exec(name)?.[1] ?? name;

/** Folder of the counties' own reports within it. */
export const REPORTS = "counties";

/** Says that a run writes into the folder. */
export const LOCK = ".qe-audit.lock";

/** Two spellings of a name that a disk may take for one. */
export const folded = (path: string): string => path.normalize("NFC").toLowerCase();

/** Whether a name is one of the program's own passing files: a lock, or what is written before it takes its name. */
export const isPassing = (name: string): boolean => /^\.qe-audit(-.*)?\.(lock|tmp)$/s.test(name);
