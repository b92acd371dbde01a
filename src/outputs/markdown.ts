import { escaped } from '../core/oneLine.js';
import type { Place } from '../core/place.js';
import { nouns, percent } from '../core/policy.js';
import { gainWords } from '../core/questionWords.js';
import { type Finding, sureFindings } from '../core/rating.js';
import { confidenceSentence, droppedSentence, verdictLine } from '../core/ratingWords.js';
import type { Verdict } from '../core/verdict.js';

/** A verdict as a comment on a ticket or a pull request, in GitHub's Markdown. */
export function markdown(verdict: Verdict): string {
  const { source, because, explanation, questions, unrated } = verdict;
  const parts = [`### ${inline(source)}: ${inline(verdictLine(verdict))}`];
  if (unrated) {
    parts.push(inline(because), `Next: ${inline(unrated.nextStep)}`);
  } else {
    parts.push(
      `**${inline(because)}**`,
      ...explanation.split('\n').map((line) => inline(line.trim())),
      sureFindings(verdict).map(findingItem).join('\n'),
    );
    if (questions.length > 0) {
      const items = questions.map((question) => {
        const worth = gainWords(question);
        return `1. ${inline(question.text)}${worth && ` (${worth})`}`;
      });
      parts.push('**Questions to ask**', items.join('\n'));
    }
    const { coverage, door, rater, droppedFindings } = verdict;
    const told = [
      `Reviewed ${percent(coverage.share)} of the ${nouns[door]}.`,
      `Rated by ${rater.name} ${rater.version}.`,
      confidenceSentence(verdict),
      droppedFindings > 0 && droppedSentence(droppedFindings),
    ];
    parts.push(`<sub>${inline(told.filter(Boolean).join(' '))}</sub>`);
  }
  return fitting(`${parts.filter(Boolean).join('\n\n')}\n`);
}

/** Characters of a comment; GitHub refuses one of more than 65,536, and a patch must not be able to bring that about. */
const longest = 65_000;

/** A page without the lines that are too much; each line stands for itself. */
function fitting(page: string): string {
  if (page.length <= longest) return page;
  let left = longest;
  const kept = page.split('\n').filter((line) => {
    const fits = line.length < left;
    if (fits) left -= line.length + 1;
    return fits;
  });
  return `${kept.join('\n')}\nWhat is too long for a comment is left out.\n`;
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
