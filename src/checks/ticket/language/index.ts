import { german } from './de.js';
import { english } from './en.js';
import { spanish } from './es.js';
import { french } from './fr.js';
import { japanese } from './ja.js';
import { korean } from './ko.js';
import { type Lexicon, listOf, phrasePattern, type Topic, topics } from './lexicon.js';
import { polish } from './pl.js';
import { portuguese } from './pt.js';
import { russian } from './ru.js';
import { chinese } from './zh.js';

export type { Topic } from './lexicon.js';

/** The fields of a lexicon that are phrases. */
export type Phrases = Exclude<keyof Lexicon, 'code' | 'grammar' | 'topics' | 'opposites' | 'scenario'>;

/** A language that tickets are read in. */
export class Language {
  readonly grammar: ReadonlySet<string>;
  private readonly patterns = new Map<Phrases, RegExp>();

  constructor(readonly lexicon: Lexicon) {
    this.grammar = new Set(lexicon.grammar.split(' '));
  }

  /** A global pattern of phrases, in this language or in English, which is in tickets of every language. */
  pattern(phrases: Phrases): RegExp {
    let pattern = this.patterns.get(phrases);
    if (!pattern) {
      const own = this.lexicon[phrases];
      pattern = phrasePattern(this.lexicon === english ? own : `${own} | ${english[phrases]}`);
      this.patterns.set(phrases, pattern);
    }
    return pattern;
  }
}

const lexicons = [english, german, french, spanish, portuguese, russian, polish, chinese, japanese, korean];

const languages = lexicons.map((lexicon) => new Language(lexicon));
export const englishLanguage = languages[0] as Language;
const byCode = new Map(languages.map((language) => [language.lexicon.code, language]));

/** Grammar of languages that tickets are not read in, so that they are not taken for a neighbour. */
const strangers: readonly ReadonlySet<string>[] = [
  'il lo gli che di non è sono per una un con del della dei delle alla nella più anche questo quando ma come si ho',
  'de het een van niet dat is zijn op te voor met er aan wordt als maar ook bij naar dit deze wel ik kan',
  'och att det som inte är en ett på för med av till den jag när om har kan men från så ska vid',
  'og at det som ikke er en et på for med av til den jeg når om har kan men fra så skal ved',
  'bir ve bu için ile değil çok da de ne ama daha olarak gibi sonra kadar var yok mi ben olduğu',
  'je se na že není ale při jako pro ve ze to by aby když jsem jsou být také po od za které',
  'và là của không có được cho với khi này các một trong khi người để đã thì',
  'ja ei on se että kun mutta ovat ole oli niin kuin myös jos tai siitä',
].map((words) => new Set(words.split(' ')));

/** Letters that only some languages have; the empty code stands for languages that tickets are not read in. */
const letters: readonly (readonly [string, RegExp])[] = [
  ['pl', /[łąęśżźćń]/],
  ['de', /[äöüß]/],
  ['pt', /[ãõ]/],
  ['es', /[ñ¿¡]/],
  ['fr', /[èêùœ]|\p{L}['’]\p{L}/u],
  ['', /[ěřůčšžğışåőűțșăơưđ]/],
];

/** Words that are looked at to tell a language. */
const mostWords = 400;

/** With fewer words a text of unknown words is taken to be English. */
const fewWords = 8;

/**
 * The language that a text is in, by its script and its grammar's words; nothing where it is one that tickets are not
 * read in.
 */
export function languageOf(text: string): Language | undefined {
  const start = text.slice(0, 20_000);
  const count = (pattern: RegExp) => start.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  // A sign of these scripts holds as much as two or three letters.
  if ((kana + han + hangul) * 3 > letters - kana - han - hangul) {
    if (hangul > kana + han) return byCode.get('ko');
    return byCode.get(kana * 8 > han ? 'ja' : 'zh');
  }
  if (cyrillic * 2 > letters) {
    // Letters of Ukrainian, Belarusian, Serbian and their kin.
    return count(/[іїєґўјљњћђџѓќ]/giu) * 50 > cyrillic ? undefined : byCode.get('ru');
  }
  if (letters > 0 && latin * 2 < letters) return undefined;
  return byGrammar(start);
}

function byGrammar(text: string): Language | undefined {
  const words = (text.toLowerCase().match(/[\p{L}\p{M}]{2,}/gu) ?? []).slice(0, mostWords);
  const share = (grammar: ReadonlySet<string>) => words.filter((word) => grammar.has(word)).length;
  const withLetters = new Map(
    letters.map(([code, pattern]) => [code, words.filter((word) => pattern.test(word)).length]),
  );
  let best: Language | undefined = englishLanguage;
  let most = share(englishLanguage.grammar);
  for (const language of languages.slice(1)) {
    const hits = share(language.grammar) + (withLetters.get(language.lexicon.code) ?? 0);
    if (hits > most) [best, most] = [language, hits];
  }
  for (const grammar of strangers) {
    const hits = share(grammar) + (withLetters.get('') ?? 0);
    if (hits > most && hits > 2) [best, most] = [undefined, hits];
  }
  return words.length >= fewWords && most === 0 && /[^\p{ASCII}]/u.test(words.join('')) ? undefined : best;
}

const topicPatterns = topics.map((topic): [Topic, RegExp] => {
  const pattern = phrasePattern(lexicons.map((lexicon) => lexicon.topics[topic]).join(' | '));
  return [topic, new RegExp(pattern.source, 'iu')];
});

/** What a heading is about, in any of the languages; nothing where it is the author's own. */
export function topicOf(heading: string): Topic | undefined {
  return topicPatterns.find(([, pattern]) => pattern.test(heading))?.[0];
}

/** How a template's own sentences start, in any of the languages. */
const templates = lexicons.flatMap(({ template }) => listOf(template));
const isOneWord = (phrase: string) =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(phrase);
const sourceOf = (phrases: readonly string[]) => phrasePattern(phrases.join(' | ')).source;
/** The verb stands at the end in some languages, so that a template is known by words anywhere in the line. */
export const templateSentence = new RegExp(
  `^(?:${sourceOf(templates.filter((phrase) => !isOneWord(phrase)))})|${sourceOf(templates.filter(isOneWord))}`,
  'iu',
);

/** The lines of a scenario (Given, When, Then) by the place of their keyword, in any of the languages. */
export const scenarioLine = new RegExp(
  `^[ \\t]*(?:[*-][ \\t]+)?\\**(?:${[0, 1, 2]
    .map((place) => `(${lexicons.map(({ scenario }) => scenario.split('/')[place]).join('|')})`)
    .join('|')})\\**(?![\\p{Script=Latin}\\p{Script=Cyrillic}])`,
  'gimu',
);

/** Pairs of words of which only one can hold. */
export const opposites: readonly (readonly [string, string])[] = lexicons.flatMap(({ opposites: pairs }) =>
  listOf(pairs).map((pair) => pair.split('/') as [string, string]),
);

export const negations: ReadonlySet<string> = new Set(
  lexicons.flatMap(({ negations: words }) => listOf(words)),
);

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });
const wordOrRun =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+|\p{Script=Thai}+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu;
const isUnspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** A run without blanks is taken apart in parts of so many signs. */
const parts = /.{1,200}/gs;

/** The words of a text, also in scripts that put no blanks between them. */
export function wordsOf(text: string): string[] {
  const runs = text.match(wordOrRun) ?? [];
  return runs.flatMap((run) => (isUnspaced.test(run) ? (run.match(parts) ?? []).flatMap(takenApart) : run));
}

/** Runs that were taken apart lately: each check reads the same ones again. */
const apart = new Map<string, readonly string[]>();
const mostRuns = 2_000;

function takenApart(run: string): readonly string[] {
  const known = apart.get(run);
  if (known) return known;
  const words = Array.from(segmenter.segment(run), ({ segment }) => segment);
  if (apart.size >= mostRuns) apart.clear();
  apart.set(run, words);
  return words;
}
