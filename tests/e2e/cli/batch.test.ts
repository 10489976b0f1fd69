import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import exceljs from "exceljs";
import { describe, expect, test } from "vitest";
import { CountySummary, Rollup } from "../../../src/model/rollup.ts";
import { countyWorkbook } from "../../bench/national-counties.ts";
import { inFolder } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";

const command = builtCommand();

const FILES = ["results.ndjson", "rollup.json", "rollup.xlsx", "rollup.html", "junit.xml"];

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const start = (
  args: readonly string[],
  options: { uid?: number; cwd?: string } = {},
): ChildProcess & { ended: Promise<Ended> } => {
  const child = spawn(process.execPath, [command(), ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout!.setEncoding("utf8");
  child.stderr!.setEncoding("utf8");
  child.stdout!.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr!.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((done) => {
    child.on("close", (code, signal) => done({ code, signal, stdout, stderr }));
  });
  return Object.assign(child, { ended });
};
const audit = (...args: string[]): Promise<Ended> => start(args).ended;
/** A batch with one worker, for what does not depend on how many there are: each takes its time to start. */
const batch = (...args: string[]): Promise<Ended> => audit("batch", ...args, "--jobs", "1");

type Path = (name: string) => string;

const put = async (path: string, content: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
};
const fill = async (path: Path, counties: number): Promise<void> => {
  for (let number = 1; number <= counties; number++) {
    await put(path(`in/${String(number).padStart(3, "0")}.xlsx`), countyWorkbook(number, 4));
  }
};
const outputs = async (path: Path, folder: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      FILES.map(async (name) => [name, (await readFile(path(`${folder}/${name}`))).toString("base64")]),
    ),
  );
const summaries = async (path: Path, folder: string): Promise<CountySummary[]> =>
  (await readFile(path(`${folder}/results.ndjson`), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => CountySummary.parse(JSON.parse(line)));

/** Dozens of processes, one after the other. */
const timeout = 600_000;

describe("batch", { timeout }, () => {
  test("audits what it can of a folder with everything in it, and says why it cannot the rest", () =>
    inFolder(async (path) => {
      const sound = countyWorkbook(1, 4);
      await put(path("in/a.xlsx"), sound);
      await put(path("in/重复/又一份.xlsx"), sound);
      await put(path("in/-o.xlsx"), countyWorkbook(2, 4));
      await put(path("in/two words\nand lines.xlsx"), countyWorkbook(3, 4));
      await put(path(`in/${"很长的县名".repeat(16)}.xlsx`), countyWorkbook(4, 4));
      await put(path("in/cut.xlsx"), sound.subarray(0, sound.length / 2));
      await put(path("in/empty.xlsx"), "");
      await put(path("in/text.xlsx"), "学校\t学生\n");
      await put(path("in/~$a.xlsx"), "lock");
      await put(path("in/old.xls"), "old");
      await mkdir(path("in/folder.xlsx"));
      execFileSync("mkfifo", [path("in/pipe.xlsx")]);
      await symlink(path("in/nowhere"), path("in/link.xlsx"));
      await put(path("in/huge.xlsx"), Buffer.alloc(3 * 1024 * 1024, "PK\x03\x04"));
      const { code, stderr, stdout } = await batch(
        path("in"),
        "-o",
        path("out"),
        "--limit-file",
        "2",
        "-f",
        "json,markdown",
      );
      expect(code, stderr).toBe(3);
      const found = await summaries(path, "out");
      expect(found.map(({ file }) => file)).toEqual([...found.map(({ file }) => file)].sort());
      expect(
        Object.fromEntries(found.filter(({ error }) => error !== null).map(({ file, error }) => [file, error!.code])),
      ).toEqual({
        "cut.xlsx": expect.stringMatching(/^package-/),
        "empty.xlsx": "file-empty",
        "text.xlsx": "file-text",
        "pipe.xlsx": "file-not-regular",
        "link.xlsx": "file-missing",
        "huge.xlsx": "file-too-large",
      });
      expect(found.filter(({ verdict }) => verdict !== null)).toHaveLength(5);
      const rollup = Rollup.parse(JSON.parse(await readFile(path("out/rollup.json"), "utf8")));
      expect(rollup.duplicates.map(({ files }) => files)).toEqual([["a.xlsx", "重复/又一份.xlsx"]]);
      expect(rollup.ignored.map(({ file, reason }) => [file, reason])).toEqual([
        ["old.xls", "old-format"],
        ["~$a.xlsx", "lock"],
      ]);
      expect(stdout).toContain("无法审计");
      expect(stderr).not.toContain("    at ");
      const single = await audit("check", path("in/a.xlsx"), "--format", "json");
      const reported = JSON.parse(await readFile(path("out/counties/a.json"), "utf8"));
      const { source, ...rest } = JSON.parse(single.stdout);
      const files = source.files.map((each: object) => ({ ...each, file: "a.xlsx" }));
      expect(reported).toEqual({ ...rest, source: { ...source, file: "a.xlsx", files } });
      expect(await readFile(path("out/counties/重复/又一份.md"), "utf8")).toContain("第1县");
      expect(await readdir(path("out"))).not.toContain("batch-log.ndjson");
    }));

  test("gives the same bytes for any number of workers, for shards merged, and for a run resumed", () =>
    inFolder(async (path) => {
      await fill(path, 12);
      await put(path("in/bad.xlsx"), "text");
      await put(path("in/~$001.xlsx"), "");
      await put(path("in/copy.xlsx"), countyWorkbook(3, 4));
      expect((await batch(path("in"), "-o", path("one"), "--quiet")).code).toBe(3);
      await audit("batch", path("in"), "-o", path("three"), "--jobs", "3", "--quiet");
      const whole = await outputs(path, "one");
      expect(await outputs(path, "three")).toEqual(whole);
      for (const shard of [1, 2, 3]) {
        await batch(path("in"), "-o", path(`s${shard}`), "--shard", `${shard}/3`, "--quiet");
      }
      const merged = await audit("merge", path("s3"), path("s1"), path("s2"), "-o", path("merged"));
      expect(merged.code, merged.stderr).toBe(3);
      expect(await outputs(path, "merged")).toEqual(whole);

      await put(path("in/005.xlsx"), countyWorkbook(99, 4));
      const resumed = await batch(path("in"), "-o", path("one"), "--resume");
      expect(resumed.stderr).toMatch(/其中 13 个未变/);
      await batch(path("in"), "-o", path("fresh"), "--quiet");
      expect(await outputs(path, "one")).toEqual(await outputs(path, "fresh"));
      expect(await outputs(path, "one")).not.toEqual(whole);
      const dated = await batch(path("in"), "-o", path("one"), "--resume", "--as-of", "2026-01-31");
      expect(dated.stderr).not.toMatch(/未变/);
    }));

  test("says which shard is missing, which county is there twice, and what is no batch", () =>
    inFolder(async (path) => {
      await fill(path, 4);
      await mkdir(path("none"));
      for (const shard of [1, 2]) await batch(path("in"), "-o", path(`s${shard}`), "--shard", `${shard}/2`, "--quiet");
      await batch(path("in"), "-o", path("all"), "--quiet");
      await batch(path("in"), "-o", path("relaxed"), "--quiet", "--relax", "older-arts-rooms");
      const refusals: readonly (readonly [string[], RegExp])[] = [
        [["s2"], /缺少分片 1\/2/],
        [["s1", "s2", "s2"], /都有，不能重复计算/],
        [["all", "all"], /都有，不能重复计算/],
        [["s1", "all"], /分片总数不同/],
        [["all", "relaxed"], /可选规定不同/],
        [["none"], /没有 results\.ndjson/],
      ];
      for (const [folders, expected] of refusals) {
        const { code, stderr } = await audit("merge", ...folders.map(path), "-o", path("merged"));
        expect(stderr).toMatch(expected);
        expect(code).toBe(3);
      }
      await rm(path("s1/rollup.json"));
      expect((await audit("merge", path("s1"), path("s2"), "-o", path("m"))).stderr).toMatch(/没有 rollup\.json/);
    }));

  test("survives being killed at any moment: no wrong or half file, and --resume comes to the same end", () =>
    inFolder(async (path) => {
      await fill(path, 40);
      await audit("batch", path("in"), "-o", path("whole"), "--quiet", "-f", "json");
      const whole = await outputs(path, "whole");
      let kills = 0;
      for (let round = 0; round < 8; round++) {
        const child = start(["batch", path("in"), "-o", path("out"), "--resume", "--quiet", "-f", "json"]);
        const timer = setTimeout(() => child.kill("SIGKILL"), 250 + Math.random() * 900);
        const { signal } = await child.ended;
        clearTimeout(timer);
        if (signal === "SIGKILL") kills++;
        const present = (await readdir(path("out")).catch(() => [])).filter((name) => FILES.includes(name));
        // All four take their names one after the other; what is there is whole.
        for (const name of present)
          expect(await readFile(path(`out/${name}`))).toEqual(await readFile(path(`whole/${name}`)));
        // A line that was cut off while it was written.
        if (round === 3)
          await writeFile(path("out/batch-log.ndjson"), '{"file":"001.xlsx","sch', { flag: "a" }).catch(() => {});
      }
      expect(kills).toBeGreaterThan(0);
      const { code, stderr } = await audit("batch", path("in"), "-o", path("out"), "--resume", "-f", "json");
      expect(code, stderr).toBe(1);
      expect(await outputs(path, "out")).toEqual(whole);
      expect(await readdir(path("out/counties"))).toEqual(await readdir(path("whole/counties")));
    }));

  test("clears away what a killed run was writing, and only that", () =>
    inFolder(async (path) => {
      await fill(path, 2);
      await batch(path("in"), "-o", path("out"), "--quiet", "-f", "json");
      const ended = start(["--version"]);
      await ended.ended;
      const left = `.qe-audit-${ended.pid}-0123456789abcdef.tmp`;
      const running = `.qe-audit-${process.ppid}-0123456789abcdef.tmp`;
      const users = ".qe-audit-notes.tmp";
      for (const folder of ["out", "out/counties"])
        for (const name of [left, running, users]) await writeFile(path(`${folder}/${name}`), "half");
      await batch(path("in"), "-o", path("out"), "--quiet", "-f", "json", "--resume");
      for (const folder of ["out", "out/counties"]) {
        const names = await readdir(path(folder));
        expect(names).not.toContain(left);
        expect(names).toEqual(expect.arrayContaining([running, users]));
      }
    }));

  test("stops cleanly at SIGINT, keeps its log and says how to go on", () =>
    inFolder(async (path) => {
      await fill(path, 30);
      const child = start(["batch", path("in"), "-o", path("out"), "--jobs", "1"]);
      await new Promise<void>((done) => {
        child.stderr!.once("data", () => done());
      });
      child.kill("SIGINT");
      const { code, stderr } = await child.ended;
      expect(code, stderr).toBe(130);
      expect(stderr).toMatch(/已中断：完成 \d+\/30，结果已保留；加 --resume/);
      expect((await readdir(path("out"))).filter((name) => name.endsWith(".tmp"))).toEqual([]);
      const resumed = await batch(path("in"), "-o", path("out"), "--resume");
      expect(resumed.stderr).toMatch(/个未变/);
    }));

  test("gives one clear sentence for an output folder that cannot be written, and loses nothing", () =>
    inFolder(async (path) => {
      await fill(path, 3);
      await chmod(dirname(path("x")), 0o755);
      await mkdir(path("locked"));
      await chmod(path("locked"), 0o555);
      const nobody = 65_534;
      const uid = process.getuid?.() === 0 ? { uid: nobody } : {};
      const readOnly = await start(["batch", path("in"), "-o", path("locked/out")], uid).ended;
      expect(readOnly.code).toBe(3);
      expect(readOnly.stderr.trim().split("\n")).toHaveLength(1);
      expect(readOnly.stderr).toMatch(/没有权限/);

      const taken = await batch(path("in"), "-o", path("in/001.xlsx"));
      expect([taken.code, taken.stderr]).toEqual([3, expect.stringMatching(/写不了（已有同名的文件）/)]);
      await put(path("file"), "");
      const notFolder = await batch(path("in"), "-o", path("file/out"));
      expect(notFolder.code).toBe(3);
      expect(notFolder.stderr.trim().split("\n")).toHaveLength(1);

      // A log that the disk has no room for, as soon as the first county is kept.
      await mkdir(path("full"));
      await symlink("/dev/full", path("full/rollup.xlsx"));
      const full = await batch(path("in"), "-o", path("full"), "--quiet");
      expect(full.code, full.stderr).toBe(3);
      expect(full.stderr.trim().split("\n")).toHaveLength(1);
      expect(await readdir(path("full"))).toContain("batch-log.ndjson");
      await rm(path("full/rollup.xlsx"));
      const after = await batch(path("in"), "-o", path("full"), "--resume");
      expect(after.stderr).toMatch(/其中 3 个未变/);
    }));

  test("keeps what is done when the disk is full", async ({ skip }) =>
    inFolder(async (path) => {
      await fill(path, 12);
      await mkdir(path("disk"));
      const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=24k", "tmpfs", path("disk")]);
      if (mounted.status !== 0) return skip("mounting a small disk is not allowed here");
      try {
        const full = await batch(path("in"), "-o", path("disk/out"), "--quiet");
        expect(full.code, full.stderr).toBe(3);
        expect(full.stderr).toMatch(/磁盘已满/);
        expect(full.stderr.trim().split("\n")).toHaveLength(1);
        spawnSync("mount", ["-o", "remount,size=8m", path("disk")]);
        const after = await batch(path("in"), "-o", path("disk/out"), "--resume");
        expect(after.code, after.stderr).toBe(1);
        expect(after.stderr).toMatch(/个未变/);
        await batch(path("in"), "-o", path("whole"), "--quiet");
        expect(await outputs(path, "disk/out")).toEqual(await outputs(path, "whole"));
      } finally {
        spawnSync("umount", [path("disk")]);
      }
    }));

  test("reports a county that takes too long and goes on", () =>
    inFolder(async (path) => {
      await fill(path, 2);
      await put(path("in/big.xlsx"), countyWorkbook(7, 6000));
      const { code, stderr } = await audit("batch", path("in"), "-o", path("out"), "--jobs", "1", "--timeout", "1");
      expect(code, stderr).toBe(3);
      const found = await summaries(path, "out");
      expect(found.find(({ file }) => file === "big.xlsx")?.error).toMatchObject({ code: "audit-timeout" });
      expect(found.find(({ file }) => file === "big.xlsx")?.key).toBeNull();
    }));

  test("gates what a baseline does not know", () =>
    inFolder(async (path) => {
      await fill(path, 3);
      await put(path("in/003.xlsx"), countyWorkbook(3, 70));
      const args = [path("in"), "-o", path("out"), "--baseline", path("baseline.json")];
      expect((await batch(...args)).code).toBe(3);
      expect((await batch(path("in"), "-o", path("out"), "--update-baseline")).code).toBe(4);
      expect((await batch(...args, "--update-baseline", "--quiet")).code).toBe(0);
      expect((await batch(...args, "--quiet")).code).toBe(0);
      await put(path("in/002.xlsx"), countyWorkbook(2, 70));
      await rm(path("in/003.xlsx"));
      const gated = await batch(...args);
      expect(gated.code, gated.stderr).toBe(1);
      const { baseline } = Rollup.parse(JSON.parse(await readFile(path("out/rollup.json"), "utf8")));
      expect(new Set(baseline!.fresh.map(({ file }) => file))).toEqual(new Set(["002.xlsx"]));
      expect(new Set(baseline!.stale.map(({ file }) => file))).toContain("003.xlsx");
      expect(gated.stdout).toContain("--update-baseline");
      const folder = await batch(path("in"), "-o", path("out"), "--baseline", path("in"));
      expect([folder.code, folder.stderr]).toEqual([3, expect.stringContaining("是文件夹，不是文件")]);
      await put(path("baseline.json"), "{}");
      expect((await batch(...args)).stderr).toMatch(/应为 qe-audit batch --update-baseline 写出的基线文件/);
    }));

  test("says which counties a baseline that it writes has nothing of, as two share a code", () =>
    inFolder(async (path) => {
      await put(path("in/a.xlsx"), countyWorkbook(1, 4));
      await put(path("in/b.xlsx"), countyWorkbook(1, 6));
      const args = [path("in"), "-o", path("out"), "--baseline", path("baseline.json"), "--update-baseline"];
      for (const more of [[], ["--quiet"]]) {
        const { code, stderr } = await batch(...args, ...more);
        expect(code, stderr).toBe(0);
        expect(stderr).toContain("没有记入 2 个文件（a.xlsx、b.xlsx）");
      }
      expect(JSON.parse(await readFile(path("baseline.json"), "utf8")).counties).toEqual({});
      await rm(path("in/b.xlsx"));
      expect((await batch(...args)).stderr).not.toContain("没有记入");
    }));

  test("marks what waivers name, tells once those that match nothing in any county, and audits again when they change", () =>
    inFolder(async (path) => {
      for (const number of [1, 2, 3]) await put(path(`in/00${number}.xlsx`), countyWorkbook(number, 70));
      await batch(path("in"), "-o", path("plain"), "--quiet");
      const plain = await summaries(path, "plain");
      const school = plain[0]!.items.find((item) => item.school !== null && item.status === "fail")!;
      const other = plain[1]!.items.find((item) => item.school !== null && item.status === "fail")!;
      const leave = { reason: "在建", approver: "督导室", granted: "2017-05-01", expires: "2099-12-31" };
      const named = { ...leave, county: "第1县", indicator: school.code, school: school.school!.name };
      const ofFile = { ...leave, county: "002.xlsx", indicator: other.code, school: other.school!.name };
      const args = [path("in"), "-o", path("out"), "--waivers", path("waivers.json")];
      const write = (...waivers: object[]): Promise<void> => put(path("waivers.json"), JSON.stringify({ waivers }));

      await write(named, ofFile);
      const { code, stderr } = await batch(...args);
      expect(code, stderr).toBe(1);
      const [first, second, third] = await summaries(path, "out");
      expect([first!.waived, second!.waived, third!.waived].map((count) => count > 0)).toEqual([true, true, false]);
      expect([first!.verdict, second!.verdict]).toEqual([plain[0]!.verdict, plain[1]!.verdict]);
      const { waivers } = Rollup.parse(JSON.parse(await readFile(path("out/rollup.json"), "utf8")));
      expect(waivers!.map(({ county, counties }) => [county, counties])).toEqual([
        ["第1县", 1],
        ["002.xlsx", 1],
      ]);

      await write(named, { ...named, county: "第9县" }, { ...leave, indicator: "G8", school: "没有的小学" });
      const wrong = await batch(...args, "--resume", "--fail-on", "never");
      expect(wrong.code).toBe(3);
      expect(wrong.stderr).not.toMatch(/未变/);
      expect(wrong.stderr.match(/waivers\[/g)).toHaveLength(2);
      expect(wrong.stderr).toMatch(/waivers\[1\]/);
      expect(wrong.stderr).toMatch(/waivers\[2\]/);
      const again = await batch(...args, "--resume", "--format", "json");
      expect(again.code).toBe(3);
      expect(again.stderr).toMatch(/其中 3 个未变/);
      // A shard does not have every county: only their merge knows what matches nothing.
      for (const shard of [1, 2]) {
        const part = await batch(path("in"), "-o", path(`s${shard}`), "--shard", `${shard}/2`, ...args.slice(3));
        expect(part.stderr).not.toMatch(/waivers\[/);
      }
      const merged = await audit("merge", path("s1"), path("s2"), "-o", path("merged"));
      expect(merged.code).toBe(3);
      expect(merged.stderr.match(/waivers\[/g)).toHaveLength(2);
      expect(await outputs(path, "merged")).toEqual(await outputs(path, "out"));

      await write({ ...named, indicator: "R77" });
      const early = await batch(path("in"), "-o", path("none"), "--waivers", path("waivers.json"));
      expect([early.code, early.stderr.trim().split("\n")]).toEqual([3, [expect.stringMatching(/R77.*是不是 “R7”/)]]);
      expect(await readdir(path("none")).catch(() => [])).toEqual([]);
    }));

  test("compares each county with last year's workbook of the same path, whatever year its name has", () =>
    inFolder(async (path) => {
      await put(path("in/东/甲县2025.xlsx"), countyWorkbook(1, 4));
      await put(path("in/乙县.xlsx"), countyWorkbook(2, 4));
      await put(path("in/新县.xlsx"), countyWorkbook(3, 4));
      await put(path("last/东/甲县2024.xlsx"), countyWorkbook(11, 4));
      await put(path("last/乙县.xlsx"), countyWorkbook(12, 4));
      await put(path("last/撤并县.xlsx"), countyWorkbook(13, 4));
      const args = [path("in"), "-o", path("out"), "--previous", path("last")];
      const { code, stderr } = await batch(...args);
      // The first has no junior school.
      expect(code, stderr).toBe(2);
      const about = async (): Promise<unknown> =>
        (await summaries(path, "out")).map(({ file, problems }) => [
          file,
          problems.codes.some(({ code: kind }) => /^(year-on-year|school-new|school-vanished)$/.test(kind)),
        ]);
      expect(await about()).toEqual([
        ["东/甲县2025.xlsx", true],
        ["乙县.xlsx", true],
        ["新县.xlsx", false],
      ]);
      expect(stderr).toMatch(/没有上年.*新县\.xlsx/);
      expect(stderr).toMatch(/上年有.*撤并县\.xlsx/);

      expect((await batch(...args, "--resume")).stderr).toMatch(/其中 3 个未变/);
      await put(path("last/乙县.xlsx"), countyWorkbook(2, 4));
      expect((await batch(...args, "--resume")).stderr).toMatch(/其中 2 个未变/);
      expect(await about()).toEqual([
        ["东/甲县2025.xlsx", true],
        ["乙县.xlsx", false],
        ["新县.xlsx", false],
      ]);
      await put(path("last/乙县.xlsx"), "text");
      const unreadable = await batch(...args, "--resume");
      expect(unreadable.code).toBe(3);
      const refused = (await summaries(path, "out")).find(({ file }) => file === "乙县.xlsx")!;
      expect(refused.error!.text).toMatch(/last\/乙县\.xlsx/);
      await put(path("other/丁县.xlsx"), countyWorkbook(2, 4));
      const unpaired = await batch(path("in"), "-o", path("none"), "--previous", path("other"));
      expect([unpaired.code, unpaired.stderr.trim().split("\n")]).toEqual([3, [expect.stringMatching(/other.*对应/)]]);
      const missing = await batch(path("in"), "-o", path("out"), "--previous", path("nowhere"));
      expect([missing.code, missing.stderr.trim().split("\n")]).toEqual([3, [expect.stringMatching(/nowhere/)]]);
    }));

  test("writes a workbook whose filters span exactly its rows", () =>
    inFolder(async (path) => {
      await fill(path, 5);
      await put(path("in/=cmd.xlsx"), "text");
      await batch(path("in"), "-o", path("out"), "--quiet");
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(path("out/rollup.xlsx"));
      expect(book.worksheets.map(({ name }) => name)).toEqual([
        "汇总",
        "各县",
        "指标热力图",
        "常见短板",
        "需求汇总",
        "影响认定的学校",
        "数据问题",
        "无法审计",
      ]);
      const rows = (name: string): [number, number] => {
        const sheet = book.getWorksheet(name)!;
        const [, from, to] = /^A(\d+):[A-Z]+(\d+)$/.exec(String(sheet.autoFilter)) ?? [];
        expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: Number(from) });
        return [Number(to) - Number(from), sheet.rowCount];
      };
      expect(rows("各县")[0]).toBe(5);
      expect(rows("指标热力图")[0]).toBe(5);
      const unaudited = book.getWorksheet("无法审计")!;
      expect(unaudited.getCell("A3").value ?? unaudited.getCell("A2").value).toBeTypeOf("string");
      book.eachSheet((sheet) => {
        sheet.eachRow((row) => {
          row.eachCell((cell) => {
            expect(cell.formula).toBeUndefined();
          });
        });
      });
    }));

  test("tells its progress on standard error and its roll-up on standard output", () =>
    inFolder(async (path) => {
      await fill(path, 3);
      await copyFile(path("in/001.xlsx"), path("in/004.xlsx"));
      const { stdout, stderr } = await batch(path("in"), "-o", path("out"), "--format", "json", "--lang", "en");
      expect(Rollup.parse(JSON.parse(stdout)).counts.files).toBe(4);
      expect(stderr).toMatch(/4\/4 · .* counties\/s/);
      expect(stderr).not.toMatch(/\u001b/);
    }));
});
