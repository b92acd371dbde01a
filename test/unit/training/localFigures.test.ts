import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localFigures } from '../../../src/raters/local/figures.js';
import { cardFigures, readmeFigures, withFigures } from '../../../training/cardPage.js';

/** Where figures are put into words. */
const words = join('src', 'core', 'ratingWords.ts');

const read = (path: string) => readFileSync(path, 'utf8');

describe('The figures of the local rater', () => {
  it('are the same in the card, the README and the product', () => {
    for (const [path, figures] of [
      ['docs/local-rater.md', cardFigures(localFigures)],
      ['README.md', readmeFigures(localFigures)],
    ] as const) {
      const page = read(path);
      assert.equal(withFigures(page, figures), page, `${path}: run npm run card`);
    }
  });

  it('stand nowhere else in words', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((path) => join('src', path))
      .filter((path) => path.endsWith('.ts') && path !== words);
    const pages = ['package.json', 'README.md', ...inFolder('docs'), ...inFolder('media/walkthrough')];
    for (const path of [...sources, ...pages]) {
      for (const line of withoutFigures(read(path)).split('\n')) {
        if (/^\s*(?:\/\/|\/?\*)/.test(line)) continue;
        assert.doesNotMatch(line, /\b\d+ (?:in 10|of 100 pairs)\b/, path);
      }
    }
  });
});

function inFolder(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:md|svg)$/.test(name))
    .map((name) => join(folder, name));
}

function withoutFigures(page: string): string {
  return page.replace(/<!-- figures: npm run card -->.*<!-- end of figures -->/s, '');
}
