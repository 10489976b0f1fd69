import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FORMAT_NAMES, REPORTERS, reporterFor, whole } from "../../../src/report/index.ts";
import type { Reporter } from "../../../src/report/reporter.ts";
import { LANGS } from "../../../src/report/wording.ts";
import { emptyResult, fullResult } from "./result-builder.ts";

const folder = new URL("../../../src/report/", import.meta.url);

test("every file that renders a result is registered", () => {
  const registry = readFileSync(new URL("index.ts", folder), "utf8");
  const rendering = readdirSync(folder)
    // The national form is what a command of its own writes.
    .filter((file) => file.endsWith(".ts") && !["index.ts", "reporter.ts", "form.ts"].includes(file))
    .filter((file) =>
      /export const render\w+ = (async )?\(\s*result: AuditResult/.test(readFileSync(new URL(file, folder), "utf8")),
    );
  expect(rendering.length).toBeGreaterThanOrEqual(FORMAT_NAMES.length);
  for (const file of rendering) expect(registry).toContain(`import("./${file}")`);
});

test("names, extensions and ids agree and are unique", () => {
  const extensions = Object.values<Reporter>(REPORTERS).flatMap((reporter) => reporter.extensions);
  expect(new Set(extensions).size).toBe(extensions.length);
  for (const name of FORMAT_NAMES) expect(REPORTERS[name].id).toBe(name);
  for (const extension of extensions) expect(extension).toMatch(/^\.[a-z0-9.]+$/);
});

test("an unknown format is nobody's", () => {
  expect(reporterFor("yaml")).toBeUndefined();
  expect(reporterFor("constructor")).toBeUndefined();
});

test("pieces that are longer together than a text can be are refused in one sentence", () => {
  const half = "x".repeat(2 ** 28);
  expect(() => whole([half, half, half], "json")).toThrow(
    expect.objectContaining({ detail: { code: "output-too-large", format: "json" } }),
  );
  expect(whole(["a", "b"], "json")).toBe("ab");
});

describe.each(FORMAT_NAMES)("%s", (name) => {
  const reporter: Reporter = REPORTERS[name];

  test.each(LANGS)("renders full and empty results in %s, the same each time", async (lang) => {
    for (const result of [fullResult(), emptyResult()]) {
      const rendered = async () => whole(await reporter.render(result, { lang }), name);
      const first = await rendered();
      expect(typeof first === "string").toBe(!reporter.binary);
      expect(first.length).toBeGreaterThan(0);
      expect(await rendered()).toEqual(first);
    }
  });
});
