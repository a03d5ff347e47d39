import type { Defect } from '../../domain/defect.ts';
import type { LegacyTableName } from '../legacy-sqlite/tables.ts';
import type { LegacyWriter, NewRow } from './legacy-writer.ts';

const dayMs = 86_400_000;

interface Plant {
  readonly defect: Defect;
  readonly count: number;
  readonly table: LegacyTableName;
  /** What is wrong with the row; `day` is a date of its own, so that no two rows collide. */
  readonly spoil: (day: string, index: number) => NewRow;
}

const nothing: NewRow = {
  open_price: null,
  high_price: null,
  low_price: null,
  close_price: null,
  volume: null,
};

const price = (defect: Defect, count: number, spoil: Plant['spoil']): Plant => ({
  defect,
  count,
  table: 'price_history',
  spoil,
});

/** Every kind of dirt met in such databases, with how many rows of it are planted. */
function plantsFor(symbol: string, writer: LegacyWriter): readonly Plant[] {
  // Generation 2 declares the column NOT NULL: there the interval is lost as an empty string.
  const noInterval = writer.generation === 1 ? null : '';
  return [
    price('orphan_symbol', 11, () => ({ symbol: 'SYNORPHAN' })),
    price('missing_prices', 7, () => nothing),
    price('missing_price', 5, () => ({ close_price: null })),
    price('high_below_low', 6, () => ({ high_price: 8, low_price: 12 })),
    price('negative_price', 4, () => ({ low_price: -9 })),
    price('zero_price', 3, () => ({ close_price: 0 })),
    price('negative_volume', 4, () => ({ volume: -5 })),
    price('symbol_case', 5, () => ({ symbol: symbol.toLowerCase() })),
    price('future_date', 3, (_day, index) => ({ date: `2199-01-0${index + 1}` })),
    price('unparseable_date', 1, () => ({ date: '2021-02-30' })),
    price('text_in_number', 4, () => ({ open_price: '1O.5' })),
    price('blob_in_number', 3, () => ({ open_price: Uint8Array.of(0, 1, 255) })),
    price('infinite_number', 4, () => ({ high_price: Number.POSITIVE_INFINITY })),
    price('intraday_without_time', 6, () => ({ interval: '1h' })),
    price('interval_alias', 2, () => ({ interval: '60m' })),
    price('unknown_interval', 2, () => ({ interval: '7q' })),
    price('missing_interval', 3, () => ({ interval: noInterval })),
    {
      defect: 'duplicate_option',
      count: 2,
      table: 'options_calls',
      spoil: () => ({ expiration_date: '2027-01-15', strike: 1_000, created_at: '2026-01-02 21:00:00' }),
    },
    { defect: 'non_positive_ratio', count: 1, table: 'splits', spoil: () => ({ ratio: 0 }) },
  ];
}

/** Days (as text) that no regular bar has: Saturdays, going back from the end of the history. */
function* saturdaysBefore(endMs: number): Generator<string, never> {
  const weekday = new Date(endMs).getUTCDay();
  let day = endMs - ((weekday + 1) % 7 || 7) * dayMs;
  while (true) {
    yield new Date(day).toISOString().slice(0, 10);
    day -= 7 * dayMs;
  }
}

const soundPrices: NewRow = { open_price: 10, high_price: 11, low_price: 9, close_price: 10, volume: 5 };

/** Plants every kind of dirt on one symbol; returns how many rows have each defect. */
export function plantDirt(
  writer: LegacyWriter,
  symbol: string,
  endMs: number,
): Readonly<Partial<Record<Defect, number>>> {
  const planted: Partial<Record<Defect, number>> = {};
  const saturdays = saturdaysBefore(endMs);
  for (const { defect, count, table, spoil } of plantsFor(symbol, writer)) {
    for (let index = 0; index < count; index += 1) {
      const date = saturdays.next().value;
      const spoilt = spoil(date, index);
      // Generation 2 takes the quote time of an option from updated_at.
      const updated = spoilt['created_at'] === undefined ? {} : { updated_at: spoilt['created_at'] };
      writer.insert(table, { symbol, date, interval: '1d', ...soundPrices, ...spoilt, ...updated });
    }
    planted[defect] = count;
  }
  return planted;
}
