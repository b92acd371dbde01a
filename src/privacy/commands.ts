import { type Span, spansOf } from '../core/span.js';
import { argumentAt } from './bareWord.js';
import { isSecret } from './forms.js';
import { isPlaceholder } from './values.js';

/**
 * Options that hold a password, up to its start, by the programs that take it there: elsewhere `-p` is a port or a path.
 * Also as a list of strings: `["sshpass", "-p", "…"]`.
 */
const options: readonly (readonly [programs: RegExp, option: RegExp])[] = [
  [/\b(?:mysql|mariadb)[a-z-]{0,12}\b/, /[\s"']-p(?=[^\s"',-])/g],
  [
    /\b(?:(?:docker|podman|helm|buildah|nerdctl|skopeo|az|oc|registry|crane|oras)\b.{0,80}\blogin|twine|sshpass|mongo[a-z]{0,8}|sqlplus|cf|ncftp\w{0,4}|unzip|7za?|rar|influx|clickhouse-client)\b/,
    /[\s"']-[pP](?:\s|["'],\s{0,2})?(?=[^\s-])/g,
  ],
  [/\b(?:sqlcmd|bcp|isql|zip)\b/, /[\s"']-P(?:\s|["'],\s{0,2})?(?=[^\s-])/g],
  [/\b(?:redis-cli|keydb-cli|valkey-cli)\b/, /[\s"']-a(?:\s|["'],\s{0,2})?(?=[^\s-])/g],
  [/\bldap[a-z]{3,8}\b/, /\s-w\s?(?=[^\s-])/g],
  [/\bhtpasswd\b.{0,40}\s-\w*b/, /\s-\w{1,8}\s(?:[^\s-]\S{0,200}\s)?[^\s-]\S{0,100}\s(?=\S)/g],
  [/\bopenssl\b/, /\bpass:(?=\S)/g],
  [
    /\b(?:gpg|ansible-vault|borg|restic|redis-server|keytool|jarsigner|apksigner)\b/,
    /\s--?(?:pass(?:phrase|word)|requirepass|storepass|keypass)\s(?=[^\s-])/g,
  ],
  [/\bssh-keygen\b/, /\s-[NP]\s(?=[^\s-])/g],
  [/\bxfreerdp\b/, /\s\/p:(?=\S)/g],
  [/\bnet\s+(?:use|user)\b/i, /\s\/user:\S{1,100}\s(?=[^\s/])/g],
  [
    /\b(?:curl|wget|http|https|ab|hey|lftp|xh)\b/,
    /[\s"'](?:-u|--user|-a|--auth|--proxy-user|-U)["']?[\s=,]{0,2}["']?[^\s:,"'=]{1,100}[:,](?=[^\s"'/])/g,
  ],
  [/\b(?:smbclient|rpcclient|net)\b/, /\s(?:-U|--user)[\s=]["']?[^\s%"']{1,100}%(?=[^\s"'])/g],
];

/** What the files of a few programs write without a sign between: `login me password …`, `requirepass …`. */
const words = [
  /\blogin[ \t]{1,8}\S{1,100}(?:[ \t]{1,8}|[ \t]{0,8}\r?\n[+ -]?[ \t]{0,16})password[ \t]{1,8}(\S{1,200})/dg,
  /\bConvertTo-SecureString[ \t]{1,4}(?:-String[ \t]{1,4})?["']([^"'\n]{3,200})["']/dgi,
  /[\w.-]{1,60}:([^\s:@"'`/]{3,100})@(?:tcp|udp|unix)\(/dg,
  /\bidentified[ \t]{1,4}by[ \t]{1,4}(?:password[ \t]{1,4})?'([^'\n]{1,200})'/dgi,
  /\b(?:jdbc:oracle:\w{1,10}:|sqlplus[ \t]{1,4})[^\s/]{1,60}\/([^@\s]{1,100})@/dg,
  /^[+ -]?[ \t]{0,16}(?:requirepass|masterauth|primaryauth|rootpw|bindpw|smtp_pass)[ \t]{1,8}(\S{1,200})/dgm,
  /^[+ -]?[^\s:]{1,100}:(?:54\d\d|\*):[^\s:]{1,60}:[^\s:]{1,60}:(\S{1,200})$/dgm,
];

/** Calls that take a name and then its password, each in quotes. */
const calls =
  /(?:\.login|getConnection|[bB]asic_?[aA]uth|BasicAuth|\bauth[ \t]?=[ \t]?|\.auth|PasswordAuthentication|NetworkCredential|mysqli(?:_connect)?|\bPDO|Sequelize)\((?:[^()\n"',]{0,60},)?(?:[ \t]{0,3}["'][^"'\n]{0,120}["'],){1,2}[ \t]{0,3}["']([^"'\n]{3,100})["']/dg;

/** A line longer than this is looked at in parts, so that the time stays linear. */
const longestLine = 1_000;

/** Passwords on command lines and in files of words. */
export function commandSpans(text: string): Span[] {
  const spans = [
    ...words.flatMap((pattern) => spansOf(text, pattern, 1)),
    ...spansOf(text, calls, 1).filter(({ start, end }) => isSecret(text.slice(start, end), true, 'listed')),
  ];
  for (const { index, 0: line } of text.matchAll(new RegExp(`.{4,${longestLine}}`, 'g'))) {
    if (!/[\s"']-|pass:|\s\//.test(line)) continue;
    for (const [programs, option] of options) {
      if (!programs.test(line)) continue;
      for (const { index: at, 0: before } of line.matchAll(option)) {
        const { start, end } = valueBehind(line, at, at + before.length);
        if (end - start > 2) spans.push({ start: start + index, end: end + index });
      }
    }
  }
  return spans.filter(({ start, end }) => !isPlaceholder(text.slice(start, end)));
}

/** The value behind an option; it may be the rest of an argument in quotes: `-u "me:…"`. */
function valueBehind(line: string, option: number, at: number): Span {
  const quote = /^\s[^"']*(["'])[^"']*$/.exec(line.slice(option, at))?.[1];
  if (!quote) return argumentAt(line, at) ?? { start: at, end: at };
  const end = line.indexOf(quote, at);
  return { start: at, end: end < 0 ? at : end };
}
