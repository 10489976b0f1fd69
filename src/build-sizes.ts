import type { Metafile } from "esbuild";

const LARGEST_TOLD = 8;

/** Bytes as people read them. */
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)} MB`;

/** The packages that are the most of what was bundled, each with its size. */
export const sizesOf = (metafiles: readonly Metafile[]): string => {
  const byName = new Map<string, number>();
  for (const { inputs } of metafiles.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(input)?.[1] ?? "qe-audit";
      byName.set(name, (byName.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...byName]
    .sort((left, right) => right[1] - left[1])
    .slice(0, LARGEST_TOLD)
    .map(([name, bytes]) => `${name} ${megabytes(bytes)}`)
    .join(", ");
};
