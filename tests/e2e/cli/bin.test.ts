import { execFileSync, type SpawnSyncOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { version } from "../../../src/version.ts";
import { DEMO, inFolder, run as runSources } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";

const bin = builtCommand();

const run = (argv: readonly string[], options: SpawnSyncOptions = {}, node: readonly string[] = []) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, bin(), ...argv], {
    ...options,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr: String(stderr) };
};

/** A module for `--import`. */
const module = (source: string): string[] => ["--import", `data:text/javascript,${encodeURIComponent(source)}`];

describe("the command as a process", () => {
  test.each([
    [["--version"], 0],
    [["check", DEMO], 1],
    [["check", DEMO, "--quiet", "--fail-on", "never"], 0],
    [["validate", DEMO], 0],
    [["explain", "r4"], 0],
    [["check", "none.xlsx"], 3],
    [["chekc", DEMO], 4],
    [[], 4],
  ])("%j ends with %i", (argv, code) => {
    expect(run(argv).status).toBe(code);
  });

  // The build puts modules off, takes pieces out and puts others in.
  const plan = join(import.meta.dirname, "../../../fixtures/plans/tianjin-wuqing-2020-misses-local.xlsx");
  test.each([
    [["check", DEMO], {}],
    [["check", DEMO, "--all", "--lang", "en"], { FORCE_COLOR: "1", COLUMNS: "140" }],
    [["check", DEMO], { FORCE_COLOR: "3" }],
    [["check", plan, "--standard", "tianjin-wuqing-2020"], { FORCE_COLOR: "2" }],
    [["check", DEMO, "--format", "json"], {}],
    [["check", DEMO, "--format", "md"], {}],
    [["check", DEMO, "--as-of", "2026-01-01", "--relax", "no-such-option"], {}],
    [["validate", plan], { FORCE_COLOR: "1" }],
    [["explain", "g7", "--lang", "en"], { FORCE_COLOR: "1" }],
    [["standards", "list"], { FORCE_COLOR: "1" }],
    [["standards", "show", "tianjin-jizhou-2018"], {}],
    [["help"], {}],
    [["help", "batch"], {}],
    [["batch", "--help"], {}],
    [["check", "--wrong"], {}],
    [["--format", "check"], {}],
    [["chekc", "validate"], {}],
    [["help", "nothing"], {}],
  ])("says what the sources say: %j with %j", async (argv, env) => {
    const { PATH = "" } = process.env;
    const { code, stdout, stderr } = await runSources(argv, { env });
    expect(run(argv, { env: { PATH, ...env } })).toEqual({ status: code, stdout, stderr });
  });

  test("prints the version of the package", () => {
    expect(run(["--version"]).stdout).toBe(`${version}\n`);
  });

  test("reads a workbook from a pipe", async () => {
    expect(run(["check", "-", "--quiet"], { input: await readFile(DEMO) }).status).toBe(1);
  });

  test("sees that its redirected input is its output", () =>
    inFolder(async (path) => {
      await copyFile(DEMO, path("county.xlsx"));
      const line = `"$0" "$1" check - -o "xlsx:$2" < "$2"`;
      const { status, stderr } = spawnSync("sh", ["-c", line, process.execPath, bin(), path("county.xlsx")], {
        encoding: "utf8",
      });
      expect(stderr).toContain("不能覆盖");
      expect(status).toBe(3);
      expect((await readFile(path("county.xlsx"))).equals(await readFile(DEMO))).toBe(true);
    }));

  test("ends quietly with its own code when the reader of a pipe goes away", () => {
    const line = `"$0" "$1" check "$2" --all --format json | head -c 10; exit "\${PIPESTATUS[0]}"`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line, process.execPath, bin(), DEMO], {
      encoding: "utf8",
    });
    expect([status, stdout.length, stderr]).toEqual([1, 10, ""]);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends with its code on %s", async (signal, code) => {
    const child = spawn(process.execPath, [bin(), "check", "-"], { stdio: ["pipe", "pipe", "pipe"] });
    // What it reads has begun when its input takes more than a pipe holds.
    await new Promise<void>((taken) => child.stdin.write(Buffer.alloc(4 * 1024 * 1024), () => taken()));
    child.kill(signal);
    const [status] = await once(child, "exit");
    expect(status).toBe(code);
  });

  test("says in a sentence that it was not built", () =>
    inFolder(async (path) => {
      await cp(join(bin(), ".."), path("bin"), { recursive: true });
      await writeFile(path("package.json"), '{"type":"module"}');
      const { status, stderr } = spawnSync(process.execPath, [path("bin/qe-audit.js"), "check"], { encoding: "utf8" });
      expect(status).toBe(3);
      expect(stderr).toContain("npm run build");
      expect(stderr.trimEnd().split("\n")).toHaveLength(2);
    }));

  test("says in a sentence that Node is too old", () => {
    const old = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });`;
    const { status, stderr } = run(["--version"], {}, module(old));
    expect(status).toBe(3);
    expect(stderr).toContain("20.19");
    expect(stderr.trimEnd().split("\n")).toHaveLength(2);
  });

  test("ends with 70 when something is thrown where nobody waits for it", () => {
    const late = `setTimeout(() => { throw new Error("late"); }, 0);`;
    const broken = `process.stdin.on = () => { ${late} return process.stdin; };`;
    const { status, stderr } = run(["check", "-"], { input: "x" }, module(broken));
    expect([status, stderr.includes("late")]).toEqual([70, true]);
  });
});

describe("what a process loads", () => {
  const listing = module(`
    import { createRequire } from "node:module";
    const { cache } = createRequire(${JSON.stringify(import.meta.url)});
    process.on("exit", () => {
      const loaded = Object.keys(cache).filter((file) => /apart.exceljs/.test(file));
      process.stderr.write("exceljs: " + loaded.length + "\\n");
    });
  `);

  test.each([
    ["check", ["check", DEMO]],
    ["check with JSON", ["check", DEMO, "--format", "json"]],
    ["validate", ["validate", DEMO]],
    ["explain", ["explain", "R4", DEMO]],
    ["help", ["--help"]],
  ])("%s never loads exceljs", (_name, argv) => {
    expect(run(argv, {}, listing).stderr).toBe("exceljs: 0\n");
  });

  test("only a workbook that exceljs writes does", () =>
    inFolder(async (path) => {
      expect(run(["template", "-o", path("county.xlsx")], {}, listing).stderr).toMatch(/exceljs: [1-9]/);
      expect(run(["check", DEMO, "-o", path("gap.xlsx")], {}, listing).stderr).toMatch(/exceljs: 0/);
    }));
});

describe("permissions", () => {
  /** The superuser may write anywhere, so the command runs as nobody where the tests run as root. */
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  test("a folder that nobody may write to: one sentence, nothing left behind", () =>
    inFolder(async (path) => {
      await mkdir(path("locked"));
      await chmod(path("locked"), 0o555);
      await chmod(path("."), 0o755);
      await copyFile(DEMO, path("county.xlsx"));
      const { status, stdout, stderr } = run(["check", "county.xlsx", "-o", "locked/gap.json"], {
        ...user,
        cwd: path("."),
      });
      expect([status, stdout]).toEqual([3, ""]);
      expect(stderr).toContain("没有权限");
      expect(await readdir(path("locked"))).toEqual([]);
    }));

  test("a workbook that nobody may read", () =>
    inFolder(async (path) => {
      await copyFile(DEMO, path("county.xlsx"));
      await chmod(path("county.xlsx"), 0o000);
      await chmod(path("."), 0o755);
      const { status, stderr } = run(["check", "county.xlsx"], { ...user, cwd: path(".") });
      expect(status).toBe(3);
      expect(stderr).toContain("没有权限");
    }));

  test("a full disk", () => {
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `"$0" "$1" check "$2" > /dev/full`, process.execPath, bin(), DEMO],
      {
        encoding: "utf8",
      },
    );
    expect(status).toBe(3);
    expect(stderr).toContain("磁盘已满");
  });
});

test("runs as an executable file", () => {
  expect(String(execFileSync(bin(), ["--version"])).trim()).toBe(version);
});
