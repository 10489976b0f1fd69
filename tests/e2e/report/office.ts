import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { present } from "./need.ts";

/** Whether LibreOffice can be run here; a build server must have it. */
export const hasOffice = present("soffice");

/** LibreOffice takes longer to make a profile than to convert a document; one process at a time can use it. */
const profile = mkdtempSync(join(tmpdir(), "qe-audit-office-profile-"));
process.on("exit", () => rmSync(profile, { recursive: true, force: true }));

/** What was converted before: many tests look at the same few documents. */
const known = new Map<string, Buffer>();

const keyOf = (bytes: Uint8Array, from: string, to: string): string =>
  `${createHash("sha256").update(bytes).digest("hex")} ${from} ${to}`;

/**
 * Converts several documents at once, for those that ask for one of them later: LibreOffice takes longer to start than to
 * convert.
 */
export const convertAhead = (documents: readonly Uint8Array[], from: string, to: string): void => {
  const folder = mkdtempSync(join(tmpdir(), "qe-audit-office-"));
  try {
    const files = documents.map((bytes, index) => {
      const file = join(folder, `${index}.${from}`);
      writeFileSync(file, bytes);
      return file;
    });
    const ownProfile = `-env:UserInstallation=${pathToFileURL(profile).href}`;
    const out = join(folder, "out");
    const run = spawnSync("soffice", [ownProfile, "--headless", "--convert-to", to, "--outdir", out, ...files], {
      encoding: "utf8",
      timeout: 240_000,
    });
    for (const [index, bytes] of documents.entries()) {
      try {
        known.set(keyOf(bytes, from, to), readFileSync(join(out, `${index}.${to.split(":")[0]}`)));
      } catch {
        throw new Error(`LibreOffice wrote nothing: ${run.stdout}${run.stderr}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A document as LibreOffice understands it, in another format: its bytes. */
export const converted = (bytes: Uint8Array, from: string, to: string): Buffer => {
  const key = keyOf(bytes, from, to);
  if (!known.has(key)) convertAhead([bytes], from, to);
  return Buffer.from(known.get(key)!);
};

export const TEXT = "txt:Text (encoded):UTF8";

/** Its plain text. */
export const textOfDocument = (bytes: Uint8Array, from: string): string =>
  converted(bytes, from, TEXT).toString("utf8");

/** Whether the text of a PDF can be read page by page. */
export const hasPdfReader = present("pdftotext");

/** Its plain text, a page each, as LibreOffice lays it out. */
export const pagesOfDocument = (bytes: Uint8Array, from: string): readonly string[] => {
  const input = converted(bytes, from, "pdf");
  const { stdout } = spawnSync("pdftotext", ["-layout", "-", "-"], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  return stdout.split("\f").slice(0, -1);
};
