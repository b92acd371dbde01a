import { type PythonValue, parsePythonLiteral } from './pythonLiteral.js';
import { isRecord } from './row.js';

/**
 * The share of the FAIL_TO_PASS and PASS_TO_PASS tests that pass, 0..1, from SWE-bench's `tests_status`: a dict of
 * these two, each with its `success` and `failure` lists, as an object, in JSON, or as a Python literal.
 *
 * @returns null where it names no test, undefined where it is nothing of that form.
 */
export function passFraction(testsStatus: unknown): number | null | undefined {
  const status = typeof testsStatus === 'string' ? parsed(testsStatus) : testsStatus;
  const counts = ['FAIL_TO_PASS', 'PASS_TO_PASS'].map((group) => {
    const tests = member(status, group);
    return { passed: lengthOf(member(tests, 'success')), failed: lengthOf(member(tests, 'failure')) };
  });
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const all = counts.reduce((sum, count) => sum + count.failed, passed);
  if (Number.isNaN(all)) return undefined;
  return all === 0 ? null : passed / all;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return pythonValue(text);
  }
}

function pythonValue(text: string): PythonValue | undefined {
  try {
    return parsePythonLiteral(text);
  } catch {
    return undefined;
  }
}

function member(of: unknown, key: string): unknown {
  if (of instanceof Map) return of.get(key);
  return isRecord(of) && Object.hasOwn(of, key) ? of[key] : undefined;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : Number.NaN;
}
