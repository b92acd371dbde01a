import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The notices of the packages that files come from, with their licences' own texts.
 *
 * @param files paths of what is shipped or bundled
 */
export function noticesOf(files) {
  const folders = new Set([...files].flatMap((file) => packageFolder(file) ?? []));
  const notices = [...folders].map((folder) => {
    const { name, version, license, homepage } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    const texts = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /^(?:licen[cs]e|copying|notice|third.?party)/i.test(entry.name))
      .map((entry) => readFileSync(join(folder, entry.name), 'utf8').replaceAll('\r\n', '\n').trim());
    const head = `${name} ${version}\nLicense: ${license}${homepage ? `\n${homepage}` : ''}`;
    return { name, text: [head, ...texts].join('\n\n') };
  });
  notices.sort((a, b) => (a.name < b.name ? -1 : 1));
  const line = '-'.repeat(80);
  const intro = 'Bouncer contains the following packages, each under its own license.';
  return `${[intro, ...notices.map(({ text }) => text)].join(`\n\n${line}\n\n`)}\n`;
}

/** The folder of the package that a file belongs to; nothing for a file of the project's own. */
export function packageFolder(file) {
  const name = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
  if (name === undefined) return undefined;
  return existsSync(join(name, 'package.json')) ? name : packageFolder(dirname(name));
}
