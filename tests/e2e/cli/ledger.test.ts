import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { loadBook } from "../../unit/cli/returned-forms.ts";
import { inFolder, run } from "../../unit/cli/run.ts";
import { converted, hasOffice } from "../report/office.ts";
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

test.skipIf(!hasOffice)("a ledger that LibreOffice saved keeps all that people typed and takes what is new", () =>
  inFolder(async (path) => {
    const [file, county] = [path("台账.xlsx"), path("county.xlsx")];
    const write = async (schools = DEMO_COUNTY.schools) =>
      writeFile(county, await workbookBytes(nativeSheets({ ...DEMO_COUNTY, schools })));
    const update = async (...more: string[]) =>
      JSON.parse((await run(["ledger", county, "--ledger", file, "--format", "json", ...more])).stdout);
    await write();
    await update();
    const typed = await loadBook(file);
    const sheet = typed.getWorksheet("台账")!;
    /** Columns of 编号 and of people's own. */
    const [id, first, last] = [1, 14, 19];
    for (let row = 5; row <= 13; row++) {
      for (let column = first; column <= last; column++) sheet.getCell(row, column).value = `${row}-${column}`;
    }
    const office = async (bytes: Uint8Array) => writeFile(file, converted(bytes, "xlsx", "xlsx"));
    await office(new Uint8Array(await typed.xlsx.writeBuffer()));

    // Equipment of one school is bought; another has lost its classrooms.
    await write(
      DEMO_COUNTY.schools.map((school) => {
        if (school.code === "2199000106") return { ...school, values: { ...school.values, equipmentValue: 800_000 } };
        return school.code === "2199000107" ? { ...school, values: { ...school.values, multimediaRooms: 1 } } : school;
      }),
    );
    const account = await update("--as-of", "2026-03-01");
    expect(account.closedNow.map((entry: { id: string }) => entry.id)).toContain(
      "equipment-value/ratio/2199000106/primary",
    );
    expect(account.counts.new).toBeGreaterThan(0);
    await office(await readFile(file));
    const after = (await loadBook(file)).getWorksheet("台账")!;
    for (let row = 5; row <= 13; row++) {
      expect(after.getCell(row, id).value).toBe(sheet.getCell(row, id).value);
      for (let column = first; column <= last; column++) {
        expect(after.getCell(row, column).value).toBe(`${row}-${column}`);
      }
    }
    expect(after.getCell(14, id).value).toMatch(/\/2199000107\/primary$/);
  }),
);
