import manifest from "../package.json" with { type: "json" };

/** Version of this package, as every result and report states it. */
export const version: string = manifest.version;
