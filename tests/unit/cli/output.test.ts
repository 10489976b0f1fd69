import { chmod, link, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { newInputs } from "../../../src/cli/inputs.ts";
import { chooseTargets, makeFolder, printer, removeUnfinished, writeFiles } from "../../../src/cli/output.ts";
import { UsageError } from "../../../src/cli/usage.ts";
import { AuditError } from "../../../src/errors.ts";
import { DEMO, inFolder, run } from "./run.ts";

const reading = (...files: string[]) => {
  const inputs = newInputs();
  for (const file of files) inputs.add(file);
  return inputs;
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "none";
  } catch (error) {
    if (error instanceof AuditError || error instanceof UsageError) return error.detail.code;
    throw error;
  }
};

describe("a folder", () => {
  test("is made with those above it, as often as it is asked for", () =>
    inFolder(async (path) => {
      await makeFolder(path("a/b/c"));
      await makeFolder(path("a/b/c"));
      await Promise.all(["d/e/1", "d/e/2", "d/e/3"].map((name) => makeFolder(path(name))));
      for (const name of ["a/b/c", "d/e/1", "d/e/2", "d/e/3"])
        expect((await stat(path(name))).isDirectory()).toBe(true);
    }));

  test.skipIf(process.platform !== "linux")(
    "that cannot be made is refused at once, even where the one above it is there",
    async () => {
      for (const folder of ["/proc/none", "/proc/none/below"]) {
        expect(await codeOf(makeFolder(folder))).toBe("output-unwritable");
      }
    },
  );

  test("is refused below a file and in the place of one", () =>
    inFolder(async (path) => {
      await writeFile(path("file"), "x");
      for (const name of ["file", "file/below"]) expect(await codeOf(makeFolder(path(name)))).toBe("output-unwritable");
    }));
});

describe("targets", () => {
  test("refuse the input by its own name, by a link and by a hard link", () =>
    inFolder(async (path) => {
      await writeFile(path("in.xlsx"), "x");
      await symlink(path("in.xlsx"), path("link.xlsx"));
      await link(path("in.xlsx"), path("hard.xlsx"));
      await mkdir(path("sub"));
      for (const name of ["in.xlsx", "link.xlsx", "hard.xlsx", "sub/../in.xlsx"]) {
        expect(await codeOf(chooseTargets([path(name)], reading(path("in.xlsx"))))).toBe("output-is-input");
        // Reading through the link makes the file itself the input.
        expect(await codeOf(chooseTargets([path(name)], reading(path("link.xlsx"))))).toBe("output-is-input");
      }
    }));

  test("refuse the input by way of a folder that is not there, and of a link to another", () =>
    inFolder(async (path) => {
      await writeFile(path("in.xlsx"), "x");
      await mkdir(path("far/below"), { recursive: true });
      await symlink(path("far/below"), path("away"));
      for (const name of ["none/../in.xlsx", "away/../in.xlsx"]) {
        const file = `${path("")}/${name}`;
        expect(await codeOf(chooseTargets([file], reading(path("in.xlsx"))))).toBe("output-is-input");
      }
    }));

  test("refuse folders and devices", () =>
    inFolder(async (path) => {
      await mkdir(path("folder.json"));
      for (const file of [path("folder.json"), `${path("new")}/`, "/dev/null"]) {
        expect(await codeOf(chooseTargets([file], newInputs()))).toBe("output-exists-not-file");
      }
    }));

  test("refuse a folder that is not there", () =>
    inFolder(async (path) => {
      expect(await codeOf(chooseTargets([path("none/a.json")], newInputs()))).toBe("output-unwritable");
    }));

  test("refuse the same file twice, however it is written", () =>
    inFolder(async (path) => {
      const files = [path("a.json"), path("./sub/../a.json")];
      await mkdir(path("sub"));
      expect(await codeOf(chooseTargets(files, newInputs()))).toBe("outputs-same");
    }));

  test.each([
    [0o444, "output-read-only"],
    [0o555, "output-read-only"],
    [0o400, "output-read-only"],
    [0o644, "none"],
    [0o200, "none"],
  ])("of mode %o: %s, whoever runs the program", (mode, code) =>
    inFolder(async (path) => {
      await writeFile(path("out.json"), "{}");
      await chmod(path("out.json"), mode);
      expect(await codeOf(chooseTargets([path("out.json")], reading()))).toBe(code);
      // Also where the run is to bring it up to date.
      expect(
        await codeOf(chooseTargets([path("out.json")], reading(), { copy: true, replaces: [path("out.json")] })),
      ).toBe(code);
    }),
  );

  test("keep what exists where asked to", () =>
    inFolder(async (path) => {
      await writeFile(path("a.xlsx"), "filled in");
      expect(await codeOf(chooseTargets([path("a.xlsx")], newInputs(), { keepExisting: true }))).toBe("output-exists");
    }));
});

describe("files", () => {
  const write = async (files: Record<string, string>): Promise<void> => {
    const targets = await chooseTargets(Object.keys(files), newInputs());
    await writeFiles(targets.map((target) => ({ target, content: files[target.file]! })));
  };

  test("appear whole and leave nothing else behind", () =>
    inFolder(async (path) => {
      await write({ [path("a.json")]: "one", [path("b.csv")]: "two" });
      expect((await readdir(path("."))).sort()).toEqual(["a.json", "b.csv"]);
      expect(await readFile(path("a.json"), "utf8")).toBe("one");
    }));

  test("replace an existing file and keep its permissions", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), "before, and longer");
      await chmod(path("a.json"), 0o640);
      await write({ [path("a.json")]: "after" });
      expect(await readFile(path("a.json"), "utf8")).toBe("after");
      expect((await stat(path("a.json"))).mode & 0o777).toBe(0o640);
    }));

  test("are written through a link to the file that it names", () =>
    inFolder(async (path) => {
      await writeFile(path("real.json"), "before");
      await symlink(path("real.json"), path("link.json"));
      await write({ [path("link.json")]: "after" });
      expect(await readFile(path("real.json"), "utf8")).toBe("after");
    }));

  test("take names as long as names can be", () =>
    inFolder(async (path) => {
      const name = `${"县".repeat(80)}.json`;
      await write({ [path(name)]: "x" });
      expect(await readdir(path("."))).toEqual([name]);
    }));

  test("are written piece by piece, whatever the pieces' lengths", () =>
    inFolder(async (path) => {
      const pieces = ["", "云河路小学", "x".repeat(600_000), "é", ""];
      const files = [path("a.json"), path("b.json")];
      const [sync, async] = await chooseTargets(files, reading());
      await writeFiles([
        { target: sync!, content: pieces },
        {
          target: async!,
          content: (async function* () {
            yield* pieces;
          })(),
        },
      ]);
      for (const file of files) expect(await readFile(file, "utf8")).toBe(pieces.join(""));
    }));

  test("stay as they were when what they are to hold cannot be made, which is no fault of the disk", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), "before");
      const targets = await chooseTargets([path("a.json")], reading());
      function* pieces(): Generator<string> {
        yield "half";
        throw new TypeError("a bug");
      }
      await expect(writeFiles([{ target: targets[0]!, content: pieces() }])).rejects.toThrow(TypeError);
      expect(await readFile(path("a.json"), "utf8")).toBe("before");
      expect(await readdir(path("."))).toEqual(["a.json"]);
    }));

  test("are none at all when one cannot be written", () =>
    inFolder(async (path) => {
      await mkdir(path("sub"));
      const targets = await chooseTargets([path("a.json"), path("sub/b.json")], newInputs());
      const { rm } = await import("node:fs/promises");
      await rm(path("sub"), { recursive: true });
      const files = targets.map((target) => ({ target, content: "x" }));
      expect(await codeOf(writeFiles(files))).toBe("output-unwritable");
      expect(await readdir(path("."))).toEqual([]);
    }));
});

describe("a stream", () => {
  const refusing = (code: string) => {
    let writes = 0;
    const print = printer({
      write(_chunk, written) {
        writes++;
        written(Object.assign(new Error(code), { code }));
      },
    });
    return { print, writes: () => writes };
  };

  test.each(["EPIPE", "ERR_STREAM_DESTROYED", "ECONNRESET"])(
    "that nobody reads any more ends quietly: %s",
    async (code) => {
      const { print, writes } = refusing(code);
      await print("a");
      await print("b");
      expect(writes()).toBe(1);
    },
  );

  test("takes one piece at a time, and the next is made when it has", async () => {
    const events: string[] = [];
    function* pieces(): Generator<string> {
      for (const piece of ["a", "b", "c"]) {
        events.push(`made ${piece}`);
        yield piece;
      }
    }
    await printer({
      write: (text, done) => {
        setTimeout(() => {
          events.push(`took ${text}`);
          done();
        }, 1);
      },
    })(pieces());
    expect(events).toEqual(["made a", "took a", "made b", "took b", "made c", "took c"]);
  });

  test("that goes away stops the pieces", async () => {
    let made = 0;
    function* pieces(): Generator<string> {
      for (; made < 100; made++) yield "x";
    }
    await printer({ write: (_, done) => done(Object.assign(new Error("gone"), { code: "EPIPE" })) })(pieces());
    expect(made).toBeLessThan(2);
  });

  test("that refuses otherwise is an output that cannot be written", async () => {
    expect(await codeOf(refusing("ENOSPC").print("a"))).toBe("output-unwritable");
  });
});

test("a write that is interrupted leaves no temporary file", () =>
  inFolder(async (path) => {
    const [target] = await chooseTargets([path("a.json")], newInputs());
    const writing = writeFiles([{ target: target!, content: Buffer.alloc(64 * 1024 * 1024) }]).catch(() => "stopped");
    while ((await readdir(path("."))).length === 0) await new Promise((later) => setImmediate(later));
    removeUnfinished();
    expect(await readdir(path("."))).toEqual([]);
    expect(await writing).toBe("stopped");
    expect(await readdir(path("."))).toEqual([]);
  }));

test("commands refuse a read-only file with one sentence, and leave it as it was", () =>
  inFolder(async (path) => {
    const args = [
      ["check", DEMO, "-o", path("old.json")],
      ["ledger", DEMO, "--ledger", path("old.xlsx")],
      ["collect", path("returns"), "-o", path("old.xlsx")],
      ["batch", DEMO, "-o", path("out"), "--baseline", path("old.json"), "--update-baseline"],
    ];
    await mkdir(path("returns"));
    expect((await run(["template", "--school", "-o", path("returns/1.xlsx")])).code).toBe(0);
    expect((await run(["template", "-o", path("old.xlsx")])).code).toBe(0);
    const before = await readFile(path("old.xlsx"));
    await writeFile(path("old.json"), "{}");
    for (const name of ["old.xlsx", "old.json"]) await chmod(path(name), 0o444);
    for (const line of args) {
      const { code, stderr } = await run(line);
      expect([code, stderr], line.join(" ")).toEqual([3, expect.stringContaining("是只读文件，不会替换它")]);
    }
    expect(await readFile(path("old.xlsx"))).toEqual(before);
    expect(await readFile(path("old.json"), "utf8")).toBe("{}");
  }));
