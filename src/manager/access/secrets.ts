import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, as text of 43 characters. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret of 256 random bits: it cannot be guessed, so a fast hash does. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A secret that follows from another one, and from nothing else. */
export const derive = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url');

/** Whether two texts are the same, without telling by the time it takes where they differ. */
export function areSame(one: string, other: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(one).digest(),
    createHash('sha256').update(other).digest(),
  );
}
