import * as vscode from 'vscode';
import { counted } from '../../core/counted.js';
import { sureFindings } from '../../core/rating.js';
import { decisionWords, verdictLine } from '../../core/ratingWords.js';
import type { Verdict } from '../../core/verdict.js';
import { doorOf } from '../documents.js';
import type { Kit } from '../kit.js';
import { outcomeIcons } from '../outcomeIcons.js';
import { setting } from '../settings.js';
import type { RatedSubject } from '../verdicts.js';

/** The lens over a ticket's title and over each file of a patch: the verdict, a link to its reasons, and re-rating. */
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

function verdictLenses({ uri, stale, rating }: RatedSubject, verdict: Verdict): vscode.CodeLens[] {
  const anchors = verdict.anchors.length > 0 ? verdict.anchors : [{ name: '', line: 1 }];
  const prefix = stale ? '$(history) Stale · ' : `${outcomeIcons[verdict.decision]} `;
  return anchors.flatMap(({ name, line }, i) => {
    const title =
      i === 0 ? verdictLine(verdict) : decisionWords(verdict.door, verdict.decision, verdict.asks);
    const about = verdict.door === 'output' ? aboutFile(verdict, name) : '';
    const show = {
      title: `${prefix}${title}${about}`,
      tooltip: `${verdict.because} Click for the reasons.`,
      command: 'bouncer.showReview',
      arguments: [uri],
    };
    const again = rating
      ? { title: '$(loading~spin) Rating…', command: '' }
      : { title: '$(refresh) Rate Again', command: 'bouncer.rate', arguments: [uri] };
    return i === 0 ? [lens(line, show), lens(line, again)] : [lens(line, show)];
  });
}

/** " · 2 findings here" or why the file was not reviewed. */
function aboutFile(verdict: Verdict, path: string): string {
  const covered = verdict.coverage.files.find((file) => file.path === path);
  if (covered && covered.how !== 'reviewed') return ` · ${covered.how}: ${covered.why}`;
  const count = sureFindings(verdict).filter((finding) => finding.place?.file?.path === path).length;
  return count === 0 ? '' : ` · ${counted(count, 'finding')} here`;
}

function lens(line: number, command: vscode.Command): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line - 1, 0, line - 1, 0), command);
}
