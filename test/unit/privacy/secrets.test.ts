import assert from 'node:assert/strict';
import { redact, removedSecret } from '../../../src/privacy/secrets.js';

/** Letters that look random, the same in each run; none was ever a secret. */
function letters(
  length: number,
  alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
): string {
  let seed = 11;
  let text = '';
  while (text.length < length) {
    seed = (seed * 16807) % 2147483647;
    text += alphabet[seed % alphabet.length];
  }
  return text;
}
const hex = (length: number) => letters(length, '0123456789abcdef');
const base64 = (length: number) =>
  letters(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

const passwords = ['Tr0ub4dor&3', 'qwerty123', 'Summer2024!'];
const announced: readonly ((secret: string) => string)[] = [
  (x) => `DB_PASSWORD=${x}`,
  (x) => `  password: ${x}`,
  (x) => `$config['password'] = '${x}';`,
  (x) => `<Password>${x}</Password>`,
  (x) => `:password => "${x}",`,
  (x) => `{\\"passwd\\": \\"${x}\\"}`,
  (x) => `psql --password ${x} -h db`,
  (x) => `mysqldump -uroot -p${x} shop`,
  (x) => `redis-cli -h cache -a ${x} ping`,
  (x) => `curl -u admin:${x} https://host.example.org`,
  (x) => `Server=db;Uid=sa;Password=${x};Encrypt=True`,
  (x) => `CREATE USER app WITH PASSWORD '${x}';`,
  (x) => `machine host\n  login me\n  password ${x}`,
  (x) => `amqp://app:${x}@queue/shop`,
  (x) => `getenv("DB_PASSWORD", "${x}")`,
  (x) => `password: |\n  ${x}`,
];
const tokens = [
  `hf_${letters(34)}`,
  `dop_v1_${hex(64)}`,
  `glpat-${letters(20)}`,
  `npm_${letters(36)}`,
  `dckr_pat_${letters(27)}`,
  `lin_api_${letters(40)}`,
  `AGE-SECRET-KEY-1${letters(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')}`,
  `hvs.${letters(90)}`,
  `123456789:AA${letters(33)}`,
  `$2y$10$${letters(53)}`,
];

const harmless = [
  'self.token = self.config2.key_name',
  'secret = hashlib.sha256',
  'api_key = os.environ["API_KEY"]',
  'password: <your-password>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a hole of a shell's template.
  'postgres://app:${DB_PASSWORD}@db/shop',
  'if (password == "letmein") {',
  'max_tokens=tokenizer.model_max_len2',
  `"integrity": "sha512-${base64(86)}==",`,
  `commit ${hex(40)}`,
  'docker run -p 8080:80 image',
  'password: str',
  '"password": "Mot de passe",',
  'https://user:password@example.org/path',
  'test_sk_proj_rename_all_the_variables',
  'token := scanner.Next()',
  'print("token: " + token)',
];

describe('Secrets', () => {
  it('are taken out where a name, a command or an address announces them', async () => {
    for (const password of passwords) {
      for (const line of announced) {
        const text = await redact(line(password));
        assert.ok(!text.includes(password) && text.includes(removedSecret), text);
      }
    }
  });

  it('are taken out by their own form', async () => {
    for (const token of tokens) assert.equal(await redact(`use ${token} here`), `use ${removedSecret} here`);
  });

  it('leave everything else as it is, also in a patch', async () => {
    for (const line of harmless) {
      assert.equal(await redact(line), line);
      assert.equal(await redact(`+++ b/app.py\n+${line}`), `+++ b/app.py\n+${line}`);
    }
  });

  for (const [where, written] of Object.entries<(lines: readonly string[]) => string>({
    'a file': (lines) => lines.join('\n'),
    'a patch': (lines) => lines.map((line) => `+  ${line}`).join('\n'),
    'a string': (lines) => `"${lines.join('\\n')}"`,
    'a comment': (lines) => lines.map((line) => `# ${line}`).join('\n'),
  })) {
    it(`are the lines of a private key in ${where}, also of one that is cut off`, async () => {
      const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
      const end = ['-----END', 'PRIVATE KEY-----'].join(' ');
      const key = [base64(64), base64(63).concat('A'), `${base64(30)}==`];
      for (const lines of [
        [begin, ...key, end],
        [begin, ...key],
        [...key, end],
      ]) {
        const text = await redact(`${written(lines)}\nx = 1\n`);
        for (const line of key) assert.ok(!text.includes(line), text);
        assert.ok(text.endsWith('\nx = 1\n'), text);
      }
    });
  }

  it('are no code between the marks of a key', async () => {
    const code = `# ${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\nif user == "root":\n    return True\n`;
    assert.equal(await redact(code), code);
  });

  it('take time that grows with the text', async function () {
    this.timeout(60_000);
    for (const token of ['password=', '?token=', 'eyJ-', '-----BEGIN PRIVATE KEY-----\n', 'https://a:']) {
      const start = process.cpuUsage();
      await redact(token.repeat(Math.ceil(500_000 / token.length)));
      assert.ok(process.cpuUsage(start).user < 5_000_000, token);
    }
  });
});
