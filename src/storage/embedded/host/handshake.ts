import { type MessageReader, ProtocolViolation, type StartupPacket } from '../wire/message-reader.ts';
import { askForPassword, errorResponse, textAt } from '../wire/messages.ts';
import { parseStartup, type StartupParameters } from './startup.ts';

const longestPassword = 1_000;

export type HandshakeOutcome =
  | { readonly kind: 'welcome'; readonly parameters: StartupParameters }
  | { readonly kind: 'refused'; readonly reply: Buffer }
  | { readonly kind: 'gone' };

/**
 * Everything up to the point where a client may be let in.
 * @param password expected from the client; null where the socket's own permissions decide
 * @throws ProtocolViolation if the client does not speak version 3 of the protocol
 */
export async function shakeHands(
  { code, body }: StartupPacket,
  reader: MessageReader,
  write: (bytes: Buffer) => void,
  password: string | null,
): Promise<HandshakeOutcome> {
  // Minor versions above 3.0 are negotiated down by the clients that know them; other majors cannot be served.
  if (code >> 16 !== 3) throw new ProtocolViolation(`protocol ${code >> 16}.${code & 0xffff}`);
  const parameters = parseStartup(body);
  if (password === null) return { kind: 'welcome', parameters };
  write(askForPassword());
  const answer = await reader.next(longestPassword);
  if (!answer) return { kind: 'gone' };
  if (answer.type === 'p' && textAt(answer.bytes, 5).text === password)
    return { kind: 'welcome', parameters };
  const text = 'the password is wrong; it is in the file "password" of the data directory';
  return { kind: 'refused', reply: errorResponse('FATAL', '28P01', text) };
}
