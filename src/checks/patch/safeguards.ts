import { type Checks, shared } from '../check.js';
import type { FileKind } from './fileKind.js';
import { lines } from './places.js';
import { isComment, newLines, type PatchReading, type ReadLine } from './reading.js';

/** What keeps a project from harm, and what the patch takes from it. */
export const safeguards = {
  'thresholds-lowered': {
    title: 'A number that coverage, lint or a test must reach and that asks for less now, or is gone',
    help: 'Error.',
    why: 'The check stays but means less.',
    example: '`- fail_under = 90` and `+ fail_under = 60`.',
    run: lines(
      (reading) => {
        const { changed, settings } = changesOf(reading);
        const minus = changed.filter(({ line }) => line.kind === 'deleted');
        const plus = changed.filter(({ line }) => line.kind === 'added');
        return [...lowered(settings, minus, (one) => isOf(reading, one, 'test')), ...dropped(plus, minus)];
      },
      'Lowers or removes a threshold that tests, lint or coverage must reach.',
      'No lowered threshold found.',
      'error',
    ),
  },
  'checks-disabled': {
    title: 'Type checks or lint that are turned off for a whole file or project',
    help: 'Error.',
    why: 'Nobody sees what they would find.',
    example: '`# mypy: ignore-errors`, `/* eslint-disable */`.',
    run: lines(
      (reading) => changesOf(reading).settings.filter(({ code }) => disables.test(code)),
      'Turns off type checks or lint for a whole file or project.',
      'No disabled check found.',
      'error',
    ),
  },
  'security-weakened': {
    title: 'Settings that turn off protection, and guards that are removed',
    help: 'Error.',
    why: 'A patch that works because nothing checks a certificate or a login any longer is worse than no patch.',
    example: '`verify=False`, `InsecureSkipVerify: true`, `- @login_required`.',
    run: lines(
      (reading) => [
        ...changesOf(reading).settings.filter(
          (one) => !isOf(reading, one, 'test') && !isComment(one) && insecure.test(one.code),
        ),
        ...unguarded(reading),
      ],
      'Weakens a security setting.',
      'No weakened security setting found.',
      'error',
    ),
  },
} satisfies Checks<PatchReading>;

/** All lines, and those that are new and no prose. */
const changesOf = shared((reading: PatchReading) => {
  const changed = reading.hunks.flatMap(({ lines }) => lines);
  return { changed, settings: newLines(changed).filter((one) => !isOf(reading, one, 'docs')) };
});

function isOf({ kinds }: PatchReading, { file }: ReadLine, kind: FileKind): boolean {
  return kinds.get(file) === kind;
}

/** Settings whose number must not fall, and those whose number must not rise. */
const floors =
  /\b(?:fail[_-]under|cov-fail-under|(?:min(?:imum)?|line|branch|statement|function)s?[_-]?(?:coverage|score|ratio)|coverage[_-]?threshold|threshold|branches|functions|lines|statements|minimum|target|break|high|low)\b["']?\s*[:=, (]/i;
/** Digits that a test compares. */
const precision = /\b(?:places|decimal|numDigits)\s*=|toBeCloseTo\(|AlmostEqual\(/;
const ceilings =
  /\b(?:max[_-]?(?:warnings|complexity|allowed|errors)|max-warnings|tolerance|atol|rtol|abs_tol|rel_tol|abs|rel|delta|epsilon|eps|audit-level)\b["']?\s*[:=, (]/i;
/** Files where such words mean what tests must reach. */
const gatePath =
  /(?:^|\/)(?:\.coveragerc|\.?codecov\.ya?ml|setup\.cfg|tox\.ini|pyproject\.toml|pytest\.ini|package\.json|(?:jest|vitest|karma|nyc|\.nycrc|\.c8rc|stryker)[\w.-]*|\.nycrc(?:\.json)?|phpunit\.xml(?:\.dist)?|pom\.xml|build\.gradle(?:\.kts)?|Makefile|\.eslintrc[\w.]*|noxfile\.py)$|^\.github\/|\.gitlab-ci|\.circleci|Jenkinsfile/;

/** Added lines that repeat a deleted one with a number that asks for less. */
function lowered(
  added: readonly ReadLine[],
  deleted: readonly ReadLine[],
  isTest: (one: ReadLine) => boolean,
): ReadLine[] {
  const before = new Map<string, ReadLine>();
  for (const one of deleted) if (mayGate(one)) before.set(skeleton(one), one);
  return added.filter((one) => {
    if (before.size === 0 || !mayGate(one)) return false;
    const old = before.get(skeleton(one));
    const [then, now] = [numbers(old?.code ?? ''), numbers(one.code)];
    const at = then.findIndex((value, i) => value !== now[i]);
    if (at < 0) return false;
    const rises = (now[at] as number) > (then[at] as number);
    const gate = gatePath.test(one.file.path);
    if (ceilings.test(one.code)) return rises && (gate || isTest(one));
    return !rises && (gate ? floors : precision).test(one.code) && (gate || isTest(one));
  });
}

/** Keys that are thresholds wherever they stand, and keys of coverage below a heading that says so. */
const threshold =
  /\b(?:cov[_-])?(fail[_-]under|max[_-]warnings|(?:min(?:imum)?|line|branch|statement|function)s?[_-]?coverage|coverage[_-]?minimum)\b["']?\s*[:=, (]\s*["']?\d/i;
const ofCoverage = /^["']?(branches|functions|lines|statements)["']?\s*:\s*\d/;
const coverage = /coverageThreshold|thresholds|check-coverage/;

/** Deleted thresholds, where no added line has one of the same name. */
function dropped(added: readonly ReadLine[], deleted: readonly ReadLine[]): ReadLine[] {
  const gone = deleted.filter((one) => thresholdOf(one) !== undefined);
  const now = new Set(gone.length > 0 ? added.map(thresholdOf) : []);
  return gone.filter((one) => !now.has(thresholdOf(one)));
}

function thresholdOf(one: ReadLine): string | undefined {
  const { file, code, hunk, at } = one;
  if (!mayGate(one) || !gatePath.test(file.path)) return undefined;
  const name = threshold.exec(code)?.[1];
  if (name !== undefined) return name.toLowerCase().replaceAll('_', '-');
  const part = ofCoverage.exec(code)?.[1];
  if (part === undefined) return undefined;
  const isShown = hunk.lines.slice(Math.max(0, at - 10), at).some((above) => coverage.test(above.code));
  return isShown || /nyc|c8/.test(file.path) ? part : undefined;
}

function mayGate({ code, role }: ReadLine): boolean {
  return role === 'code' && code.length < 300 && /\d/.test(code);
}

const number = /\d+(?:\.\d+)?(?:e-?\d+)?/gi;

function skeleton({ file, code }: ReadLine): string {
  return `${file.path}\n${code.replace(number, '0')}`;
}

function numbers(code: string): number[] {
  return (code.match(number) ?? []).map(Number);
}

/** Marks and settings that turn off checks beyond a line. */
const disables =
  /^#\s*(?:type:\s*ignore|mypy:\s*ignore-errors|flake8:\s*noqa|ruff:\s*noqa|pylint:\s*(?:skip-file|disable=all)|pyright:\s*(?:ignore|basic))\s*$|^(?:\/\/|\/\*)\s*@ts-nocheck\b|^\/\*\s*eslint-disable\s*\*\/|^\/\*\s*eslint-disable\s*$|^\/\/\s*biome-ignore-all\b|^#!\[allow\((?:warnings|clippy::all|unsafe_code)\)\]|^@(?:file:)?Suppress(?:Warnings)?\("all"\)|^#\s*rubocop:disable all|^#pragma warning disable\s*$|^"?(?:strict|noImplicitAny|strictNullChecks|alwaysStrict|checkJs|noEmitOnError)"?\s*:\s*false|^(?:ignore_errors|disable_error_code|ignore_missing_imports|follow_imports)\s*=\s*(?:true|skip)\b|^(?:strict|warn_unused_ignores|disallow_untyped_defs|check_untyped_defs)\s*=\s*false\b|^"?(?:linter|recommended|enabled)"?\s*:\s*false,?$/i;

/** Settings that open what was closed. */
const insecure =
  /\bverify(?:_ssl|_certs?|_signature|_peer)?["']?\s*[=:]\s*False\b|\brejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED["'\]]*\s*[:=]\s*["']?0|\bInsecureSkipVerify\s*:\s*true|_create_unverified_context\b|\bCERT_NONE\b|\bcheck_hostname\s*=\s*False|\bdisable_warnings\(.{0,80}InsecureRequest|^@csrf_exempt\b|\bcsrf\(\)\.disable\(|\bcsrf\s*[:=]\s*false|\bcsrf\(.{0,80}(?:::|\.)disable\b|\bStrictHostKeyChecking[ =]no\b|\bcurl\b.{0,80}\s(?:-k|--insecure)\b|--no-check-certificate\b|\bAllowAny\b|\banyRequest\(\)\.permitAll\(|\b(?:algorithms?|alg)["']?\s*[:=]\s*\[?\s*["']none["']|\bALLOWED_HOSTS\s*=\s*\[\s*["']\*["']|Access-Control-Allow-Origin["']?\s*[,:]\s*["']\*|\bchmod\s+(?:-R\s+)?0?777\b|\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\b.{0,80}(?:false|0)|\bVERIFY_NONE\b|\bdanger_accept_invalid_certs\(true|\btrustAllCerts\b|ServerCertificateValidationCallback\s*[+=].{0,80}true|\bsecure\s*[:=]\s*false\b.{0,80}cookie|\bauth(?:entication)?(?:_required|Required|_enabled|Enabled)["']?\s*[:=]\s*false\b/i;

/** Guards in front of a function or route. */
const guard =
  /^(?:@(?:login_required|permission_required|user_passes_test|staff_member_required|requires_auth|auth_required|jwt_required|PreAuthorize|Secured|RolesAllowed|UseGuards|csrf_protect)\b|\[(?:Authorize|ValidateAntiForgeryToken)\b|before_action :(?:authenticate|authorize|require_login)|protect_from_forgery\b)/;

/** Deleted guards, where fewer are left than there were. */
function unguarded({ added, deleted }: PatchReading): readonly ReadLine[] {
  const guards = ({ code }: ReadLine) => guard.test(code);
  const before = deleted.filter(guards);
  return before.length > added.filter(guards).length ? before : [];
}
