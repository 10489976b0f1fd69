/** The program in its worker: started when it is first asked, ended and started anew when people stop it. */
import type { Answer, PageFile, Request } from "./messages.ts";

export interface Program {
  /** Runs a command line over files; `told` is given what it says while it works. Never rejects. */
  run(
    argv: readonly string[],
    files: readonly PageFile[],
    columns: number,
    told: (text: string) => void,
  ): Promise<Answer>;
  /** Ends what runs; whoever waits for it is answered `stopped`. */
  stop(): void;
}

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** @param packed the worker's program, packed by gzip, in base64. */
export const createProgram = (packed: () => string): Program => {
  const waiting = new Map<number, { done: (answer: Answer) => void; told: (text: string) => void }>();
  let worker: Worker | null = null;
  let url: Promise<string> | null = null;
  let requests = 0;

  const unpacked = async (): Promise<string> => {
    const stream = new Blob([bytesOf(packed()) as BlobPart]).stream();
    const text = await new Response(stream.pipeThrough(new DecompressionStream("gzip"))).text();
    return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  };
  const end = (kind: "stopped" | "crashed", text: string): void => {
    worker?.terminate();
    worker = null;
    for (const [id, { done }] of waiting) done({ id, kind, text });
    waiting.clear();
  };
  const started = async (): Promise<Worker> => {
    url ??= unpacked();
    const from = await url;
    if (worker !== null) return worker;
    const made = new Worker(from);
    made.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      const asked = waiting.get(data.id);
      if (data.kind === "told") {
        asked?.told(data.text);
        return;
      }
      waiting.delete(data.id);
      asked?.done(data);
    });
    made.addEventListener("error", ({ message }) => end("crashed", message));
    worker = made;
    return made;
  };

  return {
    async run(argv, files, columns, told) {
      requests += 1;
      const id = requests;
      try {
        const to = await started();
        return await new Promise<Answer>((done) => {
          waiting.set(id, { done, told });
          to.postMessage({ id, files, argv, columns } satisfies Request);
        });
      } catch (error) {
        return { id, kind: "crashed", text: String(error) };
      }
    },
    stop: () => end("stopped", ""),
  };
};
