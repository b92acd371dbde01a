const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What is no bracket of the code's own, in languages of C's family: comments, strings, characters, directives. */
const tokens =
  /\/\/[^\n]*|\/\*|"""|"(?:[^"\\\n]|\\[\s\S])*"|`[^`]*`|'(?:[^'\\\n]|\\(?:u\{[^}\n]{1,6}\}|[^\n]\w{0,8}))'|^[ \t]*#(?:[^\\\n/]|\/(?!\*)|\\\r?\n|\\.)*|[()[\]{}"`]/gm;

/**
 * The line (from 1) at which brackets don't match, 0 where they all do, and nothing where that can't be told: strings
 * that this doesn't know, code that conditions of a preprocessor cut in pieces.
 */
export function unmatchedBracket(text: string): number | undefined {
  if (/^[ \t]*#[ \t]*el|\b[LuU8]*r#*"|\bu?8?R"/m.test(text)) return undefined;
  const open: { readonly closer: string; readonly at: number }[] = [];
  tokens.lastIndex = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    const closer = closers[token];
    if (closer !== undefined) open.push({ closer, at: match.index });
    else if (token === '/*' || token === '"""') {
      const end = text.indexOf(token === '/*' ? '*/' : token, tokens.lastIndex);
      if (end < 0) return token === '/*' ? lineAt(text, match.index) : undefined;
      tokens.lastIndex = end + (token === '/*' ? 2 : 3);
    } else if (token === '"' || token === '`') return undefined;
    else if (/^[)\]}]$/.test(token) && open.pop()?.closer !== token) return lineAt(text, match.index);
  }
  const last = open.pop();
  return last ? lineAt(text, last.at) : 0;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
