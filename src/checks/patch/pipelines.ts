import { nameOf } from './fileKind.js';
import type { ReadHunk, ReadLine } from './reading.js';
import { endsInFailure, type Outcome, outcomeOf } from './shell.js';

/** Pipelines: what runs the checks of a project by itself. */
const pipelinePath =
  /^\.github\/(?:workflows|actions)\/|^\.(?:circleci|buildkite|husky|woodpecker|azure-pipelines|gitlab)\/|(?:^|\/)\.?(?:ci|jenkins)\/|(?:^|[./])gitlab-ci\.ya?ml$|(?:^|\/)(?:azure-pipelines|bitbucket-pipelines|appveyor|\.travis|\.drone|\.woodpecker|\.pre-commit-config|lefthook|cloudbuild|Taskfile)[\w.-]*\.ya?ml$|(?:^|\/)Jenkinsfile|(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$|(?:^|\/)[Jj]ustfile$|(?:^|\/)(?:tox\.ini|noxfile\.py|Rakefile|build\.xml)$|(?:^|\/)(?:run[-_]?)?(?:tests?|ci|checks?|lint)[\w-]*\.(?:sh|bash)$/;

export function isPipeline(path: string): boolean {
  return pipelinePath.test(path);
}

/** Whether GitHub takes a file for a workflow: by its name, right in the folder. */
export function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** Whether a file runs checks where it lies: of GitHub's folder only the workflows themselves do. */
export function isLookedAt(path: string): boolean {
  return path.startsWith('.github/workflows/') ? isWorkflow(path) : isPipeline(path);
}

/** Commands that run tests. */
const runsTests =
  /\b(?:py\.?test|unittest|nosetests|tox|nox|jest|vitest|mocha|karma|cypress|playwright|ava|jasmine|rspec|phpunit|pest|ctest|(?:cargo|go|dotnet|mix|swift|sbt|mvnw?|deno|bun|gradlew?|bazel|manage\.py|rake|flutter|lein|zig|dart|composer|hatch|pdm|poetry|uv|nx|turbo|lerna|just|task|inv|invoke|poe|pixi|ninja) (?:\S+ ){0,3}(?:test|check|verify|ci)\b|(?:npm|pnpm|yarn) (?:run )?(?:-\S+ )*(?:test|t|ci:test|verify)\b|make (?:-\S+ )*(?:test|check|verify)\w*|(?:run[-_]?)?tests?\.(?:sh|py|[cm]?js|[cm]?ts|rb|bat|ps1))/;
/** Commands that check otherwise. */
const runsLint =
  /\b(?:mypy|pyright|ruff|flake8|pylint|bandit|eslint|tsc|biome|rubocop|phpstan|psalm|clippy|golangci-lint|staticcheck|govulncheck|checkstyle|ktlint|detekt|shellcheck|hadolint|semgrep|codeql|trivy|snyk|gitleaks|trufflehog|pre-commit|coverage|codecov|(?:cargo|go|dotnet|mix|swift|sbt|mvnw?|deno|bun|gradlew?|bazel|flutter|lein) (?:\S+ ){0,3}(?:vet|clippy|build|lint|audit)|(?:npm|pnpm|yarn) (?:run )?(?:-\S+ )*(?:lint|check|typecheck|type-check|audit)[\w:-]*|make (?:-\S+ )*lint\w*)\b/;
/** What may run checks under a name of its own: `./scripts/ci.sh`, `make all-tests`. */
const mayCheck =
  /(?:^|[\W_])(?:tests?|checks?|ci|lint|verify|specs?)(?:$|[\W_])|(?:^|\s)[\w./-]+\.(?:sh|py|[cm]?[jt]s|rb|ps1)\b/;

/** Commands that install what checks, or leave the check to nobody. */
const installs =
  /\b(?:pip3?|npm|yarn|pnpm|apt(?:-get)?|brew|gem|cargo|go|uv|poetry|pdm|composer|bundle) (?:\S+ )?(?:install|add|i|get|ci|sync)\b|\.install\b/;

function sortOf(command: string): 'test' | 'lint' | undefined {
  if (installs.test(command)) return undefined;
  return runsTests.test(command) ? 'test' : runsLint.test(command) ? 'lint' : undefined;
}

/** Whether a command checks something. */
export function isCheck(command: string): boolean {
  return sortOf(command) !== undefined;
}

/** Options by which checks always pass, and by which none is run. */
const harmless =
  /--passWithNoTests\b|--pass-with-no-tests\b|--exit-zero\b|--no-verify\b|-DskipTests\b|-Dmaven\.test\.skip\b|\s-x (?:test|check)\b|--skip-tests\b|--no-tests?\b|--no-fail\b|--suppress-tests\b|-Dmaven\.test\.failure\.ignore|--fail-never\b|--max-warnings[ =]-1|\bsuccess_codes\s*=.{0,40}\b1\b/;

/** A check in a pipeline, as one side of a hunk shows it. */
export interface Check extends Omit<ScriptLine, 'code'> {
  readonly sort: 'test' | 'lint';
  readonly outcome: Outcome;
  /** Its command line without what stands around it in the file. */
  readonly command: string;
}

/** A script of `package.json` that is there to check. */
const checkScript = /^"(?:pre|post)?(?:test|lint|check|ci|verify)[\w:-]*"\s*:/;

type Side = 'deleted' | 'added';

/** The checks that one side of a hunk shows. */
export function checksOf(hunk: ReadHunk, side: Side, pipefail: boolean): Check[] {
  const script = joined(hunk, side);
  const { path } = hunk.file;
  const isScript = nameOf(path) === 'package.json';
  const maybe = (one: string) => !installs.test(one) && (isScript || mayCheck.test(one));
  const lastCounts = /(?:package\.json|akefile|\.mk|ustfile|tox\.ini)$/.test(path);
  const found: Check[] = [];
  let errexit = true;
  let indent = 0;
  for (const [at, { code, line, changed }] of script.entries()) {
    if (line.indent < indent || code.startsWith('- ')) errexit = true;
    indent = line.indent;
    if (/(?:^|\s)set [+-]o? ?\w*e/.test(code)) errexit = !/set \+/.test(code);
    if (!isCommand(code) || (isScript && !checkScript.test(code))) continue;
    const command = commandIn(code, path);
    const rest = restOf(script, at);
    const failsLater = rest.some(({ code: later }) => endsInFailure(later));
    let sort: Check['sort'] | undefined;
    const fits = (one: string) => {
      const found = sortOf(one) ?? (side === 'added' && maybe(one) ? 'test' : undefined);
      sort ??= found;
      return found !== undefined;
    };
    let outcome = outcomeOf(command, { pipefail, lastCounts, failsLater }, fits);
    if (outcome === undefined || sort === undefined) continue;
    const isLast = !rest.some(({ code: later }) => later !== '');
    if (harmless.test(command) || ignoresFailure(code, path) || (!errexit && !isLast && !failsLater))
      outcome = 'swallowed';
    found.push({ sort, outcome, command, line, changed });
  }
  return found;
}

/** The lines behind one that belong to the same script: as deep as it is, up to the next item. */
function restOf(script: readonly ScriptLine[], at: number): readonly ScriptLine[] {
  const { line, code } = script[at] as ScriptLine;
  if (/^(?:- )?["']?\w[\w-]*["']?:\s/.test(code)) return [];
  const rest = script.slice(at + 1, at + 1 + mostBehind);
  const end = rest.findIndex((one) => one.line.indent < line.indent || one.code.startsWith('- '));
  return end < 0 ? rest : rest.slice(0, end);
}

/** Lines behind a check that are searched for the end of its script. */
const mostBehind = 40;
/** Characters beyond which a line is data and no command. */
const longestCommand = 2_000;

interface ScriptLine {
  readonly code: string;
  readonly line: ReadLine;
  /** Whether the line is changed, or only shown. */
  readonly changed: boolean;
}

/** The lines of one side that are no comments; one that goes on is joined with what follows. */
function joined({ lines }: ReadHunk, side: Side): ScriptLine[] {
  const script: { code: string; line: ReadLine; changed: boolean }[] = [];
  for (const line of lines) {
    const { kind } = line.line;
    if ((kind !== 'context' && kind !== side) || line.role === 'comment' || line.role === 'blank') continue;
    const last = script.at(-1);
    const changed = kind === side;
    if (last && (last.code.endsWith('\\') || /^(?:\|\||&&|\|(?!$)|;)/.test(line.code))) {
      last.code = `${last.code.replace(/\\$/, '')} ${line.code}`;
      last.line = changed ? line : last.line;
      last.changed ||= changed;
    } else script.push({ code: line.code, line, changed });
  }
  return script;
}

const noCommand =
  /^(?:-?\s*(?:name|id|uses|image|key|path|paths|needs|description|if|with|group|tags?)\s*:|#|-?\s*[\w."'-]+:\s*$)/;

/** Whether a line runs something, and does not only name or install it. */
function isCommand(code: string): boolean {
  if (code.length > longestCommand) return false;
  return !noCommand.test(code) || /^-?\s*uses:.{0,80}(?:codeql|trivy|gitleaks|snyk|semgrep)/.test(code);
}

/** The command line in a line of YAML, JSON, a recipe or a pipeline's script. */
function commandIn(code: string, path: string): string {
  const called = /^(?:sh|bat|powershell)\b\s*\(?\s*["']+(.*?)["']+\)?$/.exec(code)?.[1];
  if (called !== undefined) return called;
  const bare = code
    .replace(/^- /, '')
    .replace(/^["']?[A-Za-z][\w.:-]*["']?\s*:\s+/, '')
    .replace(/^commands\s*=\s*/, '');
  const isRecipe = /(?:akefile|\.mk|tox\.ini)$/.test(path);
  const inner = isRecipe ? bare.replace(/^[@+-]+\s*/, '') : bare;
  const quoted = /^(["'])(.*)\1,?$/.exec(inner);
  return quoted ? (quoted[2] as string) : inner;
}

/** A recipe's line whose failure `make` or `tox` ignores. */
function ignoresFailure(code: string, path: string): boolean {
  return /(?:akefile|\.mk|tox\.ini)$/.test(path) && /^(?:commands\s*=\s*)?@?-\s?\S/.test(code);
}

/** Whether a file's shell lets the failure of any command of a pipeline through, as far as one side shows. */
export function hasPipefail(hunks: readonly ReadHunk[], side: Side): boolean {
  const path = hunks[0]?.file.path ?? '';
  if (/gitlab-ci|^\.gitlab\/|^\.circleci\//.test(path)) return true;
  return hunks.some(({ lines }) =>
    lines.some(
      ({ line: { kind }, code }) =>
        (kind === 'context' || kind === side) &&
        /\bset -\w*o pipefail\b|^set -o pipefail\b|^-?\s*shell:\s*["']?bash["']?$|pipefail/.test(code) &&
        !/\+o pipefail/.test(code),
    ),
  );
}

/** Whether a file shows its settings above the jobs, so that what it does not say there is not set. */
export function showsTop({ file, lines }: ReadHunk): boolean {
  return nameOf(file.path) === 'package.json' || !isWorkflow(file.path) || lines[0]?.line.newLine === 1;
}
