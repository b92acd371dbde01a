import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { startBrowser } from '../host/browser.mjs';
import { startServer, workbenchUrl } from '../host/server.mjs';

/** The themes that each surface is looked at in; VS Code chooses high contrast by the system's setting. */
export const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default Dark Modern',
} as const;

/** A real VS Code on a copy of the examples, with the extension, and a browser that shows it. */
export class Workbench {
  private constructor(
    readonly page: Page,
    /** The workspace: a copy of the examples. */
    readonly folder: string,
    /** Where the server keeps settings and what the extension stores. */
    readonly data: string,
    private readonly release: () => Promise<void>,
  ) {}

  /** @param settings machine settings */
  static async open(
    theme: keyof typeof themes,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<Workbench> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bouncer-ui-')));
    cpSync('examples', folder, { recursive: true });
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(
      join(folder, '.vscode/settings.json'),
      JSON.stringify({
        'workbench.colorTheme': themes[theme],
        'window.commandCenter': false,
        'chat.disableAIFeatures': true,
        'workbench.startupEditor': 'none',
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
        'editor.minimap.enabled': false,
        'remote.autoForwardPorts': false,
      }),
    );
    spawnSync('git', ['init', '-q'], { cwd: folder });
    // VS Code writes to its settings by itself.
    appendFileSync(join(folder, '.git/info/exclude'), '.vscode/\n');
    const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
    for (const args of [
      ['add', '-A'],
      ['commit', '-qm', 'examples'],
    ]) {
      spawnSync('git', [...author, ...args], { cwd: folder });
    }
    const server = await startServer({ settings });
    const browser = await startBrowser();
    const page = await browser.newPage({
      viewport: { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      colorScheme: theme === 'light' ? 'light' : 'dark',
      // A picture shows what has come up fully.
      reducedMotion: 'reduce',
      forcedColors: theme === 'high-contrast' ? 'active' : 'none',
    });
    page.setDefaultTimeout(60_000);
    const bench = new Workbench(page, folder, server.data, async () => {
      await browser.close();
      server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    try {
      await bench.start(workbenchUrl(server, { folder, extension: resolve('.') }), theme);
      return bench;
    } catch (error) {
      await bench.close();
      throw error;
    }
  }

  private async start(url: string, theme: keyof typeof themes): Promise<void> {
    const { page } = this;
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.exposeFunction('codeAutomationExit', () => undefined);
    await page.goto(url);
    await page.getByRole('treeitem', { name: 'patches' }).waitFor({ timeout: 60_000 });
    // The palette has the extension's commands once its icon is there.
    await page.locator('.activitybar').getByRole('tab', { name: 'Bouncer' }).waitFor();
    const chat = page.locator('.part.auxiliarybar');
    if (await chat.isVisible()) await page.keyboard.press('Control+Alt+B');
    await chat.waitFor({ state: 'hidden' });
    const base = { dark: 'vs-dark', light: 'vs', 'high-contrast': 'hc-black' }[theme];
    await page.locator(`.monaco-workbench.${base}`).first().waitFor();
  }

  close(): Promise<void> {
    return this.release();
  }

  /** Opens a file of the workspace through the quick open box, by keyboard. */
  async openFile(path: string): Promise<void> {
    const { page } = this;
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.opened('Control+P');
    await this.typed(path, name);
    await page.getByRole('tab', { name, selected: true }).waitFor();
    // What is typed earlier is lost.
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
  }

  /** Goes to a tab that is open, by its name. */
  async openTab(name: string): Promise<void> {
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`);
    await tab.click();
    await tab.and(this.page.locator('.active')).waitFor();
  }

  /** Picks an item of the list that a command shows. */
  async pick(name: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-list').getByRole('option', { name }).first().click();
  }

  /** Waits for the box with this title. */
  async asked(title: string): Promise<void> {
    await this.page.locator('.quick-input-titlebar', { hasText: title }).waitFor();
  }

  /** Picks an item of the list with this title, by keyboard. */
  async choose(title: string, name: string): Promise<void> {
    await this.asked(title);
    await this.typed(name);
  }

  /** Types into the box that is open, and takes the item on top once it is the one with this name. */
  private async typed(text: string, name = text): Promise<void> {
    const { page } = this;
    await page.locator('.quick-input-widget input').fill(text);
    // Until the list is filtered another item is on top.
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await page.keyboard.press('Enter');
  }

  /** Opens a box by a key, pressed again where it is lost: a web view that is loading takes it and passes none on. */
  private async opened(key: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget');
    // A box that is about to close would take the next one along.
    await box.waitFor({ state: 'hidden' });
    for (let tries = 0; tries < 5 && !(await box.isVisible()); tries++) {
      await this.page.keyboard.press(key);
      await box.waitFor({ timeout: 5_000 }).catch(() => undefined);
    }
  }

  /** Chooses a file of the folder that VS Code's own dialog with this title begins in. What one types, it may overwrite. */
  async chooseFile(title: string, name: string): Promise<void> {
    await this.asked(title);
    await this.pick(name);
  }

  /** Answers the box that a command shows. */
  async answer(text: string, title: string): Promise<void> {
    await this.asked(title);
    await this.page.locator('.quick-input-widget input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** The commands that the palette lists for what is typed. */
  async listed(typed: string): Promise<string[]> {
    const { page } = this;
    await this.opened('F1');
    await page.locator('.quick-input-widget input').fill(`>${typed}`);
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    const names = await page.locator('.quick-input-list .monaco-list-row .label-name').allTextContents();
    await page.keyboard.press('Escape');
    return names;
  }

  /** Runs a command through the palette, by keyboard. */
  async command(title: string): Promise<void> {
    await this.opened('F1');
    await this.typed(`>${title}`, title);
  }

  /** Opens the list of notifications and waits for one: the server's test driver keeps them from popping up. */
  async notification(text: string | RegExp): Promise<void> {
    await this.command('Notifications: Show Notifications');
    await this.page
      .locator('.notifications-center .notification-list-item', { hasText: text })
      .first()
      .waitFor();
  }

  lens(text: RegExp) {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** The page inside the review panel's web view. */
  panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** Opens a folded part of the review panel. */
  async unfold(title: string | RegExp): Promise<void> {
    const part = this.panel().locator('details', {
      has: this.panel().locator('summary', { hasText: title }),
    });
    if (!(await part.first().evaluate((details) => (details as unknown as { open: boolean }).open)))
      await part.first().locator('summary').first().click();
  }

  /** Opens the review panel's menu, and finds one of its actions. */
  async offered(name: string) {
    const item = this.panel().getByRole('menuitem', { name, exact: true });
    if (!(await item.isVisible())) await this.panel().getByRole('button', { name: 'More Actions' }).click();
    await item.waitFor();
    return item;
  }

  /** Waits until the preview of a Markdown page, opened beside the review panel, has scrolled to a heading. */
  async preview(heading: string): Promise<void> {
    const page = this.page.locator('iframe.webview.ready').nth(1).contentFrame();
    const title = page.frameLocator('#active-frame').getByRole('heading', { name: heading, exact: true });
    await title.evaluate(`(title) => new Promise((shown) => {
      new IntersectionObserver(([seen]) => seen.isIntersecting && shown()).observe(title);
    })`);
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync('.vscode-test/screens', { recursive: true });
    await this.page.screenshot({ path: `.vscode-test/screens/${name}.png` });
  }
}
