/** Names that programs written for Node find everywhere. */
import { FOLDER } from "./memory.ts";

export { Buffer } from "./buffer.ts";

export const process = {
  argv: [],
  cwd: (): string => FOLDER,
  emitWarning: (): void => {},
  env: {},
  execArgv: [],
  nextTick: (run: (...args: unknown[]) => void, ...args: unknown[]): void => queueMicrotask(() => run(...args)),
  on: (): void => {},
  off: (): void => {},
  once: (): void => {},
  pid: 1,
  platform: "linux",
  version: "v20.19.0",
  versions: { node: "20.19.0" },
};

export const setImmediate = (run: (...args: unknown[]) => void, ...args: unknown[]): unknown =>
  setTimeout(run, 0, ...args);
