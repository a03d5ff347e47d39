import { hash, verify } from '@node-rs/argon2';
import { StockulaError } from '../../domain/errors.ts';
import { randomSecret } from './secrets.ts';

/** As OWASP recommends for argon2id, which is the algorithm by default: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const passwordLength = { least: 12, most: 256 };

/** Each takes 19 MiB and a thread of the few there are: more of them at once would hold up everything else. */
const mostAtOnce = 2;
let underWay = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (underWay >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else underWay += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

let nobodys: Promise<string> | null = null;

/** Takes as long where there is no such user: how long an answer takes must not tell who exists. */
export async function isPasswordOf(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(randomSecret());
  const held = passwordHash ?? (await nobodys);
  return (await inTurn(() => verify(held, password))) && passwordHash !== null;
}

/** Without letters that look like others. 20 of 55 make 115 bits. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** A password for somebody who is to change it, in groups of five. */
export function generatePassword(): string {
  const limit = 256 - (256 % letters.length);
  const chosen: string[] = [];
  while (chosen.length < 20) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // The few values above the last whole multiple would make some letters likelier.
    if (byte < limit) chosen.push(letters[byte % letters.length] ?? '');
  }
  return (chosen.join('').match(/.{5}/g) ?? []).join('-');
}

/** @throws StockulaError USAGE for one that is guessed first */
export function checkPassword(password: string, user: string): void {
  const { least, most } = passwordLength;
  const fault = faultOf(password, user);
  if (fault === null) return;
  throw new StockulaError('USAGE', {
    expected: `a password of ${least} to ${most} characters, without the name of the user, of at least 5 different characters`,
    got: fault,
    remedy: 'Several words that do not belong together make a good one.',
  });
}

function faultOf(password: string, user: string): string | null {
  const { least, most } = passwordLength;
  if (password.length < least) return `one of ${password.length} characters`;
  if (password.length > most) return 'one that is longer';
  if (password.toLowerCase().includes(user)) return 'one with the name of the user in it';
  return new Set(password).size < 5 ? 'one of few different characters' : null;
}
