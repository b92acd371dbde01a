import assert from 'node:assert/strict';
import { decodeMails } from '../../../src/core/mail.js';
import { MalformedPatch } from '../../../src/core/patch.js';

const from = 'From 1234 Mon Sep 17 00:00:00 2001';
const diff = 'diff --git a/a.py b/a.py\n--- /dev/null\n+++ b/a.py\n@@ -0,0 +1 @@\n+x = 1\n';
const base64 = Buffer.from(`Text\n\n${diff}`).toString('base64');

function mail(header: string, body: string): string {
  return `Subject: x\n${header}\n\n${body}\n`;
}

describe('decodeMails', () => {
  it('finds each mail and part that git finds', () => {
    const encoded = mail('Content-Transfer-Encoding: base64', base64);
    const texts = {
      'behind blank lines': `\n\n${from}\n${encoded}`,
      'right behind another mail': `${from}\n${mail('To: a', 'Text')}${from} +0000\n${encoded}`,
      'with another word for the encoding': mail('Content-Transfer-Encoding: x-base64;', base64),
      'in a part whose border has more behind it': mail(
        'Content-Type: multipart/mixed; boundary=b',
        `--b and more\nContent-Transfer-Encoding: base64\n\n${base64}\n--b--`,
      ),
      'in pieces with padding': mail(
        'Content-Transfer-Encoding: base64',
        `${Buffer.from('Text\n\n').toString('base64')}\n${Buffer.from(`${diff}`).toString('base64')}`,
      ),
      'behind a zero byte': mail(
        'Content-Transfer-Encoding: base64',
        Buffer.from(`\0\n\n${diff}`).toString('base64'),
      ),
    };
    for (const [name, text] of Object.entries(texts)) assert.ok(decodeMails(text).includes(diff), name);
  });

  it('hands on the bytes of a patch, whatever the mail calls their character set', () => {
    for (const charset of ['utf-16le', 'iso-2022-jp', 'hz-gb-2312']) {
      const header = `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: quoted-printable`;
      assert.ok(decodeMails(mail(header, diff)).includes(diff), charset);
    }
  });

  it('refuses a diff that only some readers find', () => {
    const soft = '--- /dev/null\t=\n+++ b/a.py\t=\n@@ -0,0 +1 @@=\n+x = 1\n';
    const texts = {
      'in a part that is no Base64': mail('Content-Transfer-Encoding: base64', diff),
      'behind soft line breaks': mail('Content-Transfer-Encoding: quoted-printable', `Text=\n${soft}`),
      'in flowed lines': mail('Content-Type: text/plain; format=flowed', diff.replaceAll(/^/gm, ' ')),
    };
    for (const [name, text] of Object.entries(texts)) {
      assert.throws(() => decodeMails(text), MalformedPatch, name);
    }
  });
});
