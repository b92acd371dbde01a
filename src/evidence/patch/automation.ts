import type { Fact } from '../../core/evidence.js';
import { nameOf } from './fileKind.js';
import { counted, placesOf, placesOfFiles } from './places.js';
import { isComment, type PatchReading, type ReadLine } from './reading.js';

/** Pipelines: what runs the checks of a project by itself. */
const pipelinePath =
  /^\.github\/(?:workflows|actions)\/|^\.(?:circleci|buildkite|husky|woodpecker|azure-pipelines|gitlab)\/|(?:^|\/)\.?(?:ci|jenkins)\/|(?:^|[./])gitlab-ci\.ya?ml$|(?:^|\/)(?:azure-pipelines|bitbucket-pipelines|appveyor|\.travis|\.drone|\.woodpecker|\.pre-commit-config|lefthook|cloudbuild|Taskfile)[\w.-]*\.ya?ml$|(?:^|\/)Jenkinsfile|(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$|(?:^|\/)[Jj]ustfile$|(?:^|\/)(?:tox\.ini|noxfile\.py|Rakefile|build\.xml)$/;
/** Files that also hold other things than commands. */
const buildNames = new Set([
  'setup.py',
  'setup.cfg',
  'pyproject.toml',
  'pytest.ini',
  'conftest.py',
  'package.json',
  'Dockerfile',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'phpunit.xml',
]);
/** Of those, the ones that run as soon as a patch is merged or a project is opened. */
const runNames = new Set(['setup.py', 'conftest.py', 'package.json', 'Dockerfile']);

/** What the patch does to builds, hooks and pipelines: above all, whether they can still fail. */
export function automationFact({ patch, hunks }: PatchReading): Fact {
  const runs = patch.files.filter(
    ({ path }) => isPipeline(path) || runNames.has(nameOf(path)) || path.startsWith('.vscode/'),
  );
  const lines = hunks
    .filter(({ file: { path } }) => isPipeline(path) || buildNames.has(nameOf(path)))
    .flatMap((hunk) => hunk.lines.filter((one) => one.line.kind !== 'context' && !isComment(one)));
  const added = lines.filter(({ line }) => line.kind === 'added');
  const deleted = lines.filter(({ line }) => line.kind === 'deleted');
  const was = new Set(deleted.map(({ code }) => code));
  const silenced = added.filter((one) => !was.has(one.code) && cannotFail(one));
  const gone = goneChecks(added, deleted);
  const narrowed = added.filter(({ code }) => runsCheck.test(code) && narrows.test(code) && !was.has(code));
  const said = [
    silenced.length > 0 && 'Lets checks fail without stopping CI',
    gone.length > 0 && `Removes ${counted(gone.length, 'check')} from CI, hooks or build scripts`,
    narrowed.length > 0 && 'Leaves tests out of CI, hooks or build scripts',
  ].filter(Boolean);
  const seen = [...silenced, ...gone, ...narrowed];
  return {
    id: 'automation-changed',
    value: runs.length,
    sentence:
      said.length > 0
        ? `${said.join('. ')}.`
        : runs.length > 0
          ? 'Changes CI, hooks or build scripts.'
          : 'No change of CI, hooks or build scripts found.',
    places: seen.length > 0 ? placesOf(seen) : placesOfFiles(runs),
    level:
      silenced.length + gone.length > 0
        ? 'blocker'
        : narrowed.length > 0
          ? 'warning'
          : runs.length > 0
            ? 'info'
            : 'note',
  };
}

function isPipeline(path: string): boolean {
  return pipelinePath.test(path);
}

/** Commands that check something. */
const runsCheck =
  /\b(?:py\.?test|unittest|nosetests|tox|nox|mypy|pyright|ruff|flake8|pylint|bandit|jest|vitest|mocha|karma|cypress|playwright|eslint|tsc|biome|rspec|rubocop|phpunit|phpstan|psalm|ctest|clippy|golangci-lint|staticcheck|govulncheck|checkstyle|ktlint|detekt|shellcheck|hadolint|semgrep|codeql|trivy|snyk|gitleaks|trufflehog|pre-commit|coverage|codecov|(?:cargo|go|dotnet|mix|swift|sbt|mvn|deno|bun|gradlew?|bazel|manage\.py|rake|flutter|lein) (?:\S+ ){0,3}(?:test|check|vet|verify|clippy|build|lint|audit)|(?:npm|pnpm|yarn) (?:run )?(?:-\S+ )*(?:test|t|lint|check|typecheck|type-check|audit|verify|ci:test)[\w:-]*|make (?:-\S+ )*(?:test|check|lint|verify)\w*|(?:run[-_]?)?tests?\.(?:sh|py|js|rb))\b/;

/** Settings that let a failed step pass. */
const settings =
  /^-?\s*["']?(?:continue-on-error|continueOnError|allow_failure|ignore_errors?|ignore_outcome|ignoreFailures|testFailureIgnore|soft_fail|ignoreExitValue|allowFailure)["']?\s*[:=]\s*["']?(?:true|yes|always\(\)|\$\{\{\s*(?:true|always\(\))\s*\}\})\b|<(?:testFailureIgnore|skipTests|maven\.test\.skip)>true<|^-?\s*(?:if|condition|enabled|when)\s*:\s*["']?(?:\$\{\{\s*false\s*\}\}|false|never|never\(\))["']?$|\breturnStatus\s*:\s*true|\bcatchError\b.{0,80}(?:SUCCESS|UNSTABLE)|^\.IGNORE\s*:|\bignoreFailures\s*=\s*true|\bfailOnError["']?\s*[:=]\s*false|\bexit_?zero["']?\s*[:=]\s*true/;
/** Ends of a command that swallow its result. */
const swallowed = /(?:\|\||;)\s*(?:true|:|exit 0|echo\b[^&|;]{0,200}|\/bin\/true)\s*["'),]*$/;
/** Options of checks by which they always pass, and of commands by which none is run. */
const options =
  /--passWithNoTests\b|--pass-with-no-tests\b|--exit-zero\b|--no-verify\b|-DskipTests\b|-Dmaven\.test\.skip\b|\bgradlew?\b.{0,80}\s-x (?:test|check)\b|--skip-tests\b|--no-tests?\b|--no-fail\b|--suppress-tests\b|-Dmaven\.test\.failure\.ignore|--fail-never\b|--max-warnings[ =]-1/;

function cannotFail({ code, file }: ReadLine): boolean {
  if (settings.test(code) || options.test(code)) return true;
  if (swallowed.test(code)) return runsCheck.test(code);
  if (/^(?:- )?(?:run: |script: )?(?:set \+e|set \+o (?:errexit|pipefail)|exit 0)$/.test(code))
    return isPipeline(file.path);
  if (/Makefile$|\.mk$/.test(file.path)) return /^-\s?\S/.test(code) && runsCheck.test(code);
  if (nameOf(file.path) === 'package.json')
    return /^"(?:test|lint|check)[\w:-]*"\s*:\s*"(?:true|:|exit 0|echo\b[^&|;]{0,200})?(?:\s*&& exit 0)?"/.test(
      code,
    );
  return false;
}

/** Leaves some tests out. */
const narrows =
  /\s-k[ =]?["']?not\b|\s-m[ =]?["']?not\b|--deselect\b|--ignore(?:-glob)?[ =]|--testPathIgnorePatterns|--exclude\b|\s--skip\b|\s-skip\b|--grep .{0,80}--invert|--without-\w*test|\bSKIP=/;

/** Deleted commands that check something, where fewer of them are left than there were. */
function goneChecks(added: readonly ReadLine[], deleted: readonly ReadLine[]): readonly ReadLine[] {
  const runs = (one: ReadLine) =>
    isPipeline(one.file.path) && isCommand(one.code) && runsCheck.test(one.code);
  const before = deleted.filter(runs);
  return before.length > added.filter(runs).length ? before : [];
}

/** Whether a line runs something, and does not only name or install it. */
function isCommand(code: string): boolean {
  return (
    !/^(?:-?\s*(?:name|id|uses|image|key|path|paths|needs|description)\s*:|#)|\b(?:pip3?|npm|yarn|pnpm|apt(?:-get)?|brew|gem|cargo|go|uv) (?:\S+ )?(?:install|add|i|get)\b/.test(
      code,
    ) || /^-?\s*uses:.{0,80}(?:codeql|trivy|gitleaks|snyk|semgrep)/.test(code)
  );
}
