import { chromium } from 'playwright-core';
import { installedBrowser } from './install.mjs';

/** A headless browser; as root it can't have a sandbox of its own. */
export async function startBrowser() {
  return chromium.launch({
    executablePath: await installedBrowser(),
    headless: true,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
