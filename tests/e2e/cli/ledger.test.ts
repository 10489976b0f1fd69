import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { loadBook } from "../../unit/cli/returned-forms.ts";
import { inFolder } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";
import { KILLED_WRITING, killedAt } from "./killed.ts";

const command = builtCommand();

test.skipIf(process.platform === "win32").each(KILLED_WRITING)(
  "a ledger whose update is killed %s is whole",
  (_name, step) =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), await workbookBytes(nativeSheets(DEMO_COUNTY)));
      const update = (...more: string[]) => [
        ...[command(), "ledger", path("county.xlsx"), "--ledger", path("台账.xlsx"), "--quiet"],
        ...more,
      ];
      expect(spawnSync(process.execPath, update()).status).toBe(1);
      const before = await readFile(path("台账.xlsx"));
      const later = update("--as-of", "2026-03-01");
      const killed = spawnSync(process.execPath, later, { env: { ...process.env, NODE_OPTIONS: killedAt(step) } });
      expect(killed.signal).toBe("SIGKILL");
      expect(await readFile(path("台账.xlsx"))).toEqual(before);

      expect(spawnSync(process.execPath, later).status).toBe(1);
      const runs = (await loadBook(path("台账.xlsx"))).getWorksheet("记录")!;
      expect([4, 5, 6].map((row) => runs.getCell(row, 1).value)).toEqual(["2025-12-10", "2026-03-01", null]);
      expect((await readdir(path("."))).sort()).toEqual(["county.xlsx", "台账.xlsx"]);
    }),
);
