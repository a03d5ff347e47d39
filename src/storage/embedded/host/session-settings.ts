import { messageOf } from '../../../domain/errors.ts';
import type { Backend } from './backend.ts';
import { EngineStopped } from './engine-process.ts';

interface Setting {
  readonly name: string;
  readonly value: string;
}

/**
 * The settings a session has made, so that they can be made again when it gets the shared backend back. Names come
 * from the text of its statements; values are read back from the backend after the transaction, so that a rollback
 * or a function's doing counts too.
 */
export class SessionSettings {
  readonly #backend: Backend;
  readonly #log: (text: string) => void;
  readonly #names = new Set<string>();
  #values: readonly Setting[] = [];
  #changed = false;

  constructor(backend: Backend, log: (text: string) => void) {
    this.#backend = backend;
    this.#log = log;
  }

  /** What the startup packet asked for; made with the first lease. */
  startWith(settings: readonly Setting[]): void {
    this.#values = settings;
    for (const { name } of settings) this.#names.add(name);
  }

  /** A statement of the session may have changed these. */
  note(names: readonly string[]): void {
    for (const name of names) this.#names.add(name.toLowerCase());
    this.#changed ||= names.length > 0;
  }

  forget(): void {
    this.#names.clear();
    this.#values = [];
  }

  /** Reads back what the transaction changed. Only between transactions. */
  async collect(): Promise<void> {
    if (!this.#changed) return;
    this.#changed = false;
    const names = [...this.#names].map(quoted).join(', ');
    const rows = await this.#backend.ask(
      `SELECT name || '=' || current_setting(name, true) FROM unnest(ARRAY[${names}]::text[]) AS name WHERE current_setting(name, true) IS NOT NULL`,
    );
    this.#values = rows.map((row) => {
      const equals = row.indexOf('=');
      return { name: row.slice(0, equals), value: row.slice(equals + 1) };
    });
  }

  /** Makes the session's settings on a backend that has just been reset. */
  async restore(): Promise<void> {
    if (this.#values.length === 0) return;
    if ((await this.#refusal(this.#values)) === null) return;
    const accepted: Setting[] = [];
    for (const setting of this.#values) {
      const refusal = await this.#refusal([setting]);
      if (refusal === null) accepted.push(setting);
      else this.#log(`setting ${setting.name} left out: ${refusal}`);
    }
    this.#values = accepted;
  }

  async #refusal(settings: readonly Setting[]): Promise<string | null> {
    const calls = settings.map(({ name, value }) => `set_config(${quoted(name)}, ${quoted(value)}, false)`);
    try {
      await this.#backend.ask(`SELECT ${calls.join(', ')}`);
      return null;
    } catch (error) {
      if (error instanceof EngineStopped) throw error;
      return messageOf(error);
    }
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
