import type { Fact } from '../../core/evidence.js';
import type { PatchFile } from '../../core/patch.js';
import { type Place, quoteOf } from '../../core/place.js';
import { ordersToJudge } from '../orders.js';
import { type PatchReading, placesOfFiles } from './reading.js';

/** Files that run on other people's machines as soon as the patch is merged. */
const automation =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)\/|\.gitlab-ci|\.circleci\/|Jenkinsfile|azure-pipelines|\.husky\/|\.git\/|\.vscode\/(?:tasks|settings|launch)\.json|\.pre-commit-config|setup\.py$|conftest\.py$|package\.json$|Makefile$|Dockerfile)/;

/** What a person must know before anything is applied. */
export function safetyFacts({ patch }: PatchReading): Fact[] {
  const unsafe = patch.files.filter((file) => leads(file.oldPath) || leads(file.newPath));
  const runs = patch.files.filter((file) => automation.test(file.path));
  const orders = ordersIn(patch.text);
  return [
    {
      id: 'unsafe-path',
      value: unsafe.length,
      sentence:
        unsafe.length > 0
          ? 'Writes outside the code base: a path is absolute or leads upwards.'
          : 'Stays within the code base.',
      places: placesOfFiles(unsafe),
      level: unsafe.length > 0 ? 'blocker' : 'note',
    },
    {
      id: 'automation-changed',
      value: runs.length,
      sentence:
        runs.length > 0
          ? 'Changes what runs by itself: builds, hooks or pipelines.'
          : 'Changes no build, hook or pipeline.',
      places: placesOfFiles(runs),
      level: runs.length > 0 ? 'info' : 'note',
    },
    {
      id: 'orders-to-reviewer',
      value: orders.length,
      sentence:
        orders.length > 0
          ? 'Contains words addressed to whoever rates it. They do not count, but a person should know.'
          : 'Contains no orders to whoever rates it.',
      places: orders,
      level: orders.length > 0 ? 'warning' : 'note',
    },
  ];
}

/** Out of the code base, or into git's own folder. */
function leads(path: PatchFile['path'] | undefined): boolean {
  if (path === undefined) return false;
  return (
    path.startsWith('/') ||
    path.includes('\\..\\') ||
    path.includes('\0') ||
    /^[A-Za-z]:|^\\/.test(path) ||
    path.split(/[/\\]/).some((part) => part === '..' || part.toLowerCase() === '.git')
  );
}

function ordersIn(text: string): Place[] {
  const found = ordersToJudge(text).slice(0, 5);
  return found.map(({ start, end }) => {
    const before = text.slice(0, start);
    const line = before.split('\n').length;
    const column = start - before.lastIndexOf('\n');
    return {
      document: 'patch',
      range: { start: { line, column }, end: { line, column: column + end - start } },
      quote: quoteOf(text.slice(start, end)),
    };
  });
}
