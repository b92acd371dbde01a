import type { Checks, Said } from '../check.js';
import { placesOf } from './places.js';
import type { PatchReading, ReadLine } from './reading.js';

export const hiddenCharacters = {
  'hidden-characters': {
    title: 'Characters that hide what code does',
    help: 'They change the order in which code is shown (Trojan Source, CVE-2021-42574), end a line within a line of the patch (a lone carriage return, U+2028), have no width within a word, or look like other letters. Those of the first two kinds are a blocker in code; the others are a warning.',
    why: 'A reviewer sees different code than the compiler does.',
    example: 'U+202E in a comment reverses the order of the code after it.',
    run: hiddenSaid,
  },
} satisfies Checks<PatchReading>;

/** Marks that change the order in which a line is read (Trojan Source, CVE-2021-42574). */
const bidirectional = /[\u202a-\u202e\u2066-\u2069]/;
/** Marks without a width within a word of Latin letters, and letters of tags. */
const invisible =
  /[\w$][\u200b-\u200f\u2060-\u2064\u00ad\ufeff\u180e\u3164\u115f]|[\u200b\u200e\u200f\u2060-\u2064\ufeff\u3164\u115f][\w$]|[\u{e0000}-\u{e007f}]/u;
/** Cyrillic letters that look like Latin ones, within a word of those. */
const lookAlike =
  /[A-Za-z_][\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0455\u0501\u0410\u0412\u0415\u041a-\u041e\u0420-\u0422\u0425]|[\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0455\u0501\u0410\u0412\u0415\u041a-\u041e\u0420-\u0422\u0425][A-Za-z_]/;

/**
 * A line's end within a line of the patch. Python, JavaScript, Java, C, C# and others take it for one, so that what
 * stands behind a comment is code; terminals show the second line over the first.
 */
const lineEnd = /\r(?!\r*$)|[\u2028\u2029]/;
/** Marks that some languages and editors take for a line's end, and behind which Python counts the indentation anew. */
const perhapsLineEnd = /[\v\f][^\S\n]*\S|[\u0085]/;

function hiddenSaid({ patch, kinds, hunks }: PatchReading): Said {
  const isProse = ({ file }: ReadLine) => kinds.get(file) === 'docs';
  // A search through the whole text first: hardly any patch has such characters.
  const isStrange = /[\v\f\u0080-\uffff]|\r(?!\n)/.test(patch.text);
  const added = isStrange
    ? hunks.flatMap(({ lines }) => lines.filter(({ line }) => line.kind === 'added'))
    : [];
  const turned = added.filter(({ line }) => bidirectional.test(line.text));
  const broken = added.filter(({ line }) => lineEnd.test(line.text));
  const hidden = added.filter((one) => {
    const text = one.line.newLine === 1 ? one.line.text.replace(/^\ufeff/, '') : one.line.text;
    return (
      !bidirectional.test(text) &&
      !lineEnd.test(text) &&
      (invisible.test(text) || (!isProse(one) && (lookAlike.test(text) || perhapsLineEnd.test(text))))
    );
  });
  const seen = [...turned, ...broken, ...hidden];
  const inCode = [...turned, ...broken].some((one) => !isProse(one));
  return {
    value: seen.length,
    sentence:
      turned.length > 0
        ? 'Contains characters that change the order in which code is shown.'
        : broken.length > 0
          ? 'Contains characters that end a line within a line of the patch.'
          : hidden.length > 0
            ? 'Contains characters that are invisible or look like others.'
            : 'No hidden character found.',
    places: placesOf(seen),
    level: inCode ? 'blocker' : seen.length > 0 ? 'warning' : 'note',
  };
}
