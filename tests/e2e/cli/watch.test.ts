import { spawn } from "node:child_process";
import { copyFile, readdir, rename, writeFile } from "node:fs/promises";
import { setTimeout as later } from "node:timers/promises";
import { expect, test } from "vitest";
import { countyWorkbook } from "../../bench/national-counties.ts";
import { DEMO, inFolder } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";

const command = builtCommand();

test.each(["check", "validate"])("%s --watch runs again after a save, and Ctrl+C ends it with 130", (name) =>
  inFolder(async (path) => {
    await copyFile(DEMO, path("county.xlsx"));
    const args = [name, path("county.xlsx"), "--watch", "-o", path(name === "check" ? "result.json" : "copy.xlsx")];
    const child = spawn(process.execPath, [command(), ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        said[stream] += text;
      });
    }
    const ended = new Promise<number | null>((done) => child.once("exit", done));
    const waits = (): number => said.stderr.split("Ctrl+C").length - 1;
    const until = async (times: number): Promise<void> => {
      while (waits() < times) {
        expect(child.exitCode, said.stderr).toBeNull();
        await later(50);
      }
    };
    await until(1);
    const first = said.stdout;
    expect(first).not.toBe("");
    // Its own output beside the workbook is no reason to run again.
    await later(1200);
    expect(waits()).toBe(1);

    await writeFile(path(".saving"), countyWorkbook(7, 4));
    await rename(path(".saving"), path("county.xlsx"));
    await until(2);
    const second = said.stdout.slice(first.length);
    expect(second).toContain(name === "check" ? "第7县" : "county.xlsx");
    expect(second).not.toBe(first);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect((await readdir(path("."))).filter((file) => file.includes(".tmp"))).toEqual([]);
  }),
);
