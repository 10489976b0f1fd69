import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { countyWorkbook } from "../bench/national-counties.ts";
import { inFolder } from "../unit/cli/run.ts";
import { example, type PackedPackage, packedPackage } from "./packed-package.ts";
import { present } from "./report/need.ts";

const root = join(import.meta.dirname, "../..");
const COUNTIES = 6;
const FILES = ["results.ndjson", "rollup.json", "rollup.xlsx", "rollup.html", "junit.xml"];

/** The packed package, and counties with a single run's outputs. */
let packed: PackedPackage;
let work = "";
beforeAll(async () => {
  packed = await packedPackage();
  work = packed.folder;
  await mkdir(join(work, "counties"));
  for (let number = 1; number <= COUNTIES; number++) {
    await writeFile(join(work, `counties/${number}.xlsx`), countyWorkbook(number, 4));
  }
  expect(runLine("qe-audit batch counties -o single --quiet --fail-on never", work)).toBe(0);
});
afterAll(() => rm(work, { recursive: true, force: true }));

const runLine = (...args: Parameters<PackedPackage["run"]>): number | null => packed.run(...args);

const readmes = await Promise.all(
  ["docs/batch.md", "docs/batch.zh-CN.md"].map(async (name) => ({
    name,
    text: await readFile(join(root, name), "utf8"),
  })),
);

/** Runs an example in a folder with counties and the package; its merged outputs are to be those of a single run. */
const expectWhole = (play: (cwd: string) => void): Promise<void> =>
  inFolder(async (path) => {
    const cwd = path(".");
    await mkdir(cwd, { recursive: true });
    for (const name of ["counties", packed.tarball]) await symlink(join(work, name), path(name));
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

test.each(["parallel", "github", "gitlab", "kubernetes"])("every language has the same example for %s", (name) => {
  for (const other of others) expect(example(other.text, name), other.name).toBe(example(text, name));
});

/** Twenty processes, one after the other. */
const timeout = 600_000;

describe("the examples", { timeout }, () => {
  test.skipIf(!present("parallel"))("GNU parallel", () => {
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
