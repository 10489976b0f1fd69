import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { countyWorkbook } from "../../bench/national-counties.ts";
import { DEMO, inFolder } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";

const command = builtCommand();

const audit = (
  ...args: string[]
): { readonly code: number | null; readonly stdout: string; readonly stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command(), ...args], { encoding: "utf8" });
  return { code: status, stdout, stderr };
};

type Path = (name: string) => string;

const inCounties = (work: (path: Path) => Promise<void>): Promise<void> =>
  inFolder(async (path) => {
    await mkdir(path("in"));
    await writeFile(path("in/a.xlsx"), countyWorkbook(1, 4));
    await writeFile(path("in/b.xlsx"), countyWorkbook(2, 4));
    await work(path);
  });

const digests = async (folder: string): Promise<readonly string[]> =>
  Promise.all(
    (await readdir(folder)).sort().map(async (name) => {
      const digest = createHash("sha256").update(await readFile(join(folder, name)));
      return `${name} ${digest.digest("hex")}`;
    }),
  );

describe("the files of a batch", () => {
  test("are written beside its counties, again and again", () =>
    inCounties(async (path) => {
      const counties = await digests(path("in"));
      for (const more of [[], ["--resume"], ["--baseline", path("new.json"), "--update-baseline"]]) {
        const { code, stderr } = audit("batch", path("in"), "-o", path("."), "-f", "xlsx", "--quiet", ...more);
        expect(code, stderr).toBe(more.includes("--update-baseline") ? 0 : 2);
      }
      expect(await digests(path("in"))).toEqual(counties);
      expect((await readdir(path("."))).filter((name) => name.startsWith(".qe-audit"))).toEqual([]);
    }));

  test("are replaced where a run was killed, but for one that no run wrote", () =>
    inCounties(async (path) => {
      const argv = ["batch", path("in"), "-o", path("out"), "-f", "json,xlsx", "--quiet"];
      audit(...argv);
      // As killed before its end: the log is there, the results are not, and a line may be torn.
      await rename(path("out/results.ndjson"), path("out/batch-log.ndjson"));
      const [line = ""] = (await readFile(path("out/batch-log.ndjson"), "utf8")).split("\n");
      for (const log of ["", line.slice(0, 10), `${line}\n${line.slice(0, 10)}`]) {
        await writeFile(path("out/batch-log.ndjson"), log);
        const { code, stderr } = audit(...argv, "--resume");
        expect(code, stderr).toBe(2);
        await rename(path("out/results.ndjson"), path("out/batch-log.ndjson"));
      }
      await writeFile(path("out/rollup.xlsx"), countyWorkbook(3, 4));
      const before = await readFile(path("out/rollup.xlsx"));
      const { code, stderr } = audit(...argv, "--resume");
      expect(code).toBe(3);
      expect(stderr).toMatch(/rollup\.xlsx” 已经存在.*不是 qe-audit 写出的/);
      expect(await readFile(path("out/rollup.xlsx"))).toEqual(before);
    }));

  test("stand beside workbooks that are not audited, which is said", () =>
    inCounties(async (path) => {
      await mkdir(path("in/out"));
      await copyFile(DEMO, path("in/out/county.xlsx"));
      for (const lang of ["zh", "en"]) {
        const { stdout, stderr } = audit("batch", path("in"), "-o", path("in/out"), "-f", "xlsx", "--lang", lang);
        expect(stderr).toMatch(
          { zh: /没有审计的工作簿：out\/county\.xlsx/, en: /not audited: out\/county\.xlsx/ }[lang]!,
        );
        expect(stdout).toContain("out/county.xlsx");
        // Its own reports of the run before are not among them.
        const rollup = await readFile(path("in/out/rollup.json"), "utf8");
        expect((JSON.parse(rollup) as { ignored: unknown }).ignored).toEqual([
          { file: "out/county.xlsx", reason: "output-folder" },
        ]);
      }
    }));

  test("are one for each county, also of those that differ in the extension alone", () =>
    inCounties(async (path) => {
      await writeFile(path("in/a.xlsm"), countyWorkbook(3, 4));
      audit("batch", path("in"), "-o", path("out"), "-f", "json", "--quiet");
      const reports = ["a.xlsm.json", "a.xlsx.json", "b.json"];
      expect((await readdir(path("out/counties"))).sort()).toEqual(reports);
      const counties = await Promise.all(
        reports.map(async (name) => {
          const report = JSON.parse(await readFile(path(`out/counties/${name}`), "utf8"));
          return (report as { source: { sha256: string } }).source.sha256;
        }),
      );
      expect(new Set(counties).size).toBe(3);
    }));
});
