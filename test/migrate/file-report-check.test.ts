import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CheckResult, checkReport } from '../../src/migrate/file-report/check.ts';
import { readPublicKey, readSigningKey } from '../../src/migrate/file-report/key-file.ts';
import { type WrittenReport, writeReport } from '../../src/migrate/file-report/write-files.ts';
import { freshFolder } from '../support/embedded.ts';
import { sampleFile } from './file-report-sample.ts';

const folder = freshFolder('keys');
const at = (name: string): string => join(folder, name);

/** Both halves of a new key, as files. */
function keyPair(name: string): { secret: string; public: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(at(`${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(at(`${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }));
  return { secret: at(`${name}.pem`), public: at(`${name}.pub`) };
}

const own = keyPair('own');
const other = keyPair('other');

let written: WrittenReport;
beforeEach(() => {
  written = writeReport(sampleFile, freshFolder('report'), readSigningKey(own.secret));
});

function check(key: string | null = null, stockula = sampleFile.versions.stockula): CheckResult {
  return checkReport({ file: written.json, key: key === null ? null : readPublicKey(key), stockula });
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

/** What speaks against a report. */
const bad = ({ findings }: CheckResult): string[] =>
  findings.filter(({ verdict }) => verdict === 'bad').map(({ about }) => about);

describe('a report that is checked', () => {
  it('is good as it was written, by its page or by the key', () => {
    expect(check(own.public)).toMatchObject({ ok: true, sha256: written.sha256 });
    for (const file of [written.html, dirname(written.json)])
      expect(checkReport({ file, key: null, stockula: '1.0.0' })).toMatchObject({
        ok: true,
        file: written.json,
      });
    rmSync(written.html);
    expect(check()).toMatchObject({ ok: true, signed_with: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is refuted by a single edited character of the data', () => {
    edit(written.json, '"written": 249', '"written": 250');
    expect(bad(check())).toEqual(['signature', 'page']);
    rmSync(written.html);
    expect(check().ok).toBe(false);
  });

  it('is refuted by the page where it is not signed', () => {
    rmSync(`${written.json}.sig`);
    expect(check()).toMatchObject({ ok: true, signed_with: null });
    edit(written.json, '"written": 249', '"written": 250');
    expect(bad(check())).toEqual(['page']);
  });

  it('is refuted by a page that says other things under the same hash', () => {
    edit(written.html, '✓ Verified', '✓ Verified twice');
    expect(bad(check())).toEqual(['page']);
    // Another version may lay its pages out in another way.
    expect(check(null, '2.0.0').ok).toBe(true);
  });

  it('is refuted by the page of another report', () => {
    const second = writeReport({ ...sampleFile, status: 'mismatched' }, freshFolder('report'), null);
    writeFileSync(written.html, readFileSync(second.html));
    expect(bad(check())).toEqual(['page']);
  });

  it('is refuted by the signature of another key, of nobody, or by none, if a key is asked for', () => {
    expect(bad(check(other.public))).toEqual(['signature']);
    edit(`${written.json}.sig`, 'Algorithm: Ed25519', 'Algorithm: none');
    expect(bad(check())).toEqual(['signature']);
    rmSync(`${written.json}.sig`);
    expect(bad(check(own.public))).toEqual(['signature']);
  });

  it.each(['signature', 'page'] as const)('cannot be judged where its %s cannot be read', (part) => {
    const path = part === 'page' ? written.html : `${written.json}.sig`;
    rmSync(path);
    mkdirSync(path);
    expect(() => check()).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining(path) }),
    );
    expect(() => check()).toThrow(/a folder in its place/);
  });

  it('is not written where no folder can be, in words for the user', () => {
    expect(() => writeReport(sampleFile, join(written.json, 'below'), null)).toThrow(/--out/);
  });

  it('cannot be judged alone', () => {
    rmSync(written.html);
    rmSync(`${written.json}.sig`);
    expect(bad(check())).toEqual([]);
    expect(check().ok).toBe(false);
  });

  it('is no report if it is something else, and not there if it is not there', () => {
    writeFileSync(written.json, '{"format": "other"}');
    expect(bad(check())).toContain('json');
    writeFileSync(written.json, 'no JSON');
    expect(bad(check())).toContain('json');
    rmSync(written.json);
    for (const file of [written.json, dirname(written.json), join(written.html, 'below')]) {
      const ask = () => checkReport({ file, key: null, stockula: '1.0.0' });
      expect(ask).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
      expect(ask).not.toThrow(/E[A-Z]{4,}:/);
    }
  });

  it('is never overwritten', () => {
    const again = () => writeReport(sampleFile, join(written.json, '..'), null);
    expect(again).toThrow(/folder without a migration report/);
    rmSync(written.json);
    expect(again).toThrow(/folder without a migration report/);
  });
});

describe('a key to sign with', () => {
  const pem = (type: 'rsa' | 'ec' | 'ed448'): string => {
    const { privateKey } =
      type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : type === 'ec'
          ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
          : generateKeyPairSync('ed448');
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  };
  const rsaPkcs1 = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString();
  const encrypted = generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    .toString();

  it.each([
    ['RSA', pem('rsa'), /another kind \(rsa\)/],
    ['elliptic curve', pem('ec'), /another kind \(ec\)/],
    ['Ed448', pem('ed448'), /another kind \(ed448\)/],
    ['PKCS#1', rsaPkcs1, /begins with "RSA PRIVATE KEY"/],
    ['encrypted', encrypted, /begins with "ENCRYPTED PRIVATE KEY"/],
    [
      'public',
      readFileSync(own.public, 'utf8'),
      /a public key, the half that cannot sign, PEM that begins with "PUBLIC KEY"/,
    ],
    ['damaged', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', /cannot be read/],
    ['not PEM', 'hello', /not PEM/],
  ])('is refused if it is %s', (name, text, message) => {
    const path = at(`${name.replace(/\W/g, '')}.key`);
    writeFileSync(path, text, { mode: 0o600 });
    expect(() => readSigningKey(path)).toThrow(message);
    expect(() => readSigningKey(path)).toThrow(/openssl genpkey -algorithm ed25519/);
  });

  it('is refused if it is not there, or the public half is a private one', () => {
    expect(() => readSigningKey(at('none.pem'))).toThrow(/ENOENT/);
    // Its permissions are those of a file for everybody.
    chmodSync(own.public, 0o644);
    expect(() => readSigningKey(own.public)).toThrow(/a public key/);
    expect(() => readSigningKey(own.public)).not.toThrow(/chmod/);
    expect(() => readPublicKey(own.secret)).toThrow(/a private key, PEM that begins with "PRIVATE KEY"/);
  });

  it.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o620])(
    'is refused with permissions %o',
    (mode) => {
      chmodSync(own.secret, mode);
      try {
        expect(() => readSigningKey(own.secret)).toThrow(/only its owner can read.*chmod 600/s);
      } finally {
        chmodSync(own.secret, 0o600);
      }
    },
  );
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)('openssl', () => {
  it('makes the key and verifies the signature, with the key in it or the user’s', () => {
    const key = at('openssl.pem');
    execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key]);
    chmodSync(key, 0o600);
    const publicKey = at('openssl.pub');
    execFileSync('openssl', ['pkey', '-in', key, '-pubout', '-out', publicKey]);
    const { json, signature } = writeReport(sampleFile, freshFolder('report'), readSigningKey(key));
    const base64 = /^Signature: (.*)$/m.exec(readFileSync(`${signature}`, 'utf8'))?.[1] ?? '';
    const raw = at('signature.bin');
    writeFileSync(raw, Buffer.from(base64, 'base64'));
    const verify = (by: string): number | null =>
      spawnSync('openssl', [
        'pkeyutl',
        '-verify',
        '-rawin',
        '-pubin',
        '-inkey',
        by,
        '-in',
        json,
        '-sigfile',
        raw,
      ]).status;
    expect(verify(publicKey)).toBe(0);
    expect(verify(`${signature}`)).toBe(0);
    expect(verify(other.public)).not.toBe(0);
    edit(json, '"written": 249', '"written": 250');
    expect(verify(publicKey)).not.toBe(0);
  });
});
