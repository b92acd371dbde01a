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
const inFiles: readonly (readonly [file: string, written: (secret: string) => string, secret: string])[] = [
  ['key.json', (x) => `"private_key_id": "${x}",`, hex(40)],
  ['.env', (x) => `SMTP_PASS="${x}"`, 'purple lamp seven hills'],
  ['app.py', (x) => `passphrase = '${x}'`, 'purple lamp seven hills'],
  ['app.json', (x) => `{"user": "me", "password": "${x}"}`, 'purple lamp'],
  ['mail.conf', (x) => `passwd=${x}`, 'Lente2023'],
  ['notes.txt', (x) => `[mail]\npasswd=${x}`, 'Lente2023'],
  ['app.properties', (x) => `db.password = ${x}`, 'pimpernel'],
  ['notes.txt', (x) => `app.datasource.password=${x}`, 'pimpernelXQ'],
  ['secret.yml', (x) => `kind: Secret\nmetadata:\n  name: a\ndata:\n  user: ${x}`, base64(24)],
  ['secret.yml', (x) => `data:\n  user: ${x}\nkind: Secret`, base64(24)],
  ['notes.txt', (x) => `data:\n  password: ${x}`, `${base64(19)}=`],
  ['secret.yml', (x) => `kind: "Secret"\nstringData:\n  dial: '${x}'`, 'pimpernel'],
  ['secret.yml', (x) => `kind: Secret\nstringData:\n  a.yml: |\n    host: b\n    dial: ${x}`, 'pimpernel'],
  ['main.tf', (x) => `variable "db_password" {\n  type    = string\n  default = "${x}"\n}`, 'pimpernel'],
  ['hosts', (x) => `web ansible_host=10.0.0.1 ansible_ssh_pass=${x} ansible_port=22`, 'Lente23x'],
  ['run.py', (x) => `run(["sshpass", "-p", "${x}", "ssh", host])`, 'pimpernel7'],
  ['run.py', (x) => `run(["curl", "-u", "me:${x}", url])`, 'pimpernel7'],
  ['run.py', (x) => `server.login("me@example.org", "${x}")`, 'pimpernel7'],
  ['run.py', (x) => `requests.get(url, auth=("me", "${x}"))`, 'pimpernel7'],
  ['Run.java', (x) => `DriverManager.getConnection("jdbc:mysql://db/shop", "root", "${x}");`, 'pimpernel7'],
  ['run.go', (x) => `sql.Open("mysql", "root:${x}@tcp(db:3306)/shop")`, 'pimpernel7'],
  ['run.ps1', (x) => `ConvertTo-SecureString -String "${x}" -AsPlainText`, 'pimpernel7'],
  ['run.sh', (x) => `ssh-keygen -t ed25519 -N "${x}" -f key`, 'purple lamp'],
  ['run.sh', (x) => `keytool -genkey -storepass ${x}`, 'pimpernel7'],
  ['wp-settings.php', (x) => `define('NONCE_SALT', '${x}');`, `x7Q${letters(70, 'aB3$ ;!?|%,.-+*#')}`],
  ['x.md', (x) => `https://ptb.discord.com/api/v10/webhooks/123456789012345678/${x}`, letters(68)],
  ['x.md', (x) => `https://chat.example.org/hooks/${x}`, letters(26, 'abcdefghijk123456789')],
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
  '"password": "forgot your password?"',
  "password: 'mot de passe'",
  'password = get_password()',
  'PASSWORD_MIN_LENGTH = 8',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a hole of a workflow's template.
  'token: ${{ secrets.TOKEN }}',
  'API_KEY=<your-api-key>',
  'client.login("user", "password")',
  'const o = {password:null,run:f(x1)}',
  '<Password>{value1}</Password>',
  'sshpass -p "$PASS" ssh host',
  `"resolved": "https://registry.npmjs.org/a/-/a-4.17.21.tgz#${hex(40)}"`,
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

  it('are taken out of files and calls that hold them in their own way', async () => {
    for (const [file, written, secret] of inFiles) {
      const lines = written(secret).split('\n');
      const patch = `+++ b/${file}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`;
      const text = await redact(patch);
      assert.ok(!text.includes(secret) && text.includes(removedSecret), text);
    }
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
    for (const token of [
      'password=',
      '?token=',
      'eyJ-',
      '-----BEGIN PRIVATE KEY-----\n',
      'https://a:',
      'kind: Secret\ndata:\n a: b ',
      '.login("a", ',
      'variable "token" {\n',
      'PASSWORD=a;',
    ]) {
      const start = process.cpuUsage();
      await redact(token.repeat(Math.ceil(500_000 / token.length)));
      assert.ok(process.cpuUsage(start).user < 5_000_000, token);
    }
  });
});
