import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { DEMO_COUNTY } from "../../fixtures/demo-county.ts";
import { threeSchools } from "../../fixtures/generated.ts";
import { renderHtml } from "../../src/report/html.ts";
import { renderXlsx } from "../../src/report/xlsx.ts";
import { countyWorkbook } from "../bench/national-counties.ts";
import { DEMO, inFolder } from "../unit/cli/run.ts";
import { resultOf } from "../unit/report/audited-counties.ts";
import { formulasOf, load, recalculateAll } from "../unit/report/recalculation.ts";
import { example, packedPackage } from "./packed-package.ts";
import { browserForTests, hasBrowser } from "./report/browser.ts";
import { hasOffice } from "./report/office.ts";

/** One test of each kind of end-to-end test, so that the usual run shows within a minute that none of them is broken. */

const qe = (...args: string[]) =>
  spawnSync(process.execPath, [inject("command"), ...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });

test("the built command audits the demo county", () => {
  const { status, stdout } = qe("check", DEMO, "--format", "json");
  expect([status, JSON.parse(stdout).verdict]).toEqual([1, "fail"]);
});

test("a batch that was killed goes on to the same end", () =>
  inFolder(async (path) => {
    await mkdir(path("in"));
    for (const number of [1, 2, 3, 4]) await writeFile(path(`in/${number}.xlsx`), countyWorkbook(number, 4));
    const args = ["batch", path("in"), "--jobs", "1", "--fail-on", "never"];
    const child = spawn(process.execPath, [inject("command"), ...args, "-o", path("out")]);
    child.stdout.resume();
    await once(child.stderr, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const resumed = qe(...args, "-o", path("out"), "--resume");
    expect(resumed.status, resumed.stderr).toBe(0);
    expect(qe(...args, "-o", path("whole")).status).toBe(0);
    for (const name of ["results.ndjson", "rollup.json"]) {
      expect(await readFile(path(`out/${name}`), "utf8")).toBe(await readFile(path(`whole/${name}`), "utf8"));
    }
  }));

test("the packed package runs an example of the documents", async () => {
  const { folder, run } = await packedPackage();
  try {
    await mkdir(join(folder, "counties"));
    for (const number of [1, 2]) {
      await writeFile(join(folder, `counties/${number}.xlsx`), countyWorkbook(number, 4));
    }
    const readme = await readFile(join(import.meta.dirname, "../../docs/batch.md"), "utf8");
    const { spec } = parse(example(readme, "kubernetes"));
    const [container] = spec.template.spec.containers;
    for (let index = 0; index < spec.completions; index++) {
      expect(run(container.command[2], folder, { JOB_COMPLETION_INDEX: String(index) })).toBe(0);
    }
    expect(run("qe-audit merge out-1 out-2 out-3 out-4 -o out --fail-on never", folder)).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.skipIf(!hasOffice)("LibreOffice computes a report's formulas as the audit did", async () => {
  const bytes = await renderXlsx(resultOf(threeSchools()), { lang: "zh" });
  const computed = (await recalculateAll(new Map([["report", { bytes }]]))).get("report")!;
  const verdict = "结论";
  const shown = (book: Parameters<typeof formulasOf>[0]) =>
    formulasOf(book)
      .filter(({ sheet }) => sheet === verdict)
      .map(({ address, result }) => [address, result]);
  const expected = shown(await load(bytes));
  expect(expected.length).toBeGreaterThan(10);
  expect(shown(computed)).toEqual(expected);
});

describe.skipIf(!hasBrowser)("a browser", { timeout: 180_000 }, () => {
  const inBrowser = browserForTests();

  test("opens the page without complaint, script and all", () =>
    inFolder(async (path) => {
      await writeFile(path("report.html"), await renderHtml(resultOf(DEMO_COUNTY), { lang: "zh" }));
      await inBrowser(async (context) => {
        const complaints: string[] = [];
        const page = await context.newPage();
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(pathToFileURL(path("report.html")).href);
        expect(await page.locator("#controls").isVisible()).toBe(true);
        expect(complaints).toEqual([]);
      });
    }));
});
