import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { present } from "./need.ts";

/** Whether LibreOffice can be run here; a build server must have it. */
export const hasOffice = present("soffice", spawnSync("soffice", ["--version"]).status === 0);

/** A document as LibreOffice understands it, in another format: its bytes. */
export const converted = (bytes: Uint8Array, from: string, to: string): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), "qe-audit-office-"));
  try {
    const file = join(folder, `document.${from}`);
    writeFileSync(file, bytes);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
    const run = spawnSync("soffice", [profile, "--headless", "--convert-to", to, "--outdir", folder, file], {
      encoding: "utf8",
      timeout: 240_000,
    });
    try {
      return readFileSync(join(folder, `document.${to.split(":")[0]}`));
    } catch {
      throw new Error(`LibreOffice wrote nothing: ${run.stdout}${run.stderr}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Its plain text. */
export const textOfDocument = (bytes: Uint8Array, from: string): string =>
  converted(bytes, from, "txt:Text (encoded):UTF8").toString("utf8");
