import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { pageOf } from "../../src/build-page.ts";
import { DEFAULT_LIMITS } from "../../src/package/read.ts";
import { openPackage } from "../../src/package/zip.ts";
import { countyWorkbook } from "../bench/national-counties.ts";
import { browserForTests, hasBrowser } from "./report/browser.ts";

const FIXTURE = join(import.meta.dirname, "../../fixtures/demo-county.xlsx");
/** Of the page with everything in it. */
const MOST_BYTES = 9 * 1024 * 1024;

/** Every member of a zip by its name. */
const membersOf = async (bytes: Buffer): Promise<Record<string, string>> => {
  const zip = await openPackage(bytes, "a.xlsx", DEFAULT_LIMITS);
  const members: Record<string, string> = {};
  for (const part of zip.parts) {
    const pieces: Buffer[] = [];
    await zip.read(part, (piece) => pieces.push(Buffer.from(piece)));
    members[part.name] = Buffer.concat(pieces).toString("latin1");
  }
  return members;
};

describe.skipIf(!hasBrowser)("the program in a page", { timeout: 180_000 }, () => {
  const inBrowser = browserForTests();
  const folder = mkdtempSync(join(tmpdir(), "qe-audit-program-page-"));
  const path = (name: string): string => join(folder, name);
  let html = "";
  beforeAll(async () => {
    ({ html } = await pageOf());
    writeFileSync(path("qe-audit.html"), html);
    copyFileSync(FIXTURE, path("demo-county.xlsx"));
    writeFileSync(path("a.xlsx"), countyWorkbook(1, 6));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The command itself, run beside the files. */
  const command = (...argv: readonly string[]) =>
    spawnSync(process.execPath, [inject("command"), ...argv], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      // As wide as the page sets its texts on a desk.
      env: { ...process.env, COLUMNS: "110" },
    });

  const opened = async (context: BrowserContext): Promise<Page> => {
    await context.setOffline(true);
    const page = await context.newPage();
    await page.goto(pathToFileURL(path("qe-audit.html")).href);
    return page;
  };
  const audited = async (page: Page, ...names: readonly string[]): Promise<string> => {
    await page.setInputFiles("#chosen", names.map(path));
    await page.click("#audit");
    await page.waitForSelector("#result:not([hidden])");
    await page.waitForSelector("#stop", { state: "hidden" });
    return (await page.textContent("#verdict")) ?? "";
  };
  const taken = async (page: Page, label: string): Promise<Buffer> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`#take >> text="${label}"`)]);
    await download.saveAs(path("taken"));
    return readFileSync(path("taken"));
  };

  test("is one file of at most 9 MB that asks for nothing", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES);
    expect(html).toContain("connect-src 'none'");
    expect(html).not.toMatch(/<(?:link|img|script)[^>]+(?:src|href)=/);
  });

  test("says and writes what the command does: JSON, CSV, workbook, form", async () => {
    command("check", "demo-county.xlsx", "-o", "result.json", "-o", "逐项明细.csv", "-o", "差距报告.xlsx");
    command("form", "demo-county.xlsx", "-o", "申报表.xlsx");
    await inBrowser(async (context) => {
      const page = await opened(context);
      expect(await audited(page, "demo-county.xlsx")).toBe("有未达标项或一票否决项");
      expect((await taken(page, "结果数据（JSON）")).equals(readFileSync(path("result.json")))).toBe(true);
      expect((await taken(page, "逐项明细（CSV）")).equals(readFileSync(path("逐项明细.csv")))).toBe(true);
      expect(await membersOf(await taken(page, "Excel 差距报告"))).toEqual(
        await membersOf(readFileSync(path("差距报告.xlsx"))),
      );
      expect(await membersOf(await taken(page, "申报表（Excel）"))).toEqual(
        await membersOf(readFileSync(path("申报表.xlsx"))),
      );
    });
  });

  test("shows the report, the plan and the data problems, and gives the copy to send back", async () => {
    command("validate", "demo-county.xlsx", "-o", "退回.xlsx");
    const plan = command("plan", "demo-county.xlsx").stdout;
    expect(plan).toContain("云溪县");
    await inBrowser(async (context) => {
      const page = await opened(context);
      await audited(page, "demo-county.xlsx");
      const report = page.frameLocator("iframe");
      await report.locator("h1").waitFor();
      // The report's own script runs within the page: its table is sorted by pressing.
      await report.locator("#matrix-table thead button").first().click();
      expect(await report.locator('#matrix-table th[aria-sort="ascending"]').count()).toBe(1);
      await page.click('#views >> text="最省的提升方案"');
      await page.waitForSelector("#view pre");
      expect(await page.textContent("#view pre")).toBe(plan);
      await page.click('#views >> text="数据问题与读取方式"');
      await page.waitForSelector('#view pre:has-text("每个单元格的去向")');
      expect(await membersOf(await taken(page, "退回修改用的标注副本"))).toEqual(
        await membersOf(readFileSync(path("退回.xlsx"))),
      );
    });
  });

  test("refuses in the command's own sentences", async () => {
    const whole = readFileSync(FIXTURE);
    const hostile = {
      "old.xlsx": Buffer.from("d0cf11e0a1b11ae1".padEnd(1024, "0"), "hex"),
      "cut.xlsx": whole.subarray(0, whole.length - 900),
      "empty.xlsx": Buffer.alloc(0),
      "text.xlsx": Buffer.from("学校,在校生数\n"),
      "damaged.xlsx": Buffer.from(whole.map((byte, at) => (at > 5000 && at < 5100 ? byte ^ 0x55 : byte))),
    };
    for (const [name, bytes] of Object.entries(hostile)) writeFileSync(path(name), bytes);
    await inBrowser(async (context) => {
      const page = await opened(context);
      for (const name of Object.keys(hostile)) {
        const { status, stderr } = command("check", name);
        expect([name, status]).toEqual([name, 3]);
        expect([name, await audited(page, name)]).toEqual([name, "不能审计"]);
        expect((await page.textContent("#told"))?.trim()).toBe(stderr.trim());
        await page.click("#given li button");
      }
    });
  });

  test("asks nothing of any network, and is used with keys and on a phone", async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
    await inBrowser(
      async (context) => {
        const asked: string[] = [];
        context.on("request", (request) => asked.push(new URL(request.url()).protocol));
        const page = await opened(context);
        await page.setInputFiles("#chosen", path("a.xlsx"));
        await page.focus("#audit");
        await page.keyboard.press("Enter");
        await page.waitForSelector("#result:not([hidden])");
        await page.waitForSelector("#stop", { state: "hidden" });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
        await page.evaluate(axe);
        const { violations } = await page.evaluate<{
          readonly violations: readonly { readonly id: string; readonly impact: string }[];
        }>("axe.run(document, { iframes: false })");
        expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
        expect(asked.filter((protocol) => !["file:", "blob:", "about:", "data:"].includes(protocol))).toEqual([]);
      },
      { width: 390 },
    );
  });
});
