import { escaped } from '../core/oneLine.js';
import type { Place } from '../core/place.js';
import { type Finding, sureFindings } from '../core/rating.js';
import { headline, whyWords } from '../core/ratingWords.js';
import type { Verdict } from '../core/verdict.js';
import { basisTold, checklistTold, questionsTold } from './told.js';

/** A verdict as a comment on a ticket or a pull request, in GitHub's Markdown. */
export function markdown(verdict: Verdict): string {
  const { source, explanation, unrated } = verdict;
  const parts = [`### ${inline(source)}: ${inline(headline(verdict))}`];
  if (unrated) {
    parts.push(inline(whyWords(verdict)), `Next: ${inline(unrated.nextStep)}`);
  } else {
    parts.push(
      `**${inline(whyWords(verdict))}**`,
      ...explanation.split('\n').map((line) => inline(line.trim())),
      sureFindings(verdict).map(findingItem).join('\n'),
    );
    const questions = questionsTold(verdict);
    if (questions.length > 0) {
      const items = questions.map(({ text, worth }) => `1. ${inline(text)}${worth && ` ${worth}`}`);
      parts.push('**Questions to ask**', items.join('\n'));
    }
    const checklist = checklistTold(verdict);
    if (checklist) {
      const items = checklist.points.map(({ state, text, places }) => {
        const where = places.length > 0 ? ` (${places.map(placeCode).join(', ')})` : '';
        return `- **${state}**: ${inline(text)}${where}`;
      });
      parts.push(`**${checklist.title}**`, items.join('\n'));
    }
    parts.push(`<sub>${inline(basisTold(verdict).join(' '))}</sub>`);
  }
  return fitting(`${parts.filter(Boolean).join('\n\n')}\n`);
}

/** Characters of a comment; GitHub refuses one of more than 65,536, and a patch must not be able to bring that about. */
const longest = 65_000;

/** A page without the lines that are too much; each line stands for itself, and the last one goes first. */
function fitting(page: string): string {
  if (page.length <= longest) return page;
  let left = longest;
  const fits = (line: string) => {
    const isShort = line.length < left;
    if (isShort) left -= line.length + 1;
    return isShort;
  };
  const lines = page.trimEnd().split('\n');
  const end = lines.splice(-1).filter(fits);
  const kept = [...lines.filter(fits), ...end];
  return `${kept.join('\n')}\n\nWhat is too long for a comment is left out.\n`;
}

function findingItem({ severity, message, place, otherPlaces = [] }: Finding): string {
  const where = place ? ` (${[place, ...otherPlaces].map(placeCode).join(', ')})` : '';
  return `- **${severity}**: ${inline(message)}${where}`;
}

function placeCode({ file, document, range }: Place): string {
  return code(file ? `${file.path}:${file.line}` : `${document}:${range.start.line}`);
}

/** Untrusted text on one line, which formats nothing, links nowhere and mentions nobody. */
function inline(text: string): string {
  return (
    escaped(text.trim())
      .replace(
        /[\\`*_[\]<>|~&#@$]|:(?=\/\/)|(?<=\b(?:mailto|xmpp)):|(?<=www)\.|^[-+]|(?<=^\d{1,9})[.)]/gi,
        '\\$&',
      )
      // GitHub looks for names and numbers of tickets after it has read the Markdown; a comment parts them.
      .replace(/[@#]|GH-(?=\d)/gi, '$&<!-- -->')
  );
}

/** Untrusted text as code, between more backticks than it has in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const gap = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${gap}${escaped(text)}${gap}${fence}`;
}
