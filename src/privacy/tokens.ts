import { type Span, spansOf } from '../core/span.js';
import { isPlaceholder, isRandom } from './values.js';

/**
 * Forms of tokens that need no name beside them. Most services write a prefix of their own and then random letters,
 * which `prefixed` takes without knowing the service; here are those of another form: hexadecimal, in capitals, short
 * or with punctuation.
 */
const known = new RegExp(
  `(?<![A-Za-z0-9])(?:${[
    // Clouds.
    'A(?:KIA|SIA|BIA|CCA|3T[A-Z0-9])[A-Z2-7]{16}(?![A-Za-z0-9])',
    'IQoJb3JpZ2lu[A-Za-z0-9+/=]{40,}|FwoGZXIvYXdz[A-Za-z0-9+/=]{40,}|ABSK[A-Za-z0-9+/]{80,}={0,2}',
    String.raw`AIza[\w-]{30,}|GOCSPX-[\w-]{20,}|ya29\.[\w.-]{20,}|1//0[\w-]{30,}|GOOG1E[A-Z0-9]{40,}`,
    String.raw`[\w~.-]{3}[78]Q~[\w~.-]{31,36}|[A-Za-z0-9]{60,84}(?:AZDO|AAAAA[A-Z]{2})[A-Za-z0-9]{4,}`,
    String.raw`(?<![+/])[A-Za-z0-9+/]{33,80}(?:APIM|ACDb|\+(?:ABa|AMC|ASt|ARm)|AzFu|AzSe|AzCa|AIoT)[A-Za-z0-9+/]{5,10}={0,2}`,
    'LTAI[A-Za-z0-9]{12,30}|AKID[A-Za-z0-9]{13,40}|SCW[A-Z0-9]{17}|YC[A-Za-z0-9_-]{38}|AQVN[A-Za-z0-9_-]{30,}',
    String.raw`do[opr]_v1_[a-f0-9]{40,}|DO00[A-Z0-9]{16}(?![A-Za-z0-9])|v1\.0-[a-f0-9]{20,40}-[a-f0-9]{100,}|HRKU-[\w-]{30,}|dapi[a-f0-9]{32}(?:-\d)?`,
    String.raw`FlyV1 fm\d[\w+/=,-]{40,}|[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}|pul-[a-f0-9]{40}|sbp_[a-f0-9]{40}`,
    String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{30,}|hv[sbr]\.[\w-]{20,}|[sbr]\.[A-Za-z0-9]{24}(?![\w.(])`,
    // Forges and registries.
    String.raw`gl[a-z]{2,5}-[\w.-]{20,}|GR1348941[\w-]{20}|github_pat_\w{40,}|pypi-[\w-]{50,}`,
    String.raw`dckr_[a-z]{3}_[\w-]{20,}|rubygems_[a-f0-9]{40,}|cio[A-Za-z0-9]{32}(?!\w)|oy2[a-z0-9]{43}|CLOJARS_[a-z0-9]{50,}`,
    String.raw`AT(?:ATT|BB|CTT|STT)[\w=-]{20,}|AKC[A-Za-z0-9]{60,}|cmVmdGtuOj[A-Za-z0-9]{40,}|bkua_[a-f0-9]{40}|CCIP(?:AT|RJ)_\w{20,}|sgp_[\w]{40,}`,
    // Services.
    String.raw`xox[a-z]-[\w-]{10,}|xapp-[\w-]{20,}|xoxe\.[\w.-]{20,}`,
    String.raw`[MNO][A-Za-z0-9_-]{22,27}\.[\w-]{6}\.[\w-]{27,45}|\d{8,10}:A[A-Za-z0-9_-]{34}`,
    String.raw`SK[a-f0-9]{32}|(?<!-)SG\.[\w-]{16,80}\.[\w-]{16,}|key-[a-f0-9]{32}|[a-f0-9]{32}-us\d{1,2}|xkeysib-[a-f0-9]{40,}[\w-]*`,
    String.raw`[srp]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,}|sq0[a-z]{3}-[\w-]{20,}|shp[a-z]{2}_[A-Fa-f0-9]{32,}`,
    String.raw`sk-ant-[\w-]{20,}|sk-(?:proj|svcacct|admin|or-v1|lf|None)-[\w-]{30,}|sk-[A-Za-z0-9]{20,}|sk_[a-f0-9]{40,}`,
    String.raw`hf_[A-Za-z0-9]{30,}|lin_[a-z]{2,8}_\w{30,}|e2b_[a-f0-9]{40}|lsv2_[a-z]{2}_[a-f0-9]{30,40}_[a-f0-9]+|secret_[A-Za-z0-9]{40,}|figd_[\w-]{20,}|pat[A-Za-z0-9]{14}\.[a-f0-9]{60,}`,
    String.raw`PMAK-[a-f0-9]{24}-[a-f0-9]{34}|sntry[a-z]_[\w=+/.-]{40,}|NR(?:AK|AA|II|JS|RA)-[A-Za-z0-9-]{19,}|[a-f0-9]{36}NRAL`,
    String.raw`dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{60,}|hcaik_[a-z0-9_]{50,}|(?:sdk|api|mob)-[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[a-f0-9]{4}-[a-f0-9]{12}`,
    String.raw`[sp]k\.eyJ[\w-]{20,400}\.[\w-]{16,}|CFPAT-[\w-]{40,}|pat-[a-z]{2}\d-[a-f0-9-]{36}|00D[A-Za-z0-9]{12,15}![\w.]{60,}|EAA[A-Za-z0-9]{60,}`,
    String.raw`AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{50,}|sl\.[\w-]{100,}|fio-u-[\w=-]{60,}|tskey-[\w-]{20,}|ops_eyJ[\w-]{50,}={0,2}`,
    String.raw`EZ[AT]K[a-f0-9]{40,}[A-Za-z0-9]*|FLWSECK[\w-]{20,}|pscale_[a-z]+_[\w.-]{30,}|[12]/\d{10,}:[a-f0-9]{32}|nvapi-[\w-]{40,}`,
    // Keys on one line, and hashes of passwords.
    'AGE-(?:SECRET-KEY|PLUGIN-[A-Z0-9]{1,20})-1[A-Z0-9]{40,}|xprv[A-Za-z0-9]{90,}|edsk[A-Za-z0-9]{50,}',
    String.raw`(?<![\w-])eyJ[\w-]{8,}={0,2}\.[\w-]{8,}={0,2}(?:\.[\w-]{8,}){0,3}`,
    'MII[EJC][A-Za-z0-9+/]{2}IBA[AD][A-Za-z0-9+/=]{40,}|MC4CAQAwBQYDK2Vw[A-Za-z0-9+/=]{20,}|M[EI][A-Za-z0-9+/]{1,3}AgEAM[A-Za-z0-9+/=]{60,}|MHcCAQEEI[A-Za-z0-9+/=]{60,}',
    'b3BlbnNzaC1rZXktdjE[A-Za-z0-9+/=]{40,}|LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,24}(?:UFJJVkFURS|BSSVZBVEUg|QUklWQVRF)[A-Za-z0-9+/=]{20,}',
  ].join('|')})`,
  'gd',
);

/** Hashes of passwords. Their form has signs that code has as well, and starts as no code does. */
export const hashes =
  /(?:\$(?:apr1|[1567]|y|gy|2[abxy]|argon2(?:id|i|d)|scrypt|pbkdf2[\w-]{0,12})\$|\bpbkdf2_sha\d{1,3}\$)[\w$./+=,-]{20,400}|(?<=\{S?SHA\d{0,3}\})[A-Za-z0-9+/]{20,120}={0,2}/dg;

/** A service's prefix in small letters, then random letters of all kinds: `hf_…`, `lin_api_…`, `tvly-dev-…`. */
const prefixed =
  /(?<![A-Za-z0-9_/-])(?!sha\d|md5|diff-)[a-z][a-z0-9]{0,15}(?:[_-][a-z0-9]{1,8}){0,3}[_-](?=(?:[a-z0-9]{0,60}[A-Z]){3})(?=[A-Za-z0-9]{0,80}\d)[A-Za-z0-9]{24,200}(?![A-Za-z0-9])/dg;

/** Addresses that are all one needs to write into a channel. */
const webhooks =
  /(?:hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks|\.feishu\.cn\/open-apis\/bot\/v2\/hook|\.larksuite\.com\/open-apis\/bot\/v2\/hook|hook\.[\w.]{1,20}make\.com|maker\.ifttt\.com\/(?:trigger|use)\/[\w/-]{1,60}\/key|:\/\/[\w.:-]{1,80}\/hooks(?=\/[a-z0-9]{26}(?![\w-]))|[\w.-]{1,60}webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks\/catch|api\.telegram\.org\/bot|outlook\.office\.com\/webhook)\/?([\w@/:.-]{10,300})/dg;

const authorization =
  /\b(?:Bearer|Basic|Authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:token|ApiKey|Key|Token|AccessKey|Bot|SSWS|GoogleLogin auth=)?)\s{1,3}([A-Za-z0-9+/._~:-]{12,4000}=*)/dg;

/** A public id, and beside it on the line the secret that belongs to it: an account's, or an access key's. */
const besideId =
  /\b(?:AC[a-f0-9]{32}|(?:AKIA|ASIA|LTAI)[A-Z0-9]{12,20})\b[^\n]{0,60}?[\s"'`:,=]([a-f0-9]{32}|[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/dg;

const cookies = /\b(?:Set-)?Cookie["']?:[^\n]{0,2000}/gi;
const crumb = /[\w.-]{1,60}=([\w.%+/=:~*!-]{16,2000})/dg;

/** Tokens that are known by their own form. */
export function tokenSpans(text: string): Span[] {
  const random = (span: Span) => {
    const value = text.slice(span.start, span.end);
    return (isRandom(value) || /^[A-Z0-9]{16,}$/.test(value)) && !isPlaceholder(value);
  };
  return [
    ...[
      ...spansOf(text, known),
      ...spansOf(text, prefixed),
      ...spansOf(text, webhooks, 1),
      ...spansOf(text, authorization, 1),
    ].filter(random),
    ...spansOf(text, besideId, 1),
    ...[...text.matchAll(cookies)].flatMap(({ index, 0: line }) =>
      spansOf(line, crumb, 1)
        .map(({ start, end }) => ({ start: start + index, end: end + index }))
        .filter(random),
    ),
  ];
}
