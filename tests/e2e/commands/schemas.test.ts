import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { AuditError } from "../../../src/errors.ts";
import { jsonSchema, SCHEMA_NAMES, type SchemaName, schemaVersion } from "../../../src/schemas.ts";
import { MAP_PARTS, parseColumnMap } from "../../../src/workbook/column-map.ts";
import { DEMO, inFolder, run } from "../../unit/cli/run.ts";

const root = join(import.meta.dirname, "../../..");
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validators = new Map(SCHEMA_NAMES.map((name) => [name, ajv.compile(jsonSchema(name))]));

const validatorOf = (name: SchemaName): ValidateFunction => validators.get(name)!;
const expectValid = (name: SchemaName, value: unknown): void => {
  const validate = validatorOf(name);
  expect(validate(value), ajv.errorsText(validate.errors)).toBe(true);
};
const printed = async (...argv: string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await run(argv);
  expect(code, stderr).toBeLessThan(3);
  return JSON.parse(stdout);
};
const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

describe("each schema", () => {
  test.each(SCHEMA_NAMES)("%s names itself and its version, and ships", async (name) => {
    expect(jsonSchema(name)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `urn:qe-audit:schema:${name}:${schemaVersion(name)}`,
      type: "object",
    });
    const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(exports[`./${name}.schema.json`]).toBe(`./dist/${name}.schema.json`);
    for (const document of ["docs/library.md", "docs/library.zh-CN.md"]) {
      expect(await readFile(join(root, document), "utf8")).toContain(`${name}.schema.json`);
    }
  });

  test.each(["result", "batch-line", "rollup", "diff", "plan", "baseline"] as const)(
    "%s has its version in what it is of",
    (name) => {
      expect(jsonSchema(name)).toMatchObject({
        properties: { schemaVersion: { const: schemaVersion(name) } },
        required: expect.arrayContaining(["schemaVersion"]),
        additionalProperties: false,
      });
    },
  );
});

describe("what the program writes", () => {
  const CONFIG = "qe-audit.config.yaml";
  const withConfig = <T>(work: (path: (name: string) => string) => Promise<T>): Promise<T> =>
    inFolder(async (path) => {
      await mkdir(path("in"));
      await copyFile(DEMO, path("in/county.xlsx"));
      await writeFile(path(CONFIG), "relax: [small-school-any]\n");
      return work(path);
    });

  test("result, with a settings file and without", () =>
    withConfig(async (path) => {
      for (const lang of ["zh", "en"]) {
        const own = ["check", path("in/county.xlsx"), "--format", "json", "--lang", lang];
        expectValid("result", await printed(...own));
        expectValid("result", await printed(...own, "--no-config", "-s", "tianjin-wuqing-2020"));
      }
    }));

  test("plan", () =>
    withConfig(async (path) => {
      expectValid("plan", await printed("plan", path("in/county.xlsx"), "--format", "json"));
      const years = ["--years", "2026-2027", "--budget", "2026=200000,2027=500000", "--no-config"];
      expectValid("plan", await printed("plan", path("in/county.xlsx"), "--format", "json", ...years));
    }));

  test("batch lines, roll-up and baseline, of counties that can be audited and of one that cannot", () =>
    withConfig(async (path) => {
      await writeFile(path("in/broken.xlsx"), "no workbook");
      const baseline = ["--baseline", path("baseline.json"), "--update-baseline"];
      const { stderr } = await run(["batch", path("in"), "-o", path("out"), "--jobs", "1", ...baseline]);
      const lines = (await readFile(path("out/results.ndjson"), "utf8")).trim().split("\n");
      expect(lines, stderr).toHaveLength(2);
      for (const line of lines) expectValid("batch-line", JSON.parse(line));
      expectValid("rollup", await read(path("out/rollup.json")));
      expectValid("baseline", await read(path("baseline.json")));
    }));

  test("diff", () =>
    withConfig(async (path) => {
      const changed = ["check", path("in/county.xlsx"), "--what-if", "云溪县云河路小学.教学仪器设备值+=50000"];
      expectValid("diff", await printed(...changed, "--format", "json"));
      expectValid("diff", await printed("diff", DEMO, DEMO, "--format", "json"));
    }));
});

describe("what people write", () => {
  test("config: what the documents show, and nothing that the program refuses", async () => {
    for (const document of ["docs/cli.md", "docs/cli.zh-CN.md"]) {
      const text = await readFile(join(root, document), "utf8");
      expectValid("config", parse(/```yaml\n([\s\S]*?)```/.exec(text)![1]!));
    }
    for (const wrong of [{ standrad: "x" }, { relax: "x" }, { counties: { A: { standard: "x" } } }, { lang: "de" }]) {
      expect(validatorOf("config")(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  const MAPS = [
    {},
    { columns: { 教工数: "staff", 在校生: null, 合计: { term: "小学在校生数", sum: ["一年级", "二年级"] } } },
    { 列: { 设备: { 指标: "教学仪器设备值", 倍数: 10000 } }, 学校: { 一小: "第一实验小学" } },
    { sheets: { Sheet1: "schools", Sheet2: null }, items: { 某项: null }, counties: { 云溪: "云溪县" } },
  ];
  test.each(MAPS)("map: %j", (map) => {
    expect(() => parseColumnMap(map, "own.map.yaml")).not.toThrow();
    expectValid("map", map);
  });

  test.each([
    { colums: {} },
    { columns: { 某列: { term: "staff", sum: ["一年级"] } } },
    { columns: { 某列: { term: "staff", scale: 0 } } },
    { sheets: { Sheet1: "pupils" } },
    { schools: { 一小: 5 } },
  ])("map: neither the program nor the schema takes %j", (map) => {
    expect(() => parseColumnMap(map, "own.map.yaml")).toThrow(AuditError);
    expect(validatorOf("map")(map)).toBe(false);
  });

  test("map: knows every part by both of its names", () => {
    const { properties } = jsonSchema("map") as { properties: object };
    expect(Object.keys(properties).sort()).toEqual([...Object.keys(MAP_PARTS), ...Object.values(MAP_PARTS)].sort());
  });
});
