import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, type BrowserServer, chromium } from "playwright-core";
import { afterAll } from "vitest";
import { present } from "./need.ts";

/**
 * Chromium's own headless build (Debian's chromium-headless-shell), `CHROMIUM` names another one. The whole browser opens
 * real windows, each with processes of its own for its frame: three times as slow, and on two cores it stops answering.
 */
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

/** Whether pages can be opened in a browser. */
export const hasBrowser = present("chromium-headless-shell", existsSync(EXECUTABLE));

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
/** A browser that has to be replaced more often than this is of no use, and the tests fail. */
const MOST_REPLACED = 2;
const STUCK = Symbol("stuck");

interface Running {
  readonly browser: Browser;
  readonly server: BrowserServer;
}

const launch = async (): Promise<Running> => {
  const server = await chromium.launchServer({
    executablePath: EXECUTABLE,
    headless: true,
    args: FLAGS,
    timeout: PATIENCE / 2,
  });
  return { server, browser: await chromium.connect(server.wsEndpoint()) };
};

/**
 * One browser for the tests of a file, in a profile of its own; each piece of work has a window that forgets. A browser
 * that stops answering says nothing of the page: it is ended, and the work is done once more in a new one.
 */
export const browserForTests = (): (<T>(work: (context: BrowserContext) => Promise<T>, view?: View) => Promise<T>) => {
  let running: Running | null = null;
  let replaced = 0;
  afterAll(() => running?.server.kill());

  const attempt = async <T>(work: (context: BrowserContext) => Promise<T>, view: View): Promise<T> => {
    running ??= await launch();
    const context = await running.browser.newContext({
      viewport: { width: view.width ?? 1200, height: 900 },
      colorScheme: view.colorScheme ?? "light",
      javaScriptEnabled: view.javaScriptEnabled ?? true,
    });
    const answer = await work(context);
    await context.close();
    return answer;
  };

  const within = async <T>(work: Promise<T>): Promise<T | typeof STUCK> => {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<typeof STUCK>((resolve) => {
      timer = setTimeout(() => resolve(STUCK), PATIENCE);
    });
    // What it says after its time is of no interest.
    work.catch(() => undefined);
    return Promise.race([work, patience]).finally(() => clearTimeout(timer));
  };

  return async (work, view = {}) => {
    for (;;) {
      const answer = await within(attempt(work, view));
      if (answer !== STUCK) return answer;
      await (running as Running | null)?.server.kill();
      running = null;
      replaced += 1;
      if (replaced > MOST_REPLACED) throw new Error(`the browser stopped answering ${replaced} times`);
      console.warn("the browser stopped answering and is replaced");
    }
  };
};
