import * as vscode from 'vscode';
import type { TemplateSection } from '../../checks/ticket/template.js';
import { counted } from '../../core/counted.js';
import { isJson, readIssue, textOf } from '../../core/issueJson.js';
import { messageOf } from '../../core/questionWords.js';
import type { Verdict } from '../../core/verdict.js';
import type { Handlers } from '../commands.js';
import { nothing } from '../guard.js';
import type { Kit } from '../kit.js';
import { snapshotScheme } from '../snapshots.js';
import { soon } from '../soon.js';
import type { Verdicts } from '../verdicts.js';

/** What a ticket leaves open: asked of its author, or written into it as gaps. */
export function activateQuestions({ verdicts, active }: Kit) {
  return {
    'bouncer.copyQuestions': async (named) => {
      const questions = verdicts.at(active.addressOf(named))?.verdict?.questions ?? [];
      if (questions.length === 0) {
        throw nothing('There are no questions to ask about this document.', 'Rate it first.');
      }
      await vscode.env.clipboard.writeText(messageOf(questions));
      vscode.window.setStatusBarMessage(`Copied ${counted(questions.length, 'question')}`, 3_000);
    },
    'bouncer.rewriteTicket': async (named) => {
      if (await rewriteTicket(active.addressOf(named), verdicts)) return;
      throw nothing(
        'This ticket has every section of the template.',
        'The review says what else the checks found.',
      );
    },
  } satisfies Partial<Handlers>;
}

/**
 * Puts sections for what a ticket lacks under its own words, as one edit, and starts to go through them with Tab. A
 * ticket that can't be written to, or is no text, is copied into a new document first.
 *
 * @returns whether there was anything to insert
 */
async function rewriteTicket(uri: vscode.Uri, verdicts: Verdicts): Promise<boolean> {
  const document = await soon(vscode.workspace.openTextDocument(uri), 'Opening the ticket');
  const { questions, evidence } = await verdictOn(document, verdicts);
  const { missingSections, sectionStart } = await import('../../checks/ticket/template.js');
  const text = wordsOf(document);
  const asked = questions.map(({ fact }) => fact);
  const sections = missingSections(evidence, asked, text);
  if (sections.length === 0) return false;
  const isOwn = text === document.getText() && (await isWritable(uri));
  const target = isOwn
    ? document
    : await vscode.workspace.openTextDocument({ language: 'markdown', content: text });
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === target);
  const editor = await vscode.window.showTextDocument(target, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    preview: false,
  });
  const end = target.lineAt(target.lineCount - 1).range.end;
  await editor.insertSnippet(template(sections, sectionStart(text)), end, {
    undoStopBefore: true,
    undoStopAfter: true,
    keepWhitespace: true,
  });
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (!isOwn) void verdicts.rate(verdicts.sourceOf(target, 'input'), 'local');
  return true;
}

/** The verdict that tells what is missing; made now if the current text has none. */
async function verdictOn(document: vscode.TextDocument, verdicts: Verdicts): Promise<Verdict> {
  const known = verdicts.at(document.uri);
  // What a model rated costs money to renew, and most of what was missing then still is.
  if (known?.verdict?.unrated === null && (known.chosen || !known.stale)) return known.verdict;
  return verdicts.rate(verdicts.sourceOf(document, 'input'), 'local');
}

/** The ticket as text: an issue's title and body where the document is its JSON. */
function wordsOf(document: vscode.TextDocument): string {
  const text = document.getText();
  if (!isJson(text)) return text;
  try {
    const issue = readIssue(JSON.parse(text), document.fileName);
    const [title, body] = [textOf(issue.title), textOf(issue.body)];
    return [title && `# ${title}\n`, body && `${body}\n`].filter(Boolean).join('\n');
  } catch {
    // JSON that is no issue has no rating, so that nothing is inserted.
    return text;
  }
}

async function isWritable(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === snapshotScheme || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) {
    return false;
  }
  if (uri.scheme === 'untitled') return true;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    return (permissions & vscode.FilePermission.Readonly) === 0;
  } catch {
    // It is gone from the disk, and saving it would bring it back.
    return true;
  }
}

function template(sections: readonly TemplateSection[], start: string): vscode.SnippetString {
  const snippet = new vscode.SnippetString().appendText(start);
  for (const [i, { heading, placeholder }] of sections.entries()) {
    snippet
      .appendText(`${i > 0 ? '\n' : ''}## ${heading}\n\n`)
      .appendPlaceholder(placeholder)
      .appendText('\n');
  }
  return snippet;
}
