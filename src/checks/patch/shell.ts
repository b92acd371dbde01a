/** A simple command of a command line: its words without quotes, and the operator behind it. */
interface Command {
  readonly words: readonly string[];
  readonly operator: string;
}

/** What is known of the shell that runs a command line. */
export interface Shell {
  /** A pipeline fails where any of its commands fails (`set -o pipefail`). */
  readonly pipefail: boolean;
  /** The line is a script of its own, whose last command decides (`make`, `npm`), and not one of several under `-e`. */
  readonly lastCounts: boolean;
  /** A later line ends the script with a status of its own (`exit $status`). */
  readonly failsLater: boolean;
}

/** How the failure of a command gets out of its line: it does, it does not, or a pipe keeps it back. */
export type Outcome = 'decides' | 'swallowed' | 'piped';

/**
 * What becomes of the failures of those commands of a line that fit. Nothing where none of them runs.
 *
 * @param fits by the words of a command, without variables and wrappers before it
 */
export function outcomeOf(
  line: string,
  shell: Shell,
  fits: (command: string) => boolean,
): Outcome | undefined {
  const commands = commandsOf(line);
  let outcome: Outcome | undefined;
  for (const [at, { words }] of commands.entries()) {
    const inner = innerScript(words);
    const decides = inner === undefined && runs(words) && fits(bare(words).join(' '));
    const own = inner === undefined ? undefined : outcomeOf(inner, { ...shell, lastCounts: true }, fits);
    if (!decides && own === undefined) continue;
    const passed = decides || own === 'decides' ? passOn(commands, at, shell) : (own as Outcome);
    // The first command that can fail the line makes it one that can fail.
    if (outcome === undefined || passed === 'decides') outcome = passed;
  }
  return outcome;
}

/** What becomes of the failure of a command by what stands around it. */
function passOn(
  commands: readonly Command[],
  at: number,
  { pipefail, lastCounts, failsLater }: Shell,
): Outcome {
  const later = commands.slice(at + 1);
  const { words, operator } = commands[at] as Command;
  if (failsLater || later.some(fails)) return 'decides';
  if (/^(?:if|elif|while|until|!)$/.test(words[0] ?? '')) return 'swallowed';
  let left = operator;
  let next = 0;
  let piped = false;
  for (; left === '|' || left === '&&'; next++) {
    piped ||= left === '|';
    left = later[next]?.operator ?? '';
  }
  if (piped && !pipefail) return 'piped';
  if (left === '&')
    return later.some((one) => one.words[0] === 'wait' && one.words.length > 1) ? 'decides' : 'swallowed';
  const rest = later.slice(next);
  const [other] = rest;
  if (!other || (left !== '||' && left !== ';')) return 'decides';
  const isKept = left === '||' ? !succeeds(other) : !lastCounts && !rest.every(succeeds);
  return isKept ? 'decides' : 'swallowed';
}

const isAssignment = (word: string) => /^\w+=/.test(word);

/** A command that ends in success whatever happens. */
function succeeds({ words }: Command): boolean {
  const [first = '', second] = bare(words);
  if (first === 'exit' || first === 'return') return second === '0';
  return (
    /^(?:true|:|echo|printf|\/bin\/(?:true|echo)|cat|date|sleep|touch|logger)$/.test(first) ||
    words.every(isAssignment)
  );
}

/** A command that ends in failure, or with the status of another. */
function fails({ words }: Command): boolean {
  const [first = '', second = '0'] = bare(words);
  return first === 'false' || (/^(?:exit|return)$/.test(first) && !/^0*$/.test(second));
}

/** Whether a line may end its script with another status than zero. */
export function endsInFailure(line: string): boolean {
  return /exit|return|false/.test(line) && commandsOf(line).some(fails);
}

/** Words that only name what follows, and options by which a command only tells of itself. */
const silent =
  /^(?:echo|printf|true|false|:|test|\[\[?|which|type|command|cat|cd|export|set|exit|grep|rm|cp|mv|ls|mkdir|touch|source|\.)$/;
const tells =
  /^(?:--version|--help|-h|--co(?:ll[\w-]*)?|--list(?:-?tests)?|--listTests|--fixtures|--markers|--setup-plan|--dry-run|--showConfig|--show-config|--init)$/;

function runs(words: readonly string[]): boolean {
  const [first = ''] = bare(words);
  return !silent.test(first) && !words.some((word) => tells.test(word));
}

/** The words behind variables and marks of the shell's own. */
function bare(words: readonly string[]): readonly string[] {
  const at = words.findIndex(
    (word) =>
      !isAssignment(word) && !/^(?:if|elif|while|until|then|else|do|!|time|sudo|env|exec)$/.test(word),
  );
  return at < 0 ? [] : words.slice(at);
}

/** The script of `sh -c '…'`. */
function innerScript(words: readonly string[]): string | undefined {
  const [first = '', ...rest] = bare(words);
  const at = /^(?:\/bin\/)?(?:ba|da|z)?sh$/.test(first) ? rest.findIndex((word) => /^-\w*c$/.test(word)) : -1;
  return at < 0 ? undefined : rest[at + 1];
}

/** Operators; a redirection such as `2>&1` is none. */
const operators = ['&&', '||', '|&', ';;', ';', '|', '&', '\n'];

/** The simple commands of a line. Brackets are read as blanks, so that what they group counts by itself. */
function commandsOf(line: string): Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (char === '"' || char === "'") {
      const end = line.indexOf(char, i + 1);
      const inside = line.slice(i + 1, end < 0 ? undefined : end);
      word = (word ?? '') + inside;
      i = end < 0 ? line.length : end;
    } else if (char === '#' && word === undefined) break;
    else if (char === '\\') word = (word ?? '') + (line[++i] ?? '');
    else if (/[\s(){}]/.test(char) && char !== '\n') endWord();
    else if (char === '&' && (line[i - 1] === '>' || line[i + 1] === '>')) word = (word ?? '') + char;
    else {
      const operator = operators.find((one) => line.startsWith(one, i));
      if (operator === undefined) word = (word ?? '') + char;
      else {
        endWord();
        if (words.length > 0)
          commands.push({ words, operator: operator === '|&' ? '|' : operator === '\n' ? ';' : operator });
        words = [];
        i += operator.length - 1;
      }
    }
  }
  endWord();
  if (words.length > 0) commands.push({ words, operator: '' });
  return commands;
}
