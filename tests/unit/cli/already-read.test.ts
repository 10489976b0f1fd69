import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newAlreadyRead } from "../../../src/cli/already-read.ts";
import type { OptionValues } from "../../../src/cli/options.ts";
import { interpretCounty, readSheets } from "../../../src/county-workbook.ts";
import { standardOf } from "../../../src/standard/index.ts";

const standard = standardOf();
const file = join(import.meta.dirname, "../../../fixtures/demo-county.xlsx");
const bytes = await readFile(file);
const files = [{ file, bytes }];
const raw = await readSheets(files);
const reading = interpretCounty(raw, { standard });
const read = () => newAlreadyRead(files, { raw, reading, standard, values: { map: "names.yaml" } });
const by = (values: OptionValues = {}) => ({ standard, beside: [], values: { map: "names.yaml", ...values } });

describe("what was read to learn whose a workbook is", () => {
  test("is given to the command, once", () => {
    const { take } = read();
    const taken = take(files, by());
    expect(taken?.raw).toBe(raw);
    expect(taken?.reading).toBe(reading);
    expect(take(files, by())).toBeNull();
  });

  test.each([
    ["another map", by({ map: "others.yaml" })],
    ["no map", by({ map: false })],
    ["one county of several", by({ county: "云溪县" })],
    ["last year's workbook", by({ previous: "last.xlsx" })],
    ["another standard", { ...by(), standard: standardOf("basic-balance-2012") }],
    ["a second standard", { ...by(), beside: [standardOf("basic-balance-2012")] }],
  ])("is interpreted again from the same sheets by %s", (_name, options) => {
    const taken = read().take(files, options);
    expect(taken?.raw).toBe(raw);
    expect(taken?.reading).toBeNull();
  });

  test("is not given for other files, nor for more of them, and is kept for its own", () => {
    const { take } = read();
    expect(take([{ file, bytes: Buffer.from(bytes) }], by())).toBeNull();
    expect(take([...files, ...files], by())).toBeNull();
    expect(take([], by())).toBeNull();
    expect(take(files, by())?.reading).toBe(reading);
  });
});
