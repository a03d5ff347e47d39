import { closeStatement, message, textAt, type WireMessage } from './messages.ts';

/**
 * The prepared statements of one session. On the shared backend their names carry the session's number, so that
 * two sessions may use the same name; the unnamed statement is kept here, because another session's would
 * overwrite it between this session's Parse and a later Bind.
 */
export class PreparedStatements {
  readonly #prefix: string;
  /** name as the client says it → the renamed Parse message */
  readonly #named = new Map<string, Buffer>();
  #unnamed: Buffer | null = null;

  constructor(sessionId: number) {
    this.#prefix = `s${sessionId}_`;
  }

  /** The same message under this session's private names. */
  rename(incoming: WireMessage): Buffer {
    const { type, bytes } = incoming;
    if (type === 'P') return this.#renameParse(bytes);
    if (type === 'B') return this.#renameBind(bytes);
    const isStatement = bytes[5] === 'S'.charCodeAt(0);
    if ((type === 'D' || type === 'C') && isStatement) return this.#renameReference(type, bytes);
    return bytes;
  }

  /** The Parse to run again before a batch that uses the unnamed statement of an earlier batch, if it does. */
  missingUnnamed(batch: readonly WireMessage[]): Buffer | null {
    for (const { type, bytes } of batch) {
      if (type === 'P' && textAt(bytes, 5).text === '') return null;
      if (type === 'B' && textAt(bytes, textAt(bytes, 5).next).text === '') return this.#unnamed;
      if (type === 'D' && bytes[5] === 'S'.charCodeAt(0) && textAt(bytes, 6).text === '')
        return this.#unnamed;
    }
    return null;
  }

  /** Everything named, to be parsed again on a new engine. */
  parses(): Buffer[] {
    return [...this.#named.values()];
  }

  /** Closes everything named and forgets it. */
  takeCloses(): Buffer[] {
    const closes = [...this.#named.keys()].map((name) => closeStatement(this.#prefix + name));
    this.#named.clear();
    this.#unnamed = null;
    return closes;
  }

  #renameParse(bytes: Buffer): Buffer {
    const { text: name, next } = textAt(bytes, 5);
    if (name === '') {
      this.#unnamed = Buffer.from(bytes);
      return bytes;
    }
    const renamed = message('P', this.#prefix + name, bytes.subarray(next));
    this.#named.set(name, renamed);
    return renamed;
  }

  #renameBind(bytes: Buffer): Buffer {
    const portal = textAt(bytes, 5);
    const statement = textAt(bytes, portal.next);
    if (statement.text === '') return bytes;
    return message('B', portal.text, this.#prefix + statement.text, bytes.subarray(statement.next));
  }

  #renameReference(type: 'D' | 'C', bytes: Buffer): Buffer {
    const { text: name } = textAt(bytes, 6);
    if (name === '') return bytes;
    if (type === 'C') this.#named.delete(name);
    return message(type, `S${this.#prefix}${name}`);
  }
}
