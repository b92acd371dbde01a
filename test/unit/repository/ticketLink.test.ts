import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ticketCluesOf } from '../../../src/repository/origin.js';
import { ticketFilesIn } from '../../../src/repository/ticketFiles.js';
import { type TicketClues, ticketsNamed } from '../../../src/repository/ticketLink.js';
import { cloneOf, gitIn, newFolder, write } from './clones.js';

const files = [
  'issues/142-discount-codes.md',
  'issues/15-dates.md',
  'issues/1420-other.md',
  'tickets/ABC-12.md',
  'tickets/late-fees.ticket.md',
  'issues/77/README.md',
  'issues/general.md',
].map((path) => ({ path }));

/** The one ticket that clues name, with where it was found. */
function found(clues: TicketClues, given: Parameters<typeof ticketsNamed>[1] = files): string | undefined {
  const [first, ...others] = ticketsNamed(clues, given);
  return first && others.length === 0 ? `${first.path} from the ${first.from}` : undefined;
}

describe('The ticket of a piece of work', () => {
  for (const [branch, path] of [
    ['agent/142-discount-codes', 'issues/142-discount-codes.md'],
    ['copilot/fix-142', 'issues/142-discount-codes.md'],
    ['142', 'issues/142-discount-codes.md'],
    ['issue/142/again', 'issues/142-discount-codes.md'],
    ['ada/gh-0142_codes', 'issues/142-discount-codes.md'],
    ['feature/ABC-12-x', 'tickets/ABC-12.md'],
    ['feature/abc-12-x', 'tickets/ABC-12.md'],
    ['codex/refunds-for-ABC-12', 'tickets/ABC-12.md'],
    ['codex/discount_codes', 'issues/142-discount-codes.md'],
    ['codex/late-fees', 'tickets/late-fees.ticket.md'],
    ['claude/issue-77', 'issues/77/README.md'],
  ] as const)
    it(`is ${path} on ${branch}`, () => assert.equal(found({ branch }), `${path} from the branch`));

  for (const branch of [
    'main',
    'agent/general',
    'release/15-11-2026',
    'release/1.15',
    'discount-codes-142',
    'agent/v142',
    'agent/142nd-try',
    'agent/A142',
    '../../etc/passwd',
    'XYZ-142',
    'ABC-123',
    `${'1'.repeat(300)}`,
    '',
  ])
    it(`is not guessed on ${branch.slice(0, 40) || 'no branch'}`, () =>
      assert.equal(found({ branch }), undefined));

  for (const [trailer, path] of [
    ['Closes: #142', 'issues/142-discount-codes.md'],
    ['Refs: issues/142-discount-codes.md', 'issues/142-discount-codes.md'],
    ['Issue: 142', 'issues/142-discount-codes.md'],
    ['Jira: abc-12', 'tickets/ABC-12.md'],
    ['Refs: https://acme.example/browse/ABC-12', 'tickets/ABC-12.md'],
  ] as const)
    it(`is ${path} by the trailer ${trailer}`, () =>
      assert.equal(found({ branch: 'agent/codes', trailers: [trailer] }), `${path} from the commits`));

  for (const trailer of [
    'Fixes: 1234567 ("Handle 142 items")',
    'Co-authored-by: 142',
    'Closes: #142, see the other one',
    'Refs: ../issues/142-discount-codes.md',
    'Refs: /issues/142-discount-codes.md',
    'Closes: other/project#142',
    'Closes: https://github.com/other/project/issues/142',
    'see #142',
  ])
    it(`is not guessed by ${trailer}`, () => assert.equal(found({ trailers: [trailer] }), undefined));

  it('is one of the folder’s files, whatever a name says', () => {
    const outside = [{ path: 'issues/15-dates.md' }];
    assert.deepEqual(ticketsNamed({ branch: '../142', trailers: ['Refs: ../142.md'] }, outside), []);
  });

  it('is nobody’s guess where two fit', () => {
    const clues = { branch: 'agent/142-codes', trailers: ['Refs: #15'] };
    assert.deepEqual(
      ticketsNamed(clues, files).map(({ path }) => path),
      ['issues/142-discount-codes.md', 'issues/15-dates.md'],
    );
    assert.equal(found({ branch: '142' }, [...files, { path: 'tickets/142.md' }]), undefined);
  });

  it('is one where branch and commits name the same', () => {
    const clues = { branch: 'agent/142-codes', trailers: ['Closes: #142', 'Refs: 142'] };
    assert.equal(found(clues), 'issues/142-discount-codes.md from the branch');
  });

  it('is told by the patch’s own file before the branch', () => {
    const clues = { file: '/work/15-dates.patch', branch: 'agent/142-codes' };
    assert.equal(found(clues), 'issues/15-dates.md from the file name');
    assert.equal(found({ ...clues, file: 'good.patch' }), 'issues/142-discount-codes.md from the branch');
  });

  it('is told by the id in a ticket’s fields', () => {
    const given = [
      { path: 'issues/codes.md', ids: ['142'] },
      { path: 'issues/x.md', ids: ['ABC-7'] },
    ];
    assert.equal(found({ branch: 'agent/142' }, given), 'issues/codes.md from the branch');
    assert.equal(found({ branch: 'abc-7-x' }, given), 'issues/x.md from the branch');
  });
});

describe('The files that may be a ticket', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('have the ids of their fields', async () => {
    write(folder, {
      'issues/codes.md': '---\nid: 142\ntitle: Codes\n---\nPlease.\n',
      'issues/x.json': '{"number": 7, "title": "X", "body": "Y"}',
      'issues/empty.md': '',
    });
    assert.deepEqual(await ticketFilesIn(folder, ['issues/codes.md', 'issues/x.json', 'issues/empty.md']), [
      { path: 'issues/codes.md', ids: ['142'] },
      { path: 'issues/x.json', ids: ['7'] },
      { path: 'issues/empty.md', ids: [] },
    ]);
  });

  it('are neither links, nor behind links, nor outside', async () => {
    write(folder, { 'in/secret.env': 'KEY=1', 'in/issues/1.md': 'One', 'out.md': 'Out' });
    symlinkSync('secret.env', join(folder, 'in', '142.md'));
    symlinkSync('issues', join(folder, 'in', 'tickets'));
    const asked = ['142.md', 'tickets/1.md', '../out.md', 'issues', 'gone.md', 'issues/1.md'];
    const there = await ticketFilesIn(join(folder, 'in'), asked);
    assert.deepEqual(there, [{ path: 'issues/1.md', ids: [] }]);
  });
});

describe('What a clone says of the ticket', () => {
  it('is the branch and the trailers of its own commits', async () => {
    const folder = cloneOf(newFolder(), { 'a.txt': 'a\n' });
    const commit = (message: string) => {
      writeFileSync(join(folder, 'a.txt'), message);
      gitIn(folder, 'commit', '-qam', message);
    };
    try {
      commit('Before\n\nCloses: #1\n');
      gitIn(folder, 'checkout', '-qb', 'agent/142-codes');
      commit('Codes\n\nAbout #2 in the text.\n\nRefs: #15\n');
      commit('More\n\nCloses: #142\n');
      const clues = await ticketCluesOf(folder);
      assert.equal(clues?.branch, 'agent/142-codes');
      assert.deepEqual(
        clues?.trailers?.filter((line) => line.includes('#')),
        ['Closes: #142', 'Refs: #15'],
      );
      assert.deepEqual(ticketsNamed(clues ?? {}, files).length, 2);
      const one = await ticketCluesOf(folder, gitIn(folder, 'rev-parse', 'HEAD~1').trim());
      assert.equal(one?.branch, 'agent/142-codes');
      assert.deepEqual(
        one?.trailers?.filter((line) => line.includes('#')),
        ['Refs: #15'],
      );
      const earlier = await ticketCluesOf(folder, gitIn(folder, 'rev-parse', 'main').trim());
      assert.equal(earlier?.branch, undefined);
      assert.equal(await ticketCluesOf(folder, '--all'), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
