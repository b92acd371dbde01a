import { isInside } from '../../repository/inside.js';

/** What the words of a point ask for and a program can look up. `whole`: the point asks for nothing besides. */
export type Asked = (
  | { readonly kind: 'file' | 'gone'; readonly name: string }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'tests' | 'changelog' | 'readme' }
) & { readonly whole: boolean };

/** A point with one of these words asks for something else, for it in some cases, or for one of several things. */
const reserved =
  /\b(?:not|no|never|none|without|\w+n['’]t|if|when|whenever|unless|where|until|or|either|instead|except|optional(?:ly)?|could|might|may|maybe|perhaps|ideally|possibly|nice to have|e\.g\.|such as|like|similar)\b/i;
/** Points are sentences; in a longer one the words may have to do with something else. */
const longestPoint = 300;

const article = '(?:(?:a|an|the|one|new|another|own|separate|empty|public|small|simple|short) ){0,3}';
const make = '(?:add|create|introduce|write|provide|implement|define)(?:s|ed)?';
const path = '[`"“]?((?:[\\w.@-]+/)*[\\w@-][\\w.@-]*\\.[A-Za-z]\\w{0,9})[`"”]?';

const file = new RegExp(
  `^${make} ${article}(?:(?:test |source )?(?:file|module|script|page|document|class|component)(?: (?:called|named|at|in))? )?${path}(?=$|[\\s,;:.])`,
  'i',
);
const gone = new RegExp(
  `^(?:remove|delete|drop)s? ${article}(?:(?:test |source |old )?(?:file|module|script|page)(?: (?:called|named|at))? )?${path}(?=$|[\\s,;:.])`,
  'i',
);
const symbol = new RegExp(
  `^${make} ${article}(?:(?:function|method|class|constant|exception|error|type|enum|interface|struct|trait|helper|component|fixture|variable) )(?:(?:called|named) )?\`([A-Za-z_$][\\w$]{3,60})(?:\\(\\))?\``,
  'i',
);
const tests =
  /^(?:add|write|include|provide|create|extend|update)s? (?:(?:a|the|new|some|more|unit|regression|integration|automated|further|at least|one|two|three|\d{1,2}) ){0,4}tests?\b|^(?:(?:unit|regression|integration|automated|new) )?tests? (?:(?:are|is|should be|must be|have been) )?(?:added|written|included|provided)\b|\b(?:is|are|be) covered by (?:a |new |unit |regression )*tests?\b/i;
const changelog =
  /^(?:update|add|extend|mention|note|describe|list|record|document)\b.{0,120}\b(?:change ?log(?:\.md)?|release notes)\b/i;
const readme = /^(?:update|add|extend|mention|note|describe|list|document)\b.{0,120}\breadme(?:\.md)?\b/i;

/** What may stand in front of what is asked for. */
const opening =
  /^(?:(?:\*\*|__)?(?:please|we|you|i|the (?:patch|change|pr|pull request)) (?:(?:should|must|shall|needs? to|have to|has to) )?(?:also )?|to )?/i;

/** What a point asks for; nothing where its words may mean something else. Only English is read. */
export function askedBy(text: string): Asked | undefined {
  if (text.length > longestPoint || reserved.test(text)) return undefined;
  const plainText = text
    .replaceAll('**', '')
    .trim()
    .replace(/^there (?:should|must|shall) be /i, 'add ');
  const said = plainText.replace(opening, '').trim();
  const rest = (match: RegExpExecArray) => said.slice(match.index + match[0].length).replace(/[\s.;:]+$/, '');
  const named = (kind: 'file' | 'gone' | 'symbol', pattern: RegExp): Asked | undefined => {
    const match = pattern.exec(said);
    const name = match?.[1]?.replace(/^\.\//, '').replace(/\.$/, '');
    return match && name && isInside(name) ? { kind, name, whole: rest(match) === '' } : undefined;
  };
  const plain = (kind: 'tests' | 'changelog' | 'readme', pattern: RegExp): Asked | undefined => {
    const match = pattern.exec(said);
    const isWhole = match !== null && rest(match) === '' && said.split(/\s+/).length <= 5;
    return match ? { kind, whole: isWhole } : undefined;
  };
  return (
    named('gone', gone) ??
    named('symbol', symbol) ??
    plain('changelog', changelog) ??
    plain('readme', readme) ??
    named('file', file) ??
    plain('tests', tests)
  );
}
