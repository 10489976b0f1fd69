import { spawnSync } from "node:child_process";
import { chmod, copyFile, cp, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject } from "vitest";

const root = join(import.meta.dirname, "../..");

export interface PackedPackage {
  /** Holds the tarball and, unpacked, `package`; whoever asked for it removes it. */
  readonly folder: string;
  /** Its name in the folder. */
  readonly tarball: string;
  /** Runs a line of a shell that finds `qe-audit`; its exit code, or null where a signal ended it. */
  run(line: string, cwd: string, environment?: Readonly<Record<string, string>>): number | null;
}

/** The package packed and unpacked as its users get it, beside this repository's dependencies. */
export const packedPackage = async (): Promise<PackedPackage> => {
  const folder = await mkdtemp(join(tmpdir(), "qe-audit-packed-"));
  const source = join(folder, "source");
  await cp(join(inject("command"), "../../dist"), join(source, "dist"), { recursive: true });
  await cp(join(root, "bin"), join(source, "bin"), { recursive: true });
  for (const name of ["README.md", "README.zh-CN.md", "LICENSE", "docs", "fixtures"]) {
    await symlink(join(root, name), join(source, name));
  }
  await copyFile(join(root, "package.json"), join(source, "package.json"));
  const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: source,
    encoding: "utf8",
  });
  expect(packed.status, packed.stderr).toBe(0);
  const tarball = packed.stdout.trim().split("\n").at(-1)!;
  expect(spawnSync("tar", ["-xzf", join(folder, tarball), "-C", folder]).status).toBe(0);
  await symlink(join(root, "node_modules"), join(folder, "package/node_modules"));
  await mkdir(join(folder, "bin"));
  const script = async (name: string, ...lines: string[]): Promise<void> => {
    await writeFile(join(folder, "bin", name), ["#!/bin/sh", ...lines, ""].join("\n"));
    await chmod(join(folder, "bin", name), 0o755);
  };
  await script("qe-audit", `exec "${process.execPath}" "${join(folder, "package/bin/qe-audit.js")}" "$@"`);
  // Installing for real would fetch the dependencies again for every line: they are here, and the package is the one packed.
  await script("npm", '[ "$#" = 3 ] && [ "$1 $2" = "install --global" ] && tar -tzf "$3" package/bin/qe-audit.js');
  const run: PackedPackage["run"] = (line, cwd, environment = {}) => {
    const env = { ...process.env, ...environment, PATH: `${join(folder, "bin")}:${process.env.PATH}` };
    return spawnSync("sh", ["-c", line], { cwd, env, stdio: "pipe" }).status;
  };
  return { folder, tarball, run };
};

/** An example of a document by its name. */
export const example = (text: string, name: string): string => {
  const found = new RegExp(`<!-- example: ${name} -->\n\`\`\`[a-z]+\n([\\s\\S]*?)\n\`\`\``).exec(text);
  if (found === null) throw new Error(`it has no example ${name}`);
  return found[1]!;
};
