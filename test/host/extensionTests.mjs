import { format } from 'node:util';
import { startBrowser } from './browser.mjs';
import { startServer, workbenchUrl } from './server.mjs';

/** Milliseconds without a word after which the tests in the extension host are taken for hung; a test has 30 s. */
const patience = 120_000;

/**
 * Runs a compiled test suite inside the extension host of a real VS Code.
 *
 * @returns the exit code and everything that the suite printed
 */
export async function runExtensionTests({ folder, extension, companions, tests, trust, settings }) {
  const server = await startServer({ trust, settings, companions });
  const browser = await startBrowser().catch((error) => {
    server.stop();
    throw error;
  });
  let output = '';
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    let timer;
    const code = await new Promise((done, fail) => {
      timer = setTimeout(
        () => fail(new Error(`The tests in VS Code said nothing for ${patience / 1000} s.\n${output}`)),
        patience,
      );
      page.exposeFunction('codeAutomationLog', (_type, args) => {
        timer.refresh();
        const line = format(...args);
        // VS Code's own chatter: it has no account, chat model or native modules here.
        if (!/^\[(?:ChatModelSelection|AgentHost|RemoteAgentHost\w*)\]|spdlog|sqlite3/.test(line))
          output += `${line}\n`;
      });
      page.exposeFunction('codeAutomationExit', (code) => done(code));
      page.on('crash', () => fail(new Error('The browser crashed.')));
      page.goto(workbenchUrl(server, { folder, extension, tests })).catch(fail);
    }).finally(() => clearTimeout(timer));
    return { code, output };
  } finally {
    await browser.close();
    server.stop();
  }
}
