import { type Span, spansOf } from '../core/span.js';
import { isPlaceholder } from './values.js';

/** Short options that hold a password, by the programs that take it there: elsewhere `-p` is a port or a path. */
const options: readonly (readonly [programs: RegExp, option: RegExp])[] = [
  [/\b(?:mysql|mariadb)[a-z-]{0,12}\b/, /\s-p([^\s-]\S{0,200})/dg],
  [
    /\b(?:(?:docker|podman|helm|buildah|nerdctl|skopeo|az|oc|registry|crane|oras)\b.{0,80}\blogin|twine|sshpass|mongo[a-z]{0,8}|sqlplus|cf|ncftp\w{0,4}|unzip|7za?|rar|influx|clickhouse-client)\b/,
    /\s-[pP]\s?([^\s-]\S{0,400})/dg,
  ],
  [/\b(?:sqlcmd|bcp|isql|zip)\b/, /\s-P\s?([^\s-]\S{0,200})/dg],
  [/\b(?:redis-cli|keydb-cli|valkey-cli)\b/, /\s-a\s?([^\s-]\S{0,200})/dg],
  [/\bldap[a-z]{3,8}\b/, /\s-w\s?([^\s-]\S{0,200})/dg],
  [/\bhtpasswd\b.{0,40}\s-\w*b/, /\s-\w{1,8}\s(?:[^\s-]\S{0,200}\s)?[^\s-]\S{0,100}\s(\S{3,200})/dg],
  [/\bopenssl\b/, /\bpass:(\S{3,200})/dg],
  [/\b(?:gpg|ansible-vault|borg|restic)\b/, /--pass(?:phrase|word)\s([^\s-]\S{0,200})/dg],
  [/\bxfreerdp\b/, /\s\/p:(\S{3,200})/dg],
  [/\bnet\s+(?:use|user)\b/i, /\s\/user:\S{1,100}\s([^\s/]\S{2,200})/dg],
  [
    /\b(?:curl|wget|http|https|ab|hey|lftp|xh)\b/,
    /\s(?:-u|--user|-a|--auth|--proxy-user|-U)[\s=]{0,2}["']?[^\s:,"']{1,100}[:,]([^\s"']{3,200})/dg,
  ],
  [/\b(?:smbclient|rpcclient|net)\b/, /\s(?:-U|--user)[\s=]["']?[^\s%"']{1,100}%([^\s"']{3,200})/dg],
];

/** What the files of a few programs write without a sign between: `login me password …`, `requirepass …`. */
const words = [
  /\blogin[ \t]{1,8}\S{1,100}(?:[ \t]{1,8}|[ \t]{0,8}\r?\n[+ -]?[ \t]{0,16})password[ \t]{1,8}(\S{1,200})/dg,
  /\bidentified[ \t]{1,4}by[ \t]{1,4}(?:password[ \t]{1,4})?'([^'\n]{1,200})'/dgi,
  /\b(?:jdbc:oracle:\w{1,10}:|sqlplus[ \t]{1,4})[^\s/]{1,60}\/([^@\s]{1,100})@/dg,
  /^[+ -]?[ \t]{0,16}(?:requirepass|masterauth|primaryauth|rootpw|bindpw|smtp_pass)[ \t]{1,8}(\S{1,200})/dgm,
  /^[+ -]?[^\s:]{1,100}:(?:54\d\d|\*):[^\s:]{1,60}:[^\s:]{1,60}:(\S{1,200})$/dgm,
];

/** A line longer than this is looked at in parts, so that the time stays linear. */
const longestLine = 1_000;

/** Passwords on command lines and in files of words. */
export function commandSpans(text: string): Span[] {
  const spans = words.flatMap((pattern) => spansOf(text, pattern, 1));
  for (const { index, 0: line } of text.matchAll(new RegExp(`.{4,${longestLine}}`, 'g'))) {
    if (!/\s-|pass:|\s\//.test(line)) continue;
    for (const [programs, option] of options) {
      if (!programs.test(line)) continue;
      for (const { start, end } of spansOf(line, option, 1)) {
        spans.push({ start: start + index, end: end + index });
      }
    }
  }
  return spans.filter(
    ({ start, end }) => !isPlaceholder(text.slice(start, end).replaceAll(/^["']|["']$/g, '')),
  );
}
