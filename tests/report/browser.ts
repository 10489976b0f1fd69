import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { present } from "./need.ts";

/** The browser in which people would open a page; `CHROMIUM` names another one. */
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether a browser can be run here. A machine without one says so, and a build server must have it. */
export const hasBrowser = present("chromium", existsSync(EXECUTABLE));

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

/** One browser for the tests of a file, in a profile of its own; each piece of work has a window that forgets. */
export const browserForTests = (): (<T>(work: (context: BrowserContext) => Promise<T>, view?: View) => Promise<T>) => {
  let browser: Browser | null = null;
  beforeAll(async () => {
    if (hasBrowser) browser = await chromium.launch({ executablePath: EXECUTABLE, headless: true, args: FLAGS });
  });
  afterAll(() => browser?.close());
  return async (work, view = {}) => {
    const context = await browser!.newContext({
      viewport: { width: view.width ?? 1200, height: 900 },
      colorScheme: view.colorScheme ?? "light",
      javaScriptEnabled: view.javaScriptEnabled ?? true,
    });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  };
};
