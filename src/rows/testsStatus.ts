import { parsePythonLiteral } from './pythonLiteral.js';
import { isRecord } from './row.js';

/**
 * The share of the FAIL_TO_PASS and PASS_TO_PASS tests that pass, 0..1, from SWE-bench's `tests_status`: a dict of
 * these two, each with its `success` and `failure` lists, as an object, in JSON, or as a Python literal.
 *
 * @returns null where it names no test, undefined where it is nothing of that form.
 */
export function passFraction(testsStatus: unknown): number | null | undefined {
  const status = typeof testsStatus === 'string' ? parsed(testsStatus) : testsStatus;
  const groups = ['FAIL_TO_PASS', 'PASS_TO_PASS'].map((group) => member(status, group));
  const count = (list: string) =>
    groups.reduce<number>((sum, tests) => sum + lengthOf(member(tests, list)), 0);
  const passed = count('success');
  const all = passed + count('failure');
  if (Number.isNaN(all)) return undefined;
  return all === 0 ? null : passed / all;
}

function parsed(text: string): unknown {
  for (const parse of [JSON.parse, parsePythonLiteral]) {
    try {
      return parse(text);
    } catch {
      // It may be the other.
    }
  }
  return undefined;
}

function member(of: unknown, key: string): unknown {
  return isRecord(of) && Object.hasOwn(of, key) ? of[key] : undefined;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : Number.NaN;
}
