import { type Span, spansOf } from '../core/span.js';
import { isPlaceholder, isRandom } from './values.js';

/** Whoever logs in by an address: `scheme://user:password@host`, or a token in the user's place. */
const userInfo =
  /\b[a-z][a-z0-9+.-]{1,30}:\/\/(?<user>[^\s/?#"'`<>@:]{0,200})(?::(?<password>[^\s"'`<>/]{1,200}))?@(?=[\w[{$%<-])/dgi;

/** Parameters of an address that open what it points to. A name like `code` is too common. */
const parameter =
  /[?&;](?:[\w.-]{0,40}(?:token|secret|signature|passw(?:or)?d|credential|auth|api_?key|access_?key)|sig|key|pwd|pass|sid|jwt|hmac)=([^\s&"'`<>#;\\?=|(){}]{4,4000}={0,2})/dgi;

/** Secrets in addresses. */
export function addressSpans(text: string): Span[] {
  const secret = (span: Span) => !isPlaceholder(decoded(text.slice(span.start, span.end)));
  const users = [...text.matchAll(userInfo)].flatMap(({ groups, indices }) => {
    const { user = '', password } = groups as { user?: string; password?: string };
    const span = (name: string): Span => {
      const [start, end] = indices?.groups?.[name] ?? [0, 0];
      return { start, end };
    };
    const isToken = user.length >= 20 && isRandom(user);
    return [
      ...(isToken ? [span('user')] : []),
      ...(password && secret(span('password')) ? [span('password')] : []),
    ];
  });
  const parameters = spansOf(text, parameter, 1).filter((span) => {
    const value = decoded(text.slice(span.start, span.end));
    return (
      secret(span) && (isRandom(value) || /passw|pwd|pass=/i.test(text.slice(span.start - 12, span.start)))
    );
  });
  return [...users, ...parameters];
}

function decoded(value: string): string {
  return value.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
