import { randomUUID } from 'node:crypto';
import type { ChangeSource } from '../../domain/change-source.ts';
import { messageOf } from '../../domain/errors.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { EventStream } from '../event-stream.ts';
import { keyOf, type LiveBar, type Watched } from './watched.ts';

/** Reads the newest bars of a series, the oldest of them first. */
export type ReadNewest = (watched: Watched) => Promise<readonly LiveBar[]>;

export interface LiveHubOptions {
  readonly changes: ChangeSource;
  readonly readNewest: ReadNewest;
  readonly log: Logger;
  /** Changes that come within so long of each other are read once. */
  readonly settleMs?: number;
  /** Events that are kept for those who come back. */
  readonly keptEvents?: number;
}

interface Client {
  readonly stream: EventStream;
  readonly keys: ReadonlySet<string>;
  readonly symbols: ReadonlySet<string>;
}

interface Series {
  readonly watched: Watched;
  /** The bars that were sent last, as text by their time. */
  sent: ReadonlyMap<string, string>;
}

interface Kept {
  readonly id: number;
  readonly key: string;
  readonly bar: LiveBar;
}

/**
 * Bars for all clients of this process. Each change is read once for everybody who watches the series, however many
 * they are, and sent where a bar is new or has other numbers. Ids count up within this process; who comes back with one
 * gets what came since, or the newest bars where that is no longer known.
 */
export class LiveHub {
  readonly #options: Required<LiveHubOptions>;
  readonly #clients = new Set<Client>();
  readonly #series = new Map<string, Series>();
  readonly #kept: Kept[] = [];
  readonly #changed = new Set<string>();
  /** Of this process: ids of another one mean nothing here. */
  readonly #epoch = randomUUID().slice(0, 8);
  #lastId = 0;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #deaf: { readonly reason: string; readonly since: string } | null = null;
  #end: (() => void) | null = null;

  constructor(options: LiveHubOptions) {
    this.#options = { settleMs: 50, keptEvents: 2_000, ...options };
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Sends a client what it watches, until its stream ends. */
  add(stream: EventStream, watched: readonly Watched[]): void {
    const keys = new Set(watched.map(keyOf));
    const client: Client = { stream, keys, symbols: new Set(watched.map(({ symbol }) => symbol)) };
    this.#clients.add(client);
    stream.signal.addEventListener('abort', () => this.#remove(client));
    if (stream.signal.aborted) {
      this.#remove(client);
      return;
    }
    for (const one of watched) {
      const key = keyOf(one);
      if (!this.#series.has(key)) this.#series.set(key, { watched: one, sent: new Map() });
    }
    this.#follow();
    if (this.#deaf !== null) stream.send('degraded', this.#deaf);
    const since = this.#idIn(stream.lastEventId);
    this.#do(async () => {
      if (since === null) await this.#sendNewest(client);
      else
        for (const { id, key, bar } of this.#kept)
          if (id > since && keys.has(key)) this.#send(client, id, bar);
      await this.#read([...keys]);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#end?.();
    for (const { stream } of [...this.#clients]) stream.close();
  }

  #remove(client: Client): void {
    this.#clients.delete(client);
    for (const key of client.keys) {
      if (![...this.#clients].some(({ keys }) => keys.has(key))) this.#series.delete(key);
    }
  }

  #follow(): void {
    this.#end ??= this.#options.changes.follow({
      onChange: (symbols) => this.#note(symbols),
      onDeaf: (reason) => {
        // What the reason says of the server is for its log.
        this.#options.log.warn({ reason }, 'live bars may be late: changes are not heard');
        this.#deaf = { reason: 'changes are not heard', since: new Date().toISOString() };
        for (const { stream } of this.#clients) stream.send('degraded', this.#deaf);
      },
      onHearing: () => {
        if (this.#deaf !== null) for (const { stream } of this.#clients) stream.send('recovered', {});
        this.#deaf = null;
        this.#do(() => this.#read([...this.#series.keys()]));
      },
    });
  }

  #note(symbols: readonly string[]): void {
    const isWatched = new Set([...this.#series.values()].map(({ watched }) => watched.symbol as string));
    for (const symbol of symbols) if (isWatched.has(symbol)) this.#changed.add(symbol);
    if (this.#changed.size === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const changed = new Set(this.#changed);
      this.#changed.clear();
      for (const { stream, symbols: own } of this.#clients) {
        const mine = [...changed].filter((symbol) => own.has(symbol));
        if (mine.length > 0) stream.send('changed', { symbols: mine });
      }
      const keys = [...this.#series].filter(([, { watched }]) => changed.has(watched.symbol));
      this.#do(() => this.#read(keys.map(([key]) => key)));
    }, this.#options.settleMs).unref();
  }

  /** One after the other, so that events are sent in the order of their ids. */
  #do(work: () => Promise<void>): void {
    this.#working = this.#working.then(work).catch((error: unknown) => {
      this.#options.log.warn({ err: error, reason: messageOf(error) }, 'live bars could not be read');
    });
  }

  /** Reads series, and sends what is new of them to all who watch them. */
  async #read(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const series = this.#series.get(key);
      if (series === undefined) continue;
      const bars = await this.#options.readNewest(series.watched);
      // What a series begins with was sent to who began it.
      const isFirst = series.sent.size === 0;
      const isNew = (bar: LiveBar): boolean => series.sent.get(bar.time) !== JSON.stringify(bar);
      if (!isFirst) for (const bar of bars.filter(isNew)) this.#publish(key, bar);
      series.sent = new Map(bars.map((bar) => [bar.time, JSON.stringify(bar)]));
    }
  }

  #publish(key: string, bar: LiveBar): void {
    this.#lastId += 1;
    this.#kept.push({ id: this.#lastId, key, bar });
    if (this.#kept.length > this.#options.keptEvents) this.#kept.shift();
    for (const client of this.#clients) if (client.keys.has(key)) this.#send(client, this.#lastId, bar);
  }

  /** The last bar of each series: what a client begins with. */
  async #sendNewest(client: Client): Promise<void> {
    for (const key of client.keys) {
      const series = this.#series.get(key);
      const bar = series && (await this.#options.readNewest(series.watched)).at(-1);
      if (bar !== undefined) this.#send(client, this.#lastId, bar);
    }
  }

  #send({ stream }: Client, id: number, bar: LiveBar): void {
    stream.send('bar', bar, `${this.#epoch}-${id}`);
  }

  /** The number of an id of this process whose successors are all kept; null for others. */
  #idIn(lastEventId: string | null): number | null {
    const [epoch, number] = lastEventId?.split('-') ?? [];
    const id = Number(number);
    if (epoch !== this.#epoch || !Number.isInteger(id) || id > this.#lastId) return null;
    const oldest = this.#kept[0]?.id ?? this.#lastId + 1;
    return id + 1 >= oldest ? id : null;
  }
}
