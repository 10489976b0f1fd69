/** The order of texts by their code units: the same wherever it runs, in no language's own order. For `sort`. */
export const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
