import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { bundle } from "../../src/build.ts";
import { countyWorkbook } from "../bench/national-counties.ts";
import { inFolder } from "../unit/cli/run.ts";

const root = join(import.meta.dirname, "../..");
const COUNTIES = 6;
const FILES = ["results.ndjson", "rollup.json", "rollup.xlsx", "junit.xml"];

/** The packed package, unpacked as its users get it, with `qe-audit` on the path in `bin`, and counties with a single run's outputs. */
let work = "";
let tarball = "";
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "qe-audit-packed-"));
  const source = join(work, "source");
  // Packed from a folder of its own: another test may be building the repository's.
  await mkdir(join(source, "bin"), { recursive: true });
  await bundle(join(source, "dist"));
  for (const name of ["README.md", "README.zh-CN.md", "LICENSE", "fixtures"]) {
    await symlink(join(root, name), join(source, name));
  }
  for (const name of ["bin/qe-audit.js", "bin/program.js", "bin/package.json", "package.json"])
    await copyFile(join(root, name), join(source, name));
  const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", work], { cwd: source, encoding: "utf8" });
  expect(packed.status, packed.stderr).toBe(0);
  tarball = packed.stdout.trim().split("\n").at(-1)!;
  expect(spawnSync("tar", ["-xzf", join(work, tarball), "-C", work]).status).toBe(0);
  await symlink(join(root, "node_modules"), join(work, "package/node_modules"));
  await mkdir(join(work, "bin"));
  const script = async (name: string, ...lines: string[]): Promise<void> => {
    await writeFile(join(work, "bin", name), ["#!/bin/sh", ...lines, ""].join("\n"));
    await chmod(join(work, "bin", name), 0o755);
  };
  await script("qe-audit", `exec "${process.execPath}" "${join(work, "package/bin/qe-audit.js")}" "$@"`);
  // Installing for real would fetch the dependencies again for every line: they are here, and the package is the one packed.
  await script("npm", '[ "$#" = 3 ] && [ "$1 $2" = "install --global" ] && tar -tzf "$3" package/bin/qe-audit.js');
  await mkdir(join(work, "counties"));
  for (let number = 1; number <= COUNTIES; number++) {
    await writeFile(join(work, `counties/${number}.xlsx`), countyWorkbook(number, 4));
  }
  expect(runLine("qe-audit batch counties -o single --quiet --fail-on never", work)).toBe(0);
});
afterAll(() => rm(work, { recursive: true, force: true }));

const readmes = await Promise.all(
  ["README.md", "README.zh-CN.md"].map(async (name) => ({ name, text: await readFile(join(root, name), "utf8") })),
);

const example = (text: string, name: string): string => {
  const found = new RegExp(`<!-- example: ${name} -->\n\`\`\`[a-z]+\n([\\s\\S]*?)\n\`\`\``).exec(text);
  if (found === null) throw new Error(`the README has no example ${name}`);
  return found[1]!;
};

type Environment = Readonly<Record<string, string>>;

const runLine = (line: string, cwd: string, environment: Environment = {}): number | null => {
  const env = { ...process.env, ...environment, PATH: `${join(work, "bin")}:${process.env.PATH}` };
  return spawnSync("sh", ["-c", line], { cwd, env, stdio: "pipe" }).status;
};

/** Runs an example in a folder with counties and the package; its merged outputs are to be those of a single run. */
const expectWhole = (play: (cwd: string) => void): Promise<void> =>
  inFolder(async (path) => {
    const cwd = path(".");
    await mkdir(cwd, { recursive: true });
    for (const name of ["counties", tarball]) await symlink(join(work, name), path(name));
    play(cwd);
    for (const name of FILES) {
      const [found, expected] = await Promise.all(
        [path(`out/${name}`), join(work, "single", name)].map((file) => readFile(file)),
      );
      expect(found!.equals(expected!), name).toBe(true);
    }
  });

const merge = (cwd: string): void => {
  expect(runLine("qe-audit merge out-1 out-2 out-3 out-4 -o out --fail-on never", cwd)).toBe(0);
};

const [{ text }, ...others] = readmes as [(typeof readmes)[number], ...typeof readmes];

test.each(["parallel", "github", "gitlab", "kubernetes"])("every README has the same example for %s", (name) => {
  for (const other of others) expect(example(other.text, name), other.name).toBe(example(text, name));
});

/** Twenty processes, one after the other. */
const timeout = 600_000;

describe("the examples", { timeout }, () => {
  test("GNU parallel", ({ skip }) => {
    if (spawnSync("parallel", ["--version"]).status !== 0) {
      if (process.env.CI !== undefined) throw new Error("GNU parallel is not installed: apt-get install parallel");
      return skip("GNU parallel is not installed");
    }
    return expectWhole((cwd) => {
      for (const line of example(text, "parallel").split("\n")) expect([0, 1]).toContain(runLine(line, cwd));
    });
  });

  test("GitHub Actions", () => {
    const { jobs } = parse(example(text, "github"));
    const commands = (job: { steps: { run?: string }[] }): string[] => job.steps.flatMap(({ run }) => run ?? []);
    return expectWhole((cwd) => {
      for (const shard of jobs.shard.strategy.matrix.shard) {
        for (const line of commands(jobs.shard)) {
          expect(runLine(line.replaceAll(/\$\{\{ matrix\.shard \}\}/g, shard), cwd)).toBe(0);
        }
      }
      expect(jobs.merge.needs).toBe("shard");
      for (const line of commands(jobs.merge)) expect([0, 1]).toContain(runLine(line, cwd));
    });
  });

  test("GitLab CI", () => {
    const { shard, merge: joined, stages, default: usual } = parse(example(text, "gitlab"));
    expect(stages).toEqual([shard.stage, joined.stage]);
    return expectWhole((cwd) => {
      for (let index = 1; index <= shard.parallel; index++) {
        for (const line of [...usual.before_script, ...shard.script]) {
          const environment = { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(shard.parallel) };
          expect(runLine(line, cwd, environment)).toBe(0);
        }
      }
      for (const line of joined.script) expect([0, 1]).toContain(runLine(line, cwd));
    });
  });

  test("Kubernetes Indexed Job", () => {
    const { spec } = parse(example(text, "kubernetes"));
    expect(spec.completionMode).toBe("Indexed");
    const [container] = spec.template.spec.containers;
    return expectWhole((cwd) => {
      for (let index = 0; index < spec.completions; index++) {
        expect(runLine(container.command[2], cwd, { JOB_COMPLETION_INDEX: String(index) })).toBe(0);
      }
      merge(cwd);
    });
  });
});
