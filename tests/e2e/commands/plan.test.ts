import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Plan } from "../../../src/model/plan.ts";
import { DEMO, run } from "../../unit/cli/run.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qe-plan-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const inFolder = (name: string): string => join(folder, name);

describe("qe-audit plan", () => {
  test("prints the cheapest plan in 80 columns, with its proof, and writes every format; 0", async () => {
    const files = ["plan.json", "plan.xlsx", "plan.md"].map(inFolder);
    const { code, stdout } = await run(["plan", DEMO, ...files.flatMap((file) => ["-o", file])]);
    expect(code).toBe(0);
    expect(stdout).toContain("云溪县云河路小学：增配教学仪器设备 2.1 万元");
    expect(stdout).toContain("培养初中县级以上骨干教师 1 人");
    expect(stdout).toContain("已证明最省");
    expect(stdout).toContain("示例单价");
    const plan = Plan.parse(JSON.parse(await readFile(files[0]!, "utf8")));
    expect(plan.cost).toBe(plan.actions.reduce((sum, { cost }) => sum + cost, 0));
    expect(plan.proof.bound).toBeLessThanOrEqual(plan.cost);
    expect((await readFile(files[1]!)).subarray(0, 2).toString()).toBe("PK");
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(files[1]!);
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      "行动清单",
      "需求汇总",
      "分校",
      "校际差异",
      "刚好达标的",
      "还能招收的学生",
      "检查前先核对的数",
      "依据与证明",
    ]);
    const formulas: { formula: string; result: unknown }[] = [];
    book.getWorksheet("行动清单")!.eachRow((row) =>
      row.eachCell(({ value }) => {
        if (typeof value === "object" && value !== null && "formula" in value) {
          formulas.push({ formula: value.formula, result: value.result });
        }
      }),
    );
    // The total, the conclusion, and a cost for each action.
    expect(formulas).toHaveLength(2 + plan.actions.length);
    expect(formulas[0]).toMatchObject({ formula: expect.stringMatching(/^SUM\(/), result: plan.cost });
    const markdown = await readFile(files[2]!, "utf8");
    for (const { school } of plan.actions) expect(markdown).toContain(school.name);
  });

  test("what the plan changes, supposed by check, meets resources and spreads; the verdict's code", async () => {
    const { code, stdout } = await run(["check", DEMO, "--what-if", inFolder("plan.json")]);
    expect(stdout).toContain("消除");
    expect(stdout).not.toMatch(/^恶化 \d/m);
    expect(stdout).not.toMatch(/^新增 \d/m);
    // One item of the county still waits for its documents.
    expect(code).toBe(2);
  });

  test("money that does not reach all of it is told; 1", async () => {
    const { code, stdout } = await run(["plan", DEMO, "--budget", "3.2万"]);
    expect(code).toBe(1);
    expect(stdout).toContain("没有达到的");
  });

  test("says in English what to do, in sentences", async () => {
    const { stdout } = await run(["plan", DEMO, "--lang", "en"], { columns: 200 });
    expect(stdout).toContain("For 1,539,180 yuan, every school meets its resources and every spread its limit");
    expect(stdout).toContain(
      "train 1 person: junior backbone teachers (county level or above), for backbone teachers (county level or above) per 100 pupils to reach the requirement (10,000 yuan)",
    );
    expect(stdout).toContain("add 1 to primary classes, for class size to reach the requirement (150,000 yuan)");
  });

  test("speaks English", async () => {
    const { code, stdout } = await run(["plan", DEMO, "--lang", "en", "--budget", "0"]);
    expect(code).toBe(1);
    expect(stdout).toContain("Not reached");
    expect(stdout).not.toMatch(/undefined|null|NaN/);
  });

  test("writes prices, reads them back, and does not write over them", async () => {
    const prices = inFolder("prices.yaml");
    expect((await run(["plan", "--write-prices", prices])).code).toBe(0);
    const text = await readFile(prices, "utf8");
    expect(text).toContain("县级以上骨干教师数");
    const again = await run(["plan", "--write-prices", prices]);
    expect(again.code).toBe(3);
    expect(await readFile(prices, "utf8")).toBe(text);
    await writeFile(prices, text.replaceAll("price: 400\n", "price: 200\n"));
    const { code, stdout } = await run(["plan", DEMO, "--prices", prices, "--format", "json"]);
    expect(code).toBe(0);
    const { totals } = Plan.parse(JSON.parse(stdout));
    expect(totals.find(({ quantity }) => quantity === "sportsGroundArea")).toMatchObject({
      amount: 1893.56,
      cost: 378712,
    });
  });

  test("says how a sum without its unit was understood", async () => {
    const { stdout, stderr } = await run(["plan", DEMO, "--budget", "20"]);
    expect(stderr).toContain("“20”按 20 元理解；如果是 20 万元，请写成 20万");
    expect(stdout).toContain("20 元以内不能使任何一处达标");
  });

  test("a price of something that is no figure is refused with what it may be; 3", async () => {
    const prices = inFolder("wrong.yaml");
    await writeFile(prices, "prices:\n  - {action: add, quantity: 运动场地面及, price: 1}\n");
    const { code, stderr } = await run(["plan", DEMO, "--prices", prices]);
    expect(code).toBe(3);
    expect(stderr).toContain("运动场地面积");
  });

  test.each([
    [["plan"]],
    [["plan", DEMO, "--budget", "许多"]],
    [["plan", DEMO, "--budget", "2026=20万"]],
    [["plan", DEMO, "--years", "2026-2028", "--budget", "2026=20万"]],
    [["plan", DEMO, "--years", "2028-2026", "--budget", "2026=20万"]],
    [["plan", DEMO, "--format", "xlsx"]],
    [["check", DEMO, "--what-if", "不.是", "--waivers", "x.yaml"]],
  ])("%j is wrong usage; 4", async (argv) => {
    const { code, stderr } = await run(argv);
    expect(code).toBe(4);
    expect(stderr).not.toBe("");
  });
});

describe("check --what-if", () => {
  test("supposes one change as it is written", async () => {
    const { code, stdout } = await run(["check", DEMO, "--what-if", "云溪县云河路小学.教学仪器设备值+=21000"]);
    expect(code).toBe(1);
    expect(stdout).toContain("消除 1");
    const short = await run(["check", DEMO, "--what-if", "云溪县云河路小学.教学仪器设备值+=20999"]);
    expect(short.stdout).not.toContain("消除 1");
  });

  test("supposes those of a file", async () => {
    const changes = inFolder("changes.yaml");
    await writeFile(changes, "changes:\n  - {school: 云溪县云河路小学, quantity: 教学仪器设备值, add: 21000}\n");
    expect((await run(["check", DEMO, "--what-if", changes])).stdout).toContain("消除 1");
  });

  test.each([
    ["云河路小学.教学仪器设备值+=1", "没有学校“云河路小学”；是不是 “云溪县云河路小学”"],
    ["云溪县云河路小学.教学仪器设备费+=1", "没有“教学仪器设备费”这一项数据；是不是 “教学仪器设备值”"],
    ["云溪县云河路小学.专任教师数+=1", "“专任教师数”要写明学段：小学专任教师数或初中专任教师数"],
    ["云溪县云河路小学.教学仪器设备值-=99999999", "减去的比原有的多"],
  ])(
    "what is written on the command line and names nothing, or cannot be, is wrong usage: %s; 4",
    async (written, said) => {
      const { code, stderr } = await run(["check", DEMO, "--what-if", written]);
      expect(code).toBe(4);
      expect(stderr).toContain(said);
      expect(stderr).not.toMatch(/changes\[| {4}at /);
    },
  );

  test.each([
    [
      "{school: 云河路小学, quantity: 教学仪器设备值, add: 1}",
      "没有学校“云河路小学”；是不是 “云溪县云河路小学”",
      "no school",
    ],
    ["{school: 云溪县云河路小学, quantity: 教学仪器设备费, add: 1}", "是不是 “教学仪器设备值”", "no figure"],
    [
      "{school: 云溪县云河路小学, quantity: 教学仪器设备值, ad: 1}",
      "是不是 “add”",
      'change 2: unknown key ad. Did you mean "add"',
    ],
    ["{school: 云溪县云河路小学, quantity: 教学仪器设备值}", "add 和 set 写一个", "either add or set"],
    [
      "{school: 云溪县云河路小学, quantity: 教学仪器设备值, add: 多}",
      "add 应为数字",
      "change 2: add number is expected",
    ],
  ])("a file that cannot be used says in words which change it is: %s; 3", async (change, zh, en) => {
    const file = inFolder("unusable.yaml");
    await writeFile(
      file,
      `changes:\n  - {school: 云溪县云河路小学, quantity: 教学仪器设备值, add: 1}\n  - ${change}\n`,
    );
    for (const [lang, place, said] of [
      ["zh", "第 2 条改动：", zh],
      ["en", "change 2: ", en],
    ] as const) {
      const { code, stderr } = await run(["check", DEMO, "--what-if", file, "--lang", lang]);
      expect(code).toBe(3);
      expect(stderr).toContain(place);
      expect(stderr).toContain(said);
      expect(stderr).not.toContain("changes[");
      if (lang === "en") expect(stderr).not.toMatch(/写一个|应为/);
    }
  });

  test("a plan of another county is refused with the first of its changes; 3", async () => {
    const text = await readFile(inFolder("plan.json"), "utf8");
    const file = inFolder("elsewhere.json");
    await writeFile(file, text.replaceAll(/"school": "2199/g, '"school": "7199'));
    const { code, stderr } = await run(["check", DEMO, "--what-if", file]);
    expect(code).toBe(3);
    expect(stderr).toContain("第 1 条改动：工作簿中没有学校");
    expect(stderr).toMatch(/另有 \d+ 条也不能用/);
  });

  test("a file that is not there; 3", async () => {
    expect((await run(["check", DEMO, "--what-if", "没有这个文件.yaml"])).code).toBe(3);
  });
});
