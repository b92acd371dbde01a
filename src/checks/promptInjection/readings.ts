/**
 * The ways in which a model may read a sentence that is written in disguise: invisible characters, look-alikes, letters
 * one by one, digits for letters, names in code, encodings. All take time linear in the sentence.
 */

const pairs = (from: string, to: string) => {
  const letters = [...to];
  return [...from].map((letter, i) => [letter, letters[i] as string] as const);
};

/** Letters that look like Latin ones, of Cyrillic, Greek, Armenian and phonetic alphabets. */
const lookAlikes = new Map<string, string>([
  ...pairs('авсенкмортухіјѕԁһԛԝѵгипґє', 'abcehkmoptyxijsdhqwvrunre'),
  ...pairs('АВСЕНКМОРТУХІЈЅ', 'ABCEHKMOPTYXIJS'),
  ...pairs('αορνικητυεγωβχμ', 'aopvikntueywbxu'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
  ...pairs('աօոսցհ', 'wonugh'),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz'),
  ...pairs('ɑɡıɩłøđħŧƒɾʋßœæ', 'agiilodhtfrvsoa'),
]);
/** Letters turned upside down, which are read from the other end. */
const turned = new Map(pairs('ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz', 'abcdefghijklmnopqrstuvwxyz'));
const digits = new Map(pairs('01345789@$!|+', 'oieastbgasilt'));

const invisible = /\u034f|[\p{Cf}\p{Variation_Selector}\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu;

/** A text in plain letters, without accents and invisible characters, its case as it is. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is plain as it is.
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text
    .replaceAll(/[\u{e0020}-\u{e007e}]/gu, (c) =>
      String.fromCodePoint((c.codePointAt(0) as number) - 0xe0000),
    )
    .replaceAll(/[\u{1f130}-\u{1f189}]/gu, (c) => letterAt(((c.codePointAt(0) as number) - 0x1f130) % 32))
    .replaceAll(/[\u{1f1e6}-\u{1f1ff}]/gu, (c) => letterAt((c.codePointAt(0) as number) - 0x1f1e6))
    .replaceAll(invisible, '')
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f\u064b-\u0655\u093c]/g, '')
    .normalize('NFC')
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('đ', 'd')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”„«»]/g, '"');
}

function letterAt(index: number): string {
  return String.fromCharCode(97 + Math.min(25, index));
}

interface Readings {
  /** The sentence as it stands, and the words of names in it. */
  readonly clear: readonly string[];
  /** What it says only to whoever looks behind a disguise, which nobody needs who means no harm. */
  readonly disguised: readonly string[];
}

/** What a sentence may be read as. @param depth how often an encoding may hold another */
export function readingsOf(sentence: string, depth = 2): Readings {
  const base = plain(sentence);
  // A link's title is a text of its own, in quotation marks or not.
  const clear = new Set([
    base.includes('](') ? base.replaceAll(/\]\(\S{0,200} "([^"]{1,400})"/g, '] $1') : base,
  ]);
  const disguised = new Set<string>();
  if (/["'`]\s{0,3}[+.,]?\s{0,3}["'`]|<[a-z/!][^<>]{0,60}>|[*_~]{1,3}\w/i.test(base)) {
    clear.add(
      base.replaceAll(
        /["'`]\s{0,3}[+.]?\s{0,3}["'`]|<[a-z/!][^<>]{0,60}>|[*~]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)/gi,
        '',
      ),
    );
  }
  if (/[a-z][A-Z]|\w[_./\\-]+[a-zA-Z]/.test(base)) clear.add(namesApart(base));
  if (/[\u0370-\u058f\u1d00-\u1dbf\u0250-\u02af]/.test(base)) {
    disguised.add(mapped(base, lookAlikes));
    if ((base.match(/[ɐɔǝɟɥᴉɯɹʇʌʍʎ]/g) ?? []).length > 3)
      disguised.add([...mapped(base, turned)].reverse().join(''));
  }
  for (const reading of [base, ...disguised]) {
    if (/[a-z][013-9@$!|+]|[013-9@$!|+][a-z]/i.test(reading)) {
      disguised.add(unleeted(reading));
      disguised.add(unleeted(reading.replaceAll('1', 'l')));
    }
    const joined = spelled(reading);
    if (joined !== reading) disguised.add(joined);
  }
  if (rotated.test(base)) {
    disguised.add(
      base.replaceAll(/[a-z]/gi, (c) => String.fromCharCode(c.charCodeAt(0) + (/[a-m]/i.test(c) ? 13 : -13))),
    );
  }
  if (reversed.test(base)) disguised.add([...base].reverse().join(''));
  if (depth > 0) {
    for (const words of decoded(sentence)) {
      const inner = readingsOf(words, depth - 1);
      for (const reading of [...inner.clear, ...inner.disguised]) disguised.add(reading);
    }
  }
  for (const reading of clear) disguised.delete(reading);
  return { clear: [...clear], disguised: [...disguised] };
}

function unleeted(text: string): string {
  return text.replaceAll(/[\w@$!|+]*[a-z][\w@$!|+]*/gi, (word) => mapped(word, digits));
}

/** `choose_the_first` and `chooseTheFirst` as words. */
function namesApart(text: string): string {
  return text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/(\w)[_./\\-]{1,3}(?=[a-zA-Z])/g, '$1 ');
}

/** Letters one by one, with blanks or signs between them, as words. */
function spelled(text: string): string {
  return text
    .replaceAll(/(?<![\p{L}\p{N}])\p{L}(?:[^\p{L}\p{N}\s]{1,2}\p{L}){1,40}(?![\p{L}\p{N}])/gu, lettersOf)
    .replaceAll(/(?<![\p{L}\p{N}])(?:\p{L}[ \t]{1,3}){4,200}\p{L}(?![\p{L}\p{N}])/gu, (letters) =>
      letters
        .split(/\s{2,}/)
        .map(lettersOf)
        .join(' '),
    );
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}

function mapped(text: string, letters: ReadonlyMap<string, string>): string {
  return [...text].map((letter) => letters.get(letter) ?? letter).join('');
}

/** Words of an order with their letters thirteen places on, and from their end. */
const rotated =
  /vtaber|vafgehpgvba|cebzcg|\bcngpu|\bgvpxrg|\bpunatr\b|pbeerpg|fcrpvsvrq|nccebir|nafjre|\bynory|\bzhfg\b|\bguvf\b|erivrj|\bengr\b|tenqr/i;
const reversed = /erongi|drager?sid|snoitcurtsni|tpmorp|tcerroc|deificeps|evorppa|rewsna/i;

const printable = /^[\p{L}\p{N}\p{P}\p{S}\s]{8,}$/u;
const codes = (text: string, pattern: RegExp, base: number) =>
  [...text.matchAll(pattern)]
    .map(([code]) => Number.parseInt(code, base))
    .map((code) => (code < 0x110000 ? String.fromCodePoint(code) : ''))
    .join('');

/** What stands encoded in a sentence: Base64, hexadecimal and other codes of letters. */
function decoded(text: string): string[] {
  if (!/[\w+/-]{16}|\d|[%\\&]/.test(text)) return [];
  const found: string[] = [];
  for (const [word] of text.matchAll(/[A-Za-z0-9+/_-]{16,4000}={0,2}/g)) {
    found.push(Buffer.from(word, 'base64').toString('utf8'));
    if (/^[0-9a-f]+$/i.test(word)) found.push(Buffer.from(word, 'hex').toString('utf8'));
  }
  for (const [word] of text.matchAll(/(?:(?:0x|\\x|%)?[0-9a-f]{2}[\s,:;]{0,2}){8,400}/gi)) {
    found.push(codes(word.replaceAll(/0x|\\x|%/g, ' '), /[0-9a-f]{2}/gi, 16));
  }
  for (const [word] of text.matchAll(/(?:[01]{8}[\s,]{0,2}){8,400}/g)) found.push(codes(word, /[01]{8}/g, 2));
  for (const [word] of text.matchAll(/(?:\b1?\d{2}[\s,;]{1,2}){8,400}/g))
    found.push(codes(word, /\d{2,3}/g, 10));
  const unescaped = text
    .replaceAll(
      /\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})|%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#(\d{1,7});/gi,
      (_, u, x, p, h, d) => {
        const code = d === undefined ? Number.parseInt(u ?? x ?? p ?? h, 16) : Number(d);
        return code < 0x110000 ? String.fromCodePoint(code) : '';
      },
    )
    .replaceAll(/&(?:quot|apos|nbsp|lt|gt|amp);/g, ' ');
  if (unescaped !== text) found.push(unescaped);
  return found.filter((words) => printable.test(words) && /\p{L}{3}/u.test(words));
}
