import { chromium } from "playwright-core";

/**
 * A browser in a process of its own: prints the address at which it is driven, and ends with its standard input, so that
 * none is left behind whatever becomes of the tests.
 */
const [executablePath = "", ...args] = process.argv.slice(2);
const server = await chromium.launchServer({ executablePath, headless: true, args });
process.stdin.on("close", async () => {
  await server.kill();
  process.exit(0);
});
process.stdin.resume();
process.stdout.write(`${server.wsEndpoint()}\n`);
