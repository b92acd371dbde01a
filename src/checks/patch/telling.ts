import { words } from '../check.js';

/**
 * Words that stand in the code and in the tickets of any project: of the language, of programming, of reports. What is
 * left tells what a text is about.
 */
const everyday = words(
  'this that with from have been were would could should does into than then there here which what where when while other some more most such like just very over under being between both each only also same after before because since still even without within instead about using used uses user make made need needs want work works working first last different new current currently expected actual behavior behaviour because based show shown display allow support feature request issue problem error errors fail failed failing failure wrong incorrect broken break change changed default description example code file files line lines data test tests self none true false null undefined import export module package return returned raise raised throw exception value values name names type types list dict string strings number integer float bool boolean object objects class classes method methods function functions call called calls result results output input argument arguments args kwargs option options setting settings item items index version check case cases message print async await const static public private void self super elif else except finally yield lambda pass break continue global isinstance issubclass hasattr getattr setattr property attribute attributes field fields model path node text size length count start stop begin copy init main util utils helper base core common misc python java javascript rust warning warn info debug',
);

/** The parts of camel and snake case of a text's words, in lower case and the singular, without everyday words. */
export function tellingWords(text: string): ReadonlySet<string> {
  const telling = new Set<string>();
  for (const [match] of text.matchAll(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+/gu)) {
    const lower = match.toLowerCase();
    const word =
      lower.length > 4 && lower.endsWith('s') && !lower.endsWith('ss') ? lower.slice(0, -1) : lower;
    if (word.length >= 4 && word.length < 25 && !everyday.has(lower) && !everyday.has(word))
      telling.add(word);
  }
  return telling;
}

/** How many words of one set are in another. */
export function sharesOf(of: ReadonlySet<string>, within: ReadonlySet<string>): number {
  return [...of].filter((word) => within.has(word)).length;
}
