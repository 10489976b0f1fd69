/**
 * Runs the program's own commands over files in memory, beside the page so that it never freezes: the same command line,
 * the same sentences and the same files as on a terminal.
 */
import { main } from "../cli/main.ts";
import type { Answer, Request } from "./messages.ts";
import { FOLDER, vol } from "./ports/memory.ts";

const NO_ANSWERS: AsyncIterable<never> = { async *[Symbol.asyncIterator]() {} };

const run = async ({ id, files, argv, columns }: Request): Promise<Answer> => {
  vol.reset();
  vol.mkdirSync(FOLDER, { recursive: true });
  vol.mkdirSync("/tmp", { recursive: true });
  for (const { name, bytes } of files) vol.writeFileSync(`${FOLDER}/${name}`, Buffer.from(bytes));
  const given = new Set(files.map(({ name }) => name));
  const printed: string[] = [];
  const told: string[] = [];
  const decoder = new TextDecoder();
  const stream = (take: (text: string) => void) => ({
    columns,
    write: (chunk: string | Uint8Array, written: (error?: Error | null) => void): void => {
      take(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
      written();
    },
  });
  const code = await main(argv, {
    stdin: NO_ANSWERS,
    stdout: stream((text) => printed.push(text)),
    stderr: stream((text) => {
      told.push(text);
      postMessage({ id, kind: "told", text } satisfies Answer);
    }),
    env: { NO_COLOR: "1" },
  });
  const made = (vol.readdirSync(FOLDER, { recursive: true }) as string[])
    .filter((name) => !given.has(name) && vol.statSync(`${FOLDER}/${name}`).isFile())
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(vol.readFileSync(`${FOLDER}/${name}`) as Uint8Array) }));
  return { id, kind: "done", code, printed: printed.join(""), told: told.join(""), made };
};

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  run(data).then(
    (answer) => postMessage(answer),
    (error: unknown) => postMessage({ id: data.id, kind: "crashed", text: String(error) } satisfies Answer),
  );
});
