/** Names of the sheets by which a gap report of this program is known again: nobody's workbook has all of them. */
export const GAP_REPORT_SHEETS = {
  matrix: { zh: "学校达标矩阵", en: "School matrix" },
  ledger: { zh: "差距清单", en: "Gap ledger" },
  run: { zh: "运行信息", en: "Run" },
} as const;
