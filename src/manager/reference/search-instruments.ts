import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { Instrument } from '../../domain/quote.ts';

export interface InstrumentQuestion {
  /** Beginning of a symbol or words of a name; all instruments where it is empty. */
  readonly query?: string | undefined;
  /** A code as it is stored, or the id of a calendar such as `XNYS`. */
  readonly exchange?: string | undefined;
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
}

export interface InstrumentPage {
  readonly instruments: readonly Instrument[];
  /** For the next page; null at the end. */
  readonly next: string | null;
}

/** An instrument as it is searched. */
interface Entry {
  readonly instrument: Instrument;
  /** Without signs, so that `brkb` finds BRK-B and `irx` ^IRX. */
  readonly bare: string;
  /** The words of the name, each after a blank. */
  readonly name: string;
  readonly codes: readonly string[];
}

// To fold ten thousand names takes longer than to search them. Who gives the same list again has it cached.
const entriesOf = new WeakMap<readonly Instrument[], readonly Entry[]>();

/** Capitals, accents and signs make no difference. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}

const bareOf = (text: string): string => folded(text).replaceAll(' ', '');

function index(instruments: readonly Instrument[]): readonly Entry[] {
  const known = entriesOf.get(instruments);
  if (known) return known;
  const entries = instruments.map((instrument) => ({
    instrument,
    bare: bareOf(instrument.symbol),
    name: instrument.name === null ? '' : ` ${folded(instrument.name)}`,
    codes: [instrument.exchange ?? '', calendarFor(instrument.symbol, instrument.exchange).id].map((code) =>
      code.toLowerCase(),
    ),
  }));
  entriesOf.set(instruments, entries);
  return entries;
}

interface Sought {
  readonly exact: string;
  readonly bare: string;
  readonly words: readonly string[];
}

/** Smaller is better; null is no match. */
function rankOf({ instrument, bare, name }: Entry, sought: Sought): number | null {
  if (instrument.symbol === sought.exact) return 0;
  if (sought.bare === '') return null;
  if (bare === sought.bare) return 1;
  if (bare.startsWith(sought.bare)) return 2;
  if (name !== '' && sought.words.every((word) => name.includes(` ${word}`))) {
    return name.startsWith(` ${sought.words.join(' ')}`) ? 3 : 4;
  }
  if (bare.includes(sought.bare)) return 5;
  return name !== '' && sought.words.every((word) => name.includes(word)) ? 6 : null;
}

interface Found {
  readonly rank: number;
  readonly instrument: Instrument;
}

/**
 * Instruments that match a query, the best first: the symbol itself, symbols that begin with it (the shortest first),
 * names that begin with it, names of which each of its words begins a word, then what merely contains it.
 */
export function searchInstruments(
  instruments: readonly Instrument[],
  { query = '', exchange, limit, cursor }: InstrumentQuestion,
): InstrumentPage {
  const sought = soughtOf(query);
  const code = exchange?.toLowerCase();
  const found: Found[] = [];
  for (const entry of index(instruments)) {
    if (code !== undefined && !entry.codes.includes(code)) continue;
    const rank = sought === null ? 0 : rankOf(entry, sought);
    if (rank !== null) found.push({ rank, instrument: entry.instrument });
  }
  const isRanked = sought !== null;
  found.sort((one, other) => compare(one, other, isRanked));
  const from = cursor === undefined ? 0 : placeAfter(found, cursor, isRanked);
  const page = found.slice(from, from + limit);
  const last = page.at(-1);
  const isEnd = last === undefined || from + limit >= found.length;
  return {
    instruments: page.map(({ instrument }) => instrument),
    next: isEnd ? null : `${last.rank}~${last.instrument.symbol}`,
  };
}

function soughtOf(query: string): Sought | null {
  const exact = query.trim().toUpperCase();
  if (exact === '') return null;
  const text = folded(query);
  return { exact, bare: text.replaceAll(' ', ''), words: text.split(' ') };
}

function compare(one: Found, other: Found, isRanked: boolean): number {
  const [a, b] = [one.instrument.symbol, other.instrument.symbol];
  const better = isRanked ? one.rank - other.rank || a.length - b.length : 0;
  if (better !== 0) return better;
  return a < b ? -1 : Number(a > b);
}

/** By what the last one was, so that an instrument that has come or gone meanwhile shifts no page. */
function placeAfter(found: readonly Found[], cursor: string, isRanked: boolean): number {
  const [rank = '', symbol = ''] = cursor.split('~');
  const last = { rank: Number(rank), instrument: { symbol } } as Found;
  const place = found.findIndex((each) => compare(each, last, isRanked) > 0);
  return place < 0 ? found.length : place;
}
