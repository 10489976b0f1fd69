/** What a batch leaves in its output folder. */
export const BATCH_FILES = {
  results: "results.ndjson",
  rollup: "rollup.json",
  workbook: "rollup.xlsx",
  junit: "junit.xml",
  /** Lines of a run that has not ended. */
  log: "batch-log.ndjson",
} as const;

/** Folder of the counties' own reports within it. */
export const REPORTS = "counties";
