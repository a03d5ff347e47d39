import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { messageOf } from '../../domain/errors.ts';
import { changeChannel, readNotice } from './change-notices.ts';

/** What a listener is told. */
export interface ChangeListener {
  /** These tags have changed. */
  readonly onChange: (tags: readonly string[]) => void;
  /** From now on changes may be missed. */
  readonly onDeaf: (reason: string) => void;
  /** From now on none is missed; some may have been before. */
  readonly onHearing: () => void;
}

export interface ChangeFeedOptions {
  /** Between questions whether the connection still delivers. */
  readonly probeEveryMs?: number;
  readonly probeTimeoutMs?: number;
  readonly retryMs?: number;
}

/**
 * Listens for changes over a connection of its own, which must be a session: through a pooler that lends connections
 * for a transaction nothing arrives. Whether something does is asked at the start and again and again; where it does
 * not, or the connection is lost, the listener is told that it is deaf until a new connection delivers.
 */
export class ChangeFeed {
  readonly #connect: () => Promise<pg.Client>;
  readonly #listener: ChangeListener;
  readonly #options: Required<ChangeFeedOptions>;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #heard: ((probe: string) => void) | null = null;
  #isHearing = false;
  #closed = false;
  #attempt: Promise<void>;

  /** @param connect opens a session */
  constructor(connect: () => Promise<pg.Client>, listener: ChangeListener, options: ChangeFeedOptions = {}) {
    this.#connect = connect;
    this.#listener = listener;
    this.#options = { probeEveryMs: 30_000, probeTimeoutMs: 5_000, retryMs: 1_000, ...options };
    this.#attempt = this.#listen();
  }

  /** Resolves once the first attempt to listen has succeeded or failed. */
  get started(): Promise<void> {
    return this.#attempt;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#attempt;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    try {
      const client = await this.#connect();
      this.#client = client;
      client.on('error', (error) => this.#lose(client, error.message));
      client.on('end', () => this.#lose(client, 'the connection ended'));
      client.on('notification', ({ channel, payload }) => {
        if (channel === changeChannel) this.#hear(payload);
      });
      await client.query(`LISTEN ${changeChannel}`);
      await this.#probe(client);
      this.#isHearing = true;
      this.#listener.onHearing();
      this.#probeLater(client);
    } catch (error) {
      this.#lose(this.#client, messageOf(error));
    }
  }

  #hear(payload: string | undefined): void {
    const notice = readNotice(payload);
    if (notice === null) return;
    if (notice.probe !== null) this.#heard?.(notice.probe);
    if (notice.tags.length > 0) this.#listener.onChange(notice.tags);
  }

  /** @throws where a notice of our own does not come back */
  async #probe(client: pg.Client): Promise<void> {
    const probe = randomUUID();
    const { probeTimeoutMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const echo = new Promise<void>((resolve, reject) => {
      this.#heard = (heard) => {
        if (heard === probe) resolve();
      };
      timer = setTimeout(
        () => reject(new Error('notices do not arrive; a session is needed, not a transaction pool')),
        probeTimeoutMs,
      );
    });
    try {
      await Promise.all([
        client.query('SELECT pg_notify($1, $2)', [changeChannel, JSON.stringify({ probe })]),
        echo,
      ]);
    } finally {
      clearTimeout(timer);
      this.#heard = null;
    }
  }

  #probeLater(client: pg.Client): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#probe(client)
        .then(() => this.#probeLater(client))
        .catch((error: unknown) => this.#lose(client, messageOf(error)));
    }, this.#options.probeEveryMs).unref();
  }

  #lose(client: pg.Client | null, reason: string): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = null;
    clearTimeout(this.#timer);
    client?.end().catch(() => undefined);
    if (this.#isHearing) this.#listener.onDeaf(reason);
    this.#isHearing = false;
    this.#timer = setTimeout(() => {
      this.#attempt = this.#listen();
    }, this.#options.retryMs).unref();
  }
}
