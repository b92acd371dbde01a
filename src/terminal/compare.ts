import { agentOfFile } from '../agents/agents.js';
import { agreementModel } from '../agreement/risk.js';
import { escaped } from '../core/oneLine.js';
import { percent } from '../core/policy.js';
import { CouldNotRate, sureFindings } from '../core/rating.js';
import { decisionWords } from '../core/ratingWords.js';
import type { NamedText } from '../core/subject.js';
import { table } from '../core/textTable.js';
import { type Failure, failureOf, type Verdict } from '../core/verdict.js';
import { formats } from '../outputs/formats.js';
import { plain } from '../outputs/text.js';
import { needs } from '../raters/registry.js';
import { checkArguments, common, patchOptions } from './arguments.js';
import type { Values } from './options.js';
import type { ProgramCommand } from './program.js';
import { engineFor, exitCodes } from './rate.js';
import { readInput, sourceOf } from './readInput.js';
import { inOrder } from './rows.js';
import { print } from './say.js';
import { UsageError } from './usageError.js';

const { jsonl: _, showPrompt: __, ...rating } = common;
const { agent: ___, ...ofPatch } = patchOptions;
const options = { ...ofPatch, ...rating };

/** `bouncer compare` */
export const compareCommand = (command: ProgramCommand) =>
  command.does({
    description:
      'Rates patches for one ticket and ranks them by risk, the least first. What patches of different agents have in common counts (docs/compare.md).',
    takes: '<patch...>',
    options,
    more: `A patch is a file, a unified diff, with its agent before a =, for example codex=fix.diff. Without one, a
file whose name begins with a known agent's name is of that agent.

Exit code
  0  a patch may proceed        1  none may        2  none may, and one could not be rated; or wrong usage`,
    run: compare,
  });

/** A patch as the command line names it. */
interface Given {
  readonly file: string;
  readonly agent: string | undefined;
}

interface Compared extends Given {
  readonly text: string;
  readonly verdict: Verdict;
}

/** @throws UsageError, CouldNotRate when the ticket can't be read */
async function compare(asked: Values<typeof options>, patches: readonly string[]): Promise<number> {
  if (patches.length < 2) throw new UsageError('Name two patches or more.');
  const given = patches.map(givenOf);
  checkArguments({ ...asked, file: '', showPrompt: false });
  if ([asked.ticket, ...given.map(({ file }) => file)].filter((file) => file === '-').length > 1)
    throw new UsageError('Only one of patches and ticket can come from standard input.');
  const compared = await rateEach(asked, given);
  const ranked = compared.sort((one, other) => riskOf(one.verdict) - riskOf(other.verdict));
  await print(printed(asked.json ? 'json' : asked.format, ranked));
  const verdicts = ranked.map(({ verdict }) => verdict);
  if (verdicts.some(({ mayProceed }) => mayProceed)) return exitCodes.proceed;
  return verdicts.some(({ unrated }) => unrated) ? exitCodes.unrated : exitCodes.abstain;
}

function givenOf(argument: string): Given {
  const [, agent, file] = /^([^=/\\]+)=(.+)$/s.exec(argument) ?? [];
  return file === undefined ? { file: argument, agent: agentOfFile(argument) } : { file, agent };
}

async function rateEach(asked: Values<typeof options>, given: readonly Given[]): Promise<Compared[]> {
  const door = 'output';
  const { engine, close } = await engineFor({ ...asked, door });
  try {
    const ticket = asked.ticket === undefined ? undefined : await readInput(asked.ticket);
    const read = await Promise.all(given.map(async (one) => ({ ...one, input: await readOne(one.file) })));
    const width = needs(asked.rater, 'model') ? asked.concurrency : 1;
    const compared: Compared[] = [];
    const results = inOrder(read, width, async (one): Promise<Compared> => {
      const { input, file, agent } = one;
      if ('message' in input)
        return { file, agent, text: '', verdict: engine.unrated({ door, source: sourceOf(file) }, input) };
      const others = read.flatMap((other) =>
        other === one || 'message' in other.input ? [] : [{ ...other.input, agent: other.agent }],
      );
      const verdict = await engine.rate({ door, ...input, ticket, agent, others });
      return { file, agent, text: input.text, verdict };
    });
    for await (const result of results) compared.push(result);
    return compared;
  } finally {
    await close();
  }
}

async function readOne(file: string): Promise<NamedText | Failure> {
  return readInput(file).catch((error: unknown) => {
    if (error instanceof CouldNotRate) return failureOf(error);
    throw error;
  });
}

/** What patches are ranked by: unrated ones come last. */
function riskOf({ bounceProbability }: Verdict): number {
  return bounceProbability ?? 2;
}

function printed(format: keyof typeof formats, ranked: readonly Compared[]): string {
  if (format === 'text') return comparisonText(ranked);
  const verdicts = ranked.map(({ verdict }) => verdict);
  if (format === 'json') return `${JSON.stringify(verdicts, null, 2)}\n`;
  const written = ranked.map(({ verdict, text }) =>
    formats[format](verdict, { text, instanceId: null, style: plain }),
  );
  return written.join(format === 'markdown' ? '\n' : '');
}

function comparisonText(ranked: readonly Compared[]): string {
  const rows = table(
    ['Patch', 'Agent', 'Decision', 'Alone', 'Nearest other', 'In common', 'Risk', 'Findings'],
    ranked.map(line),
  );
  const unrated = ranked.flatMap(({ verdict }) =>
    verdict.unrated ? [`${escaped(verdict.source)}: ${escaped(verdict.because)}`] : [],
  );
  return [rows, ...[...unrated, ...notes(ranked)].map((note) => `${note}\n`)].join('\n');
}

function line({ agent, verdict }: Compared): string[] {
  const { source, door, decision, probabilitySource, bounceProbability, agreement } = verdict;
  const risk = (probability: number | null | undefined) =>
    typeof probability === 'number' && probabilitySource !== 'label' ? percent(probability) : '–';
  const inCommon = agreement ? percent(agreement.mostTokens) : '–';
  return [
    escaped(source),
    agent === undefined ? '?' : escaped(agent),
    decisionWords(door, decision),
    risk(agreement ? agreement.before : bounceProbability),
    agreement ? escaped(agreement.with) : '–',
    agreement?.families === 0 ? `(${inCommon})` : inCommon,
    risk(bounceProbability),
    verdict.unrated ? '–' : `${sureFindings(verdict).length}`,
  ];
}

/** What the table does not say by itself, and how far to trust it. */
function notes(ranked: readonly Compared[]): string[] {
  const { alone, together } = agreementModel.measured['2025'].auroc;
  const of100 = (share: number) => Math.round(100 * share);
  const trust = `How far to trust it: where several agents worked on one ticket, the local rater tells a wrong patch from a right one in ${of100(together)} of 100 pairs, and in ${of100(alone)} without comparing. Run the tests before you merge.`;
  const isShown = ranked.some(({ verdict }) => verdict.agreement?.families === 0);
  const unnamed = ranked.find(({ agent }) => agent === undefined);
  const name = unnamed
    ? ` Say who made each patch, for example codex=${escaped(unnamed.verdict.source)}.`
    : '';
  const uncounted = `What stands in parentheses does not count: only patches of different agents agree.${name}`;
  return isShown ? [uncounted, trust] : [trust];
}
