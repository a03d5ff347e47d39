import type pg from 'pg';
import { fieldText } from '../field-text.ts';
import type { SeriesSpan } from './bar-notes.ts';

/** Times of a series, both excluded, between which no bar is stored. */
interface Stretch {
  after: number;
  readonly before: number;
}

const keyOf = ({ symbol, interval }: SeriesSpan): string => `${symbol} ${interval}`;

/**
 * Knows where no bars are stored, so that bars can be copied there without being compared. A question to the database
 * tells of a series up to its next stored bar: bars that come in ascending order need one question in all. On a server
 * somebody else can store a bar after it was asked for.
 */
export class FreeStretches {
  readonly #client: pg.PoolClient;
  readonly #stretches = new Map<string, Stretch>();

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  /**
   * Whether no bar is stored in any of these spans, and no two of them overlap.
   * @param spans in the order of their bars
   * @param ask whether it is worth a question; without one, what is not known counts as stored
   */
  async contain(spans: readonly SeriesSpan[], { ask }: { readonly ask: boolean }): Promise<boolean> {
    if (!ascend(spans)) return false;
    const unknown = spans.filter((span) => !this.#contains(span));
    if (unknown.length === 0 || !ask) return unknown.length === 0;
    await this.#ask(unknown);
    return unknown.every((span) => this.#contains(span));
  }

  /** The bars of these spans are stored now. */
  fill(spans: readonly SeriesSpan[]): void {
    for (const span of spans) {
      const stretch = this.#stretches.get(keyOf(span));
      if (stretch) stretch.after = Math.max(stretch.after, span.last);
    }
  }

  /** What was known has turned out to be wrong. */
  forget(): void {
    this.#stretches.clear();
  }

  #contains(span: SeriesSpan): boolean {
    const stretch = this.#stretches.get(keyOf(span));
    return stretch !== undefined && span.first > stretch.after && span.last < stretch.before;
  }

  async #ask(spans: readonly SeriesSpan[]): Promise<void> {
    const starts = new Map<string, SeriesSpan>();
    for (const span of spans) {
      const known = starts.get(keyOf(span));
      if (!known || span.first < known.first) starts.set(keyOf(span), span);
    }
    const asked = [...starts.values()];
    const { rows } = await this.#client.query<{ next: number | null }>(
      `SELECT (SELECT (extract(epoch FROM bar.ts) * 1000000)::float8 FROM ts_price_history AS bar
         WHERE bar.symbol = span.symbol AND bar.interval = span.interval AND bar.ts >= span.first
         ORDER BY bar.ts LIMIT 1) AS next
       FROM unnest($1::text[], $2::text[], $3::timestamptz[]) WITH ORDINALITY AS span (symbol, interval, first, place)
       ORDER BY place`,
      [
        asked.map(({ symbol }) => symbol),
        asked.map(({ interval }) => interval),
        asked.map(({ first }) => fieldText('timestamptz', first)),
      ],
    );
    asked.forEach((span, at) => {
      const before = rows[at]?.next ?? Number.POSITIVE_INFINITY;
      this.#stretches.set(keyOf(span), { after: span.first - 1, before });
    });
  }
}

/** Whether of spans of one series each begins after the one before has ended. */
function ascend(spans: readonly SeriesSpan[]): boolean {
  const lasts = new Map<string, number>();
  for (const span of spans) {
    if (span.first <= (lasts.get(keyOf(span)) ?? Number.NEGATIVE_INFINITY)) return false;
    lasts.set(keyOf(span), span.last);
  }
  return true;
}
