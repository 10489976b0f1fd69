import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, type BrowserServer, chromium } from "playwright-core";
import { afterAll } from "vitest";
import { present } from "./need.ts";

/** The browser in which people would open a page; `CHROMIUM` names another one. */
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * Whether to open pages in a browser: asked for by `npm run test:browser`, which fails where there is none. Chromium
 * stops answering now and then on small shared machines, so it is no part of the usual run.
 */
export const hasBrowser =
  process.env.QE_AUDIT_BROWSER === undefined ? false : present("chromium", existsSync(EXECUTABLE));

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
    timeout: PATIENCE,
  });
  return { server, browser: await chromium.connect(server.wsEndpoint()) };
};

/**
 * One browser for the tests of a file, in a profile of its own; each piece of work has a window that forgets. A browser
 * that stops answering says nothing of the page: it is ended, and the work is done once more in a new one.
 */
export const browserForTests = (): (<T>(work: (context: BrowserContext) => Promise<T>, view?: View) => Promise<T>) => {
  let running: Running | null = null;
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

  return async (work, view = {}) => {
    for (let left = 2; ; left--) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<typeof STUCK>((resolve) => {
        timer = setTimeout(() => resolve(STUCK), PATIENCE);
      });
      try {
        const attempted = attempt(work, view);
        attempted.catch(() => undefined);
        const answer = await Promise.race([attempted, patience]);
        if (answer !== STUCK) return answer as Awaited<ReturnType<typeof work>>;
      } finally {
        clearTimeout(timer);
      }
      await (running as Running | null)?.server.kill();
      running = null;
      if (left === 0) throw new Error("the browser stopped answering three times");
    }
  };
};
