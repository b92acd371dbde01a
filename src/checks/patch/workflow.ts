import { isCheck, isPipeline, isWorkflow } from './pipelines.js';
import { isComment, lineAbove, type PatchReading, type ReadHunk, type ReadLine } from './reading.js';

/** Settings of a job or step that let its failure pass. */
const forgiving =
  /^-?\s*["']?(?:continue-on-error|continueOnError|allow_failure|ignore_errors?|ignore_outcome|ignoreFailures|testFailureIgnore|soft_fail|ignoreExitValue|allowFailure)["']?\s*[:=]\s*["']?(?:true|yes|always\(\)|\$\{\{\s*(?:true|always\(\))\s*\}\})(?!\w)|<(?:testFailureIgnore|skipTests|maven\.test\.skip)>true<|\breturnStatus\s*:\s*true|\bcatchError\b.{0,80}(?:SUCCESS|UNSTABLE)|^\.IGNORE\s*:|\bignoreFailures\s*=\s*true|\bfailOnError["']?\s*[:=]\s*false|\bexit_?zero["']?\s*[:=]\s*true|^(?:- )?(?:run: |script: )?(?:exit 0|trap .{0,40}\bexit 0\b.{0,40})$/;

/** Lines of pipelines and build files by which a job or step no longer fails, or no longer runs. */
export function isForgiving(one: ReadLine): boolean {
  return (forgiving.test(one.code) || neverRuns(one)) && !isBesideChecks(one);
}

/** The condition of a job or step. */
const condition = /^-?\s*["']?(?:if|condition|enabled)["']?\s*:\s*(.{1,300})$/;

/** A condition that never holds, or for nobody who sends a change. */
function neverRuns(one: ReadLine): boolean {
  const { code, file } = one;
  // In GitLab's rules it stands below a condition of its own, or ends them; alone it means never.
  if (/^-?\s*when\s*:\s*["']?never\b/.test(code))
    return !code.startsWith('-') || lineAbove(one)?.code === 'rules:';
  if (!isPipeline(file.path)) return false;
  const text = condition.exec(code)?.[1];
  if (text === undefined) return false;
  const bare = text.replace(/^"(.*)"$|^'([^']*)'$/, '$1$2').replace(/^\$\{\{(.*)\}\}$/, '$1');
  return constant(bare) === false || /^\s*(?:failure|cancelled)\(\)\s*$/.test(bare) || rareEvent.test(bare);
}

/** Only a named person, or somebody who presses a button, starts it. */
const rareEvent =
  /\bgithub\.(?:actor|triggering_actor|event\.sender\.login|event\.pull_request\.user\.login)\s*==\s*'|^\s*github\.event_name\s*==\s*'workflow_dispatch'\s*$/;

/** The value of a condition that depends on nothing; nothing where it does. */
function constant(text: string): boolean | undefined {
  const either = text.split('||');
  if (either.length > 1) {
    const values = either.map(constant);
    return values.every((value) => value === false) ? false : values.includes(true) ? true : undefined;
  }
  const both = text.split('&&');
  if (both.length > 1) {
    const values = both.map(constant);
    return values.includes(false) ? false : values.every((value) => value === true) ? true : undefined;
  }
  const bare = text.replace(/^[\s(]+|[\s)]+$/g, '');
  if (bare.startsWith('!')) {
    const value = constant(bare.slice(1));
    return value === undefined ? undefined : !value;
  }
  const compared = /^('[^']*'|\d+|true|false)\s*([!=]=)\s*('[^']*'|\d+|true|false)$/.exec(bare);
  if (compared) return (compared[1] === compared[3]) === (compared[2] === '==');
  if (/^(?:false|0|''|null|never)$/i.test(bare)) return false;
  return /^(?:true|1)$/i.test(bare) ? true : undefined;
}

/** Lines above and below a setting that are searched for its step. */
const mostAround = 60;

/** What a job or step is about that delivers instead of checking. */
const delivers =
  /\b(?:deploy|publish|release|upload|notify|comment|pages|docs?|label|stale|merge|artifact|cache)/i;

/** Whether a setting's job or step is shown and checks nothing: it delivers, or runs something else. */
function isBesideChecks({ hunk, at, indent, code }: ReadLine): boolean {
  const lines = hunk.lines
    .slice(Math.max(0, at - mostAround), at + mostAround)
    .filter(({ line }) => line.kind !== 'deleted');
  const here = lines.findIndex((one) => one.at === at);
  const depth = code.startsWith('- ') ? indent + 2 : indent;
  let start = here;
  while (start > 0 && !opens(lines[start] as ReadLine, depth)) start--;
  let end = here + 1;
  while (end < lines.length && !ends(lines[end] as ReadLine, depth)) end++;
  const block = lines.slice(start, end);
  if (block.some((one) => isCheck(one.code) && !/^-?\s*uses:/.test(one.code))) return false;
  return block.some(
    (one) => delivers.test(one.code) || (/^-?\s*run\s*:\s*[^|>]/.test(one.code) && end < lines.length),
  );
}

/** The line that begins the job or step whose settings stand at a depth. */
function opens({ code, indent, role }: ReadLine, depth: number): boolean {
  return role !== 'blank' && (indent < depth || (code.startsWith('- ') && indent < depth + 2));
}

function ends({ indent, role }: ReadLine, depth: number): boolean {
  return role !== 'blank' && indent < depth;
}

/** Events by which a workflow runs on a change. */
const byChange = /^(?:push|pull_request|pull_request_target|merge_group|workflow_call)$/;

/** Workflows that ran on changes and do so no more, and whether they still run on a schedule. */
export function lostTriggers({ hunks }: PatchReading) {
  return hunks.flatMap((hunk) => {
    if (!isWorkflow(hunk.file.path) || delivers.test(hunk.file.path)) return [];
    const [before, after] = [eventsOf(hunk, 'deleted'), eventsOf(hunk, 'added')];
    const isByChange = ({ event }: Event) => byChange.test(event);
    if (!before?.some(isByChange) || !after || after.some(isByChange)) return [];
    const { line } = after.find((one) => one.line.line.kind === 'added') ?? (before[0] as Event);
    return [{ line, scheduled: after.some(({ event }) => event === 'schedule') }];
  });
}

interface Event {
  readonly event: string;
  readonly line: ReadLine;
}

/** The events under `on:` on one side; nothing where they are not all shown. */
function eventsOf({ lines }: ReadHunk, side: 'deleted' | 'added'): Event[] | undefined {
  const seen = lines.filter(
    (one) =>
      (one.line.kind === 'context' || one.line.kind === side) && !isComment(one) && one.role !== 'blank',
  );
  const start = seen.findIndex(({ code, indent }) => indent === 0 && /^["']?on["']?\s*:/.test(code));
  if (start < 0) return undefined;
  const head = seen[start] as ReadLine;
  const inline = head.code.replace(/^["']?on["']?\s*:\s*/, '').match(/[a-z_]+/g);
  if (inline) return inline.map((event) => ({ event, line: head }));
  const end = seen.findIndex(({ indent, code }, at) => at > start && indent === 0 && !code.startsWith('- '));
  if (end < 0) return undefined;
  const block = seen.slice(start + 1, end);
  const depth = Math.min(...block.map(({ indent }) => indent));
  return block.flatMap((line, at) => {
    const event = line.indent === depth ? /[a-z_]+/.exec(line.code)?.[0] : undefined;
    if (event === undefined) return [];
    const next = block.slice(at + 1).findIndex(({ indent }) => indent === depth);
    const body = block.slice(at + 1, next < 0 ? undefined : at + 1 + next);
    return ignoresAll.test(body.map(({ code }) => code).join('\n')) ? [] : [{ event, line }];
  });
}

/** Filters of an event that leave nothing: `paths-ignore: ['**']`. */
const ignoresAll = /-ignore\s*:\s*\[?\s*(?:- )?["']?\*{1,2}["']?\s*(?:\]|\n|$)/;
