import * as vscode from 'vscode';
import { filesOf } from '../../core/fileWords.js';
import { verdictLine } from '../../core/ratingWords.js';
import type { Anchor, Verdict } from '../../core/verdict.js';
import { doorOf } from '../documents.js';
import type { Kit } from '../kit.js';
import { outcomeIcons } from '../outcomeIcons.js';
import { setting } from '../settings.js';
import type { RatedSubject } from '../verdicts.js';

/** The lens over a ticket's title or a patch's first file: the verdict and re-rating; over each file what was found in it. */
export function activateLenses({ verdicts, own }: Kit): void {
  const changed = new vscode.EventEmitter<void>();
  const provideCodeLenses = (document: vscode.TextDocument): vscode.CodeLens[] => {
    if (!setting('codeLens')) return [];
    const rated = verdicts.at(document.uri);
    if (rated?.verdict) return verdictLenses(rated, rated.verdict);
    if (rated) return [lens(1, { title: '$(loading~spin) Bouncer is rating…', command: '' })];
    const door = doorOf(document);
    if (!door || setting('rateAutomatically')) return [];
    const title = door === 'input' ? 'Rate Ticket' : 'Review Patch';
    return [lens(1, { title: `$(shield) ${title}`, command: 'bouncer.rate', arguments: [document.uri] })];
  };
  const provider = { provideCodeLenses, onDidChangeCodeLenses: changed.event };
  own(vscode.languages.registerCodeLensProvider({ pattern: '**' }, provider));
  own(verdicts.onDidChange(() => changed.fire()));
  own(verdicts.onDidRemove(() => changed.fire()));
}

function verdictLenses({ uri, stale, rating, asking }: RatedSubject, verdict: Verdict): vscode.CodeLens[] {
  const [first = { name: '', line: 1 }, ...others] = verdict.anchors;
  const files = new Map(filesOf(verdict).map(({ path, words }) => [path, words]));
  const show = { command: 'bouncer.showReview', arguments: [uri] };
  const prefix = stale ? '$(history) Stale · ' : `${outcomeIcons[verdict.decision]} `;
  const tooltip = `${verdict.because} Click for the reasons.`;
  const again = rating
    ? { title: `$(loading~spin) ${asking ? `Asking ${asking.name}…` : 'Rating…'}`, command: '' }
    : { title: '$(refresh) Rate Again', command: 'bouncer.rate', arguments: [uri] };
  const ofFile = ({ name, line }: Anchor) => {
    const title = verdict.door === 'output' ? files.get(name) : undefined;
    return title ? [lens(line, { ...show, title, tooltip: `${name}. Click for the review.` })] : [];
  };
  return [
    lens(first.line, { ...show, title: `${prefix}${verdictLine(verdict)}`, tooltip }),
    lens(first.line, again),
    ...[first, ...others].flatMap(ofFile),
  ];
}

function lens(line: number, command: vscode.Command): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line - 1, 0, line - 1, 0), command);
}
