import type { ParserPlugin } from '@babel/parser';
import { loadBabel } from '../../chunks/load.js';
import { byWord } from '../check.js';

/** Dialects to try, by file extension: what one of them takes is sound. */
const dialects = byWord<readonly (readonly ParserPlugin[])[]>([
  ['.ts .mts .cts', [['typescript']]],
  ['.tsx', [['typescript', 'jsx']]],
  ['.js .mjs .cjs .jsx', [['jsx'], ['flow', 'jsx']]],
]);

/** Syntax that is on its way into the language, or into what builds it. */
const common =
  'decorators-legacy decoratorAutoAccessors explicitResourceManagement sourcePhaseImports deferredImportEvaluation importReflection throwExpressions doExpressions exportDefaultFrom asyncDoExpressions functionBind regexpUnicodeSets'.split(
    ' ',
  ) as ParserPlugin[];

export function isScript(extension: string): boolean {
  return dialects.has(extension);
}

/** The line (from 1) at which a script can't be parsed any further, in a list; empty where it can. */
export function scriptErrors(path: string, extension: string, text: string): readonly number[] {
  const { parse } = loadBabel();
  let line: number | undefined;
  for (const plugins of dialects.get(extension) ?? []) {
    try {
      parse(text, {
        sourceType: 'unambiguous',
        // What is wrong by meaning, not by form, doesn't end the parsing.
        errorRecovery: true,
        allowImportExportEverywhere: true,
        allowAwaitOutsideFunction: true,
        allowReturnOutsideFunction: true,
        allowNewTargetOutsideFunction: true,
        allowSuperOutsideMethod: true,
        allowUndeclaredExports: true,
        attachComment: false,
        plugins: [
          ...common,
          ...plugins.map(
            (one): ParserPlugin =>
              one === 'typescript' && /\.d\.[cm]?ts$/.test(path) ? ['typescript', { dts: true }] : one,
          ),
        ],
      });
      return [];
    } catch (error) {
      const at = (error as { loc?: { line: number } }).loc?.line;
      if (at === undefined) throw error;
      line ??= at;
    }
  }
  return line === undefined ? [] : [line];
}
