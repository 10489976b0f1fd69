import * as z from "zod";

const Path = z.string().min(1);

/** What a settings file may say of one county. */
export const CountySettings = z.strictObject({
  /** Ids of the standard's options opted in to. */
  relax: z.array(z.string().min(1)).optional(),
  map: Path.optional(),
  waivers: Path.optional(),
  prices: Path.optional(),
});
export type CountySettings = z.infer<typeof CountySettings>;

/**
 * `qe-audit.config.yaml`: what an office would otherwise write on every command line. Each key stands for the option of
 * its name; paths are relative to the file itself.
 */
export const Config = z.strictObject({
  /** Id of a standard that ships, or the path of one's own. */
  standard: Path.optional(),
  ...CountySettings.shape,
  /** Reports that a batch writes for each county. */
  formats: z.array(z.string().min(1)).optional(),
  lang: z.enum(["zh", "en"]).optional(),
  /** What is otherwise for one county, by its 行政区划代码 or its name as the workbook has it. */
  counties: z.record(z.string().min(1), CountySettings).optional(),
});
export type Config = z.infer<typeof Config>;

/** What a settings file can settle, by its own keys. */
export const CONFIG_KEYS = ["standard", "relax", "map", "waivers", "prices", "formats", "lang"] as const;
export type ConfigKey = (typeof CONFIG_KEYS)[number];

/** The settings file of a run and what it settled there; goes into every report. */
export const UsedConfig = z.strictObject({
  file: z.string(),
  /** Lower-case hexadecimal. */
  sha256: z.string(),
  /** What the command line says itself is not among them. */
  used: z.array(z.enum(CONFIG_KEYS)),
  /** The key under `counties` that was the county's; null where none was. */
  county: z.string().nullable(),
});
export type UsedConfig = z.infer<typeof UsedConfig>;

/** A county's own settings, with the key under `counties` that names it; what the command line says is left out. */
export interface CountyConfig {
  readonly named: string;
  readonly settings: CountySettings;
  /** The file with what it settles for this county. */
  readonly config: UsedConfig;
}
