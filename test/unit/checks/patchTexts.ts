import { patchEvidence } from '../../../src/checks/evidence.js';
import type { FactLevel } from '../../../src/core/evidence.js';
import { parsePatch } from '../../../src/core/parsePatch.js';

/** How loud a check is about a patch. */
export function levelIn(id: string, patch: string): FactLevel | undefined {
  return patchEvidence(parsePatch(patch, 'test'), undefined).find((fact) => fact.id === id)?.level;
}

/** A hunk whose lines begin with a blank, `+` or `-`, as in a diff. */
export function hunk(path: string, lines: readonly string[], { first = 1 } = {}): string {
  const count = (mark: string) => lines.filter((line) => line[0] === ' ' || line[0] === mark).length;
  const [old, now] = [count('-'), count('+')];
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -${old === 0 ? 0 : first},${old} +${now === 0 ? 0 : first},${now} @@\n${lines.join('\n')}\n`;
}

export const renamed = (from: string, to: string) =>
  `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`;

export const created = (path: string, lines: readonly string[]) =>
  `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join('\n')}\n`;

export const deleted = (path: string, lines: readonly string[]) =>
  `diff --git a/${path} b/${path}\ndeleted file mode 100644\n--- a/${path}\n+++ /dev/null\n@@ -1,${lines.length} +0,0 @@\n${lines.map((line) => `-${line}`).join('\n')}\n`;
