import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

// The detached signature, a text file that openssl can use as it is: the PEM block is the public key, and the
// signature is the Base64 in the line that begins with "Signature: ". docs/migration-report.md describes it.

/** A signature as it lies beside what it signs. */
export interface DetachedSignature {
  readonly publicKey: KeyObject;
  readonly signature: Buffer;
}

const title = 'Stockula migration report: detached signature, format 1';
const form = new RegExp(
  `^${title}\\nAlgorithm: Ed25519\\nSignature: ([A-Za-z0-9+/]{86}==)\\n(-----BEGIN PUBLIC KEY-----\\n[A-Za-z0-9+/=\\n]+\\n-----END PUBLIC KEY-----\\n)$`,
);

/** Signs exactly these bytes with Ed25519 (RFC 8032). @returns the text of the signature file */
export function signatureText(bytes: Uint8Array, key: KeyObject): string {
  const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  const signature = sign(null, bytes, key).toString('base64');
  return `${title}\nAlgorithm: Ed25519\nSignature: ${signature}\n${publicPem}`;
}

/** Null if the text is no signature file. */
export function parseSignature(text: string): DetachedSignature | null {
  // Mail and some editors turn line ends around; what is signed is another file.
  const [, signature, pem] = form.exec(text.replaceAll('\r\n', '\n')) ?? [];
  if (signature === undefined || pem === undefined) return null;
  const publicKey = publicKeyOf(pem);
  return publicKey && { publicKey, signature: Buffer.from(signature, 'base64') };
}

function publicKeyOf(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    // Whoever wrote it, it is no key: the caller says that the signature cannot be read.
    return null;
  }
}

export function isSignatureOf({ publicKey, signature }: DetachedSignature, bytes: Uint8Array): boolean {
  return verify(null, bytes, publicKey, signature);
}

/** SHA-256 of the public key in DER, hex: what people compare keys by. */
export function keyFingerprint(publicKey: KeyObject): string {
  return sha256Hex(publicKey.export({ type: 'spki', format: 'der' }));
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
