import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const GET = join(__dirname, "../../../tools/chromium/get.sh");

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The machine's own Chromium, without a window, with a new and temporary profile. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = execFileSync(GET, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
  // It runs as the tester and opens only the emulator's page: no sandbox is needed, nor possible as root.
  return chromium.launch({ executablePath, headless: true, chromiumSandbox: false, args: QUIET });
}
