import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { afterAll } from "vitest";
import { present } from "./need.ts";

/**
 * Chromium's own headless build (Debian's chromium-headless-shell); `CHROMIUM` names another one. The whole browser opens
 * real windows, each with processes of its own for its frame, and takes three times as long.
 */
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

/** Whether pages can be opened in a browser. */
export const hasBrowser = present(EXECUTABLE);

const SERVER = join(import.meta.dirname, "browser-server.ts");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface View {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly javaScriptEnabled?: boolean;
}

/** Longer than any page takes on a busy machine: past it the browser itself has stopped answering. */
const PATIENCE = 40_000;
/** A browser that has not shown an empty page by then never will. */
const TRIAL = 15_000;
/** Browsers that are tried before the tests fail. */
const MOST_TRIED = 6;
const STUCK = Symbol("stuck");

interface Running {
  readonly browser: Browser;
  end(): Promise<void>;
}

const within = async <T>(limit: number, work: Promise<T>): Promise<T | typeof STUCK> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<typeof STUCK>((resolve) => {
    timer = setTimeout(() => resolve(STUCK), limit);
  });
  // What it says after its time is of no interest.
  work.catch(() => undefined);
  return Promise.race([work, patience]).finally(() => clearTimeout(timer));
};

/** Starts a browser in a process of its own and has it open an empty page from the disk, as the tests will. */
const launch = async (folder: string): Promise<Running | typeof STUCK> => {
  const server = spawn(process.execPath, ["--import", "tsx", SERVER, EXECUTABLE, ...FLAGS], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  const end = async (): Promise<void> => {
    server.stdin.end();
    if ((await within(TRIAL, ended)) === STUCK) server.kill("SIGKILL");
  };
  const trial = async (): Promise<Browser> => {
    const [line] = await once(createInterface(server.stdout), "line");
    const browser = await chromium.connect(line);
    const empty = join(folder, "empty.html");
    writeFileSync(empty, "<!doctype html><title>empty</title>");
    const context = await browser.newContext();
    await (await context.newPage()).goto(pathToFileURL(empty).href);
    await context.close();
    return browser;
  };
  const browser = await within(TRIAL, trial());
  if (browser !== STUCK) return { browser, end };
  await end();
  return STUCK;
};

/**
 * One browser for the tests of a file, in a profile of its own; each piece of work has a window that forgets. Now and then
 * the first page is never asked for, or a browser stops answering, which says nothing of the page: that browser is ended
 * with the process that drives it, and the work is done once more with a new one. Keep heavy tests out of the same file:
 * where hundreds of property tests ran in the process before, one run in six asked for no page.
 */
export const browserForTests = (): (<T>(work: (context: BrowserContext) => Promise<T>, view?: View) => Promise<T>) => {
  const folder = mkdtempSync(join(tmpdir(), "qe-audit-browser-"));
  let running: Running | null = null;
  let tried = 0;
  afterAll(async () => {
    await running?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const working = async (): Promise<Running> => {
    while (running === null) {
      if (tried === MOST_TRIED) throw new Error(`the browser stopped answering ${tried} times`);
      tried += 1;
      const launched = await launch(folder);
      if (launched === STUCK) console.warn("the browser does not open a page and is replaced");
      else running = launched;
    }
    return running;
  };

  const attempt = async <T>(
    browser: Browser,
    work: (context: BrowserContext) => Promise<T>,
    view: View,
  ): Promise<T> => {
    const context = await browser.newContext({
      viewport: { width: view.width ?? 1200, height: 900 },
      colorScheme: view.colorScheme ?? "light",
      javaScriptEnabled: view.javaScriptEnabled ?? true,
    });
    const answer = await work(context);
    await context.close();
    return answer;
  };

  return async (work, view = {}) => {
    for (;;) {
      const { browser, end } = await working();
      const answer = await within(PATIENCE, attempt(browser, work, view));
      if (answer !== STUCK) return answer;
      console.warn("the browser stopped answering and is replaced");
      running = null;
      await end();
    }
  };
};
