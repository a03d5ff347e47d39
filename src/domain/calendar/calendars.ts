import type { CalendarDefinition } from './definition.ts';
import { ExchangeCalendar } from './exchange-calendar.ts';
import { amsterdam, brussels, lisbon, paris } from './exchanges/euronext.ts';
import { frankfurt } from './exchanges/frankfurt.ts';
import { hongKong } from './exchanges/hong-kong.ts';
import { london } from './exchanges/london.ts';
import { mumbai } from './exchanges/mumbai.ts';
import { newYork } from './exchanges/new-york.ts';
import { sydney } from './exchanges/sydney.ts';
import { tokyo } from './exchanges/tokyo.ts';
import { toronto } from './exchanges/toronto.ts';
import { crypto, forex, unknownExchange } from './exchanges/without-exchange.ts';
import { zurich } from './exchanges/zurich.ts';

/** Where instruments of a calendar are found. */
interface Listing {
  readonly definition: CalendarDefinition;
  /** MICs, and the codes that Yahoo Finance has for the exchange. */
  readonly exchanges: string;
  /** Ends of Yahoo's symbols. */
  readonly suffixes: string;
  /** Indices, whose symbols do not tell an exchange. */
  readonly indices: string;
}

const listings: readonly Listing[] = [
  {
    definition: newYork,
    exchanges:
      'XNYS XNAS XNGS XNMS XNCM ARCX XASE BATS XCBO IEXG NMS NGM NCM NYQ NYS PCX ASE AMEX BTS CBOE WCB NASDAQ NYSE NIM SNP DJI PNK OTC OQB OQX OEM OID NAS OPR',
    // Classes of shares, as in BRK.B.
    suffixes: '.A .B .C',
    indices:
      '^GSPC ^SPX ^DJI ^IXIC ^NDX ^RUT ^RUA ^NYA ^XAX ^VIX ^VXN ^SOX ^OEX ^MID ^SP600 ^IRX ^FVX ^TNX ^TYX',
  },
  {
    definition: london,
    exchanges: 'XLON LSE IOB FGI AIMX',
    suffixes: '.L .IL',
    indices: '^FTSE ^FTMC ^FTAS',
  },
  {
    definition: frankfurt,
    exchanges: 'XETR XFRA GER FRA',
    suffixes: '.DE .F',
    indices: '^GDAXI ^MDAXI ^SDAXI ^TECDAX',
  },
  { definition: paris, exchanges: 'XPAR PAR ENX', suffixes: '.PA .NX', indices: '^FCHI ^SBF120 ^N100' },
  { definition: amsterdam, exchanges: 'XAMS AMS', suffixes: '.AS', indices: '^AEX ^AMX' },
  { definition: brussels, exchanges: 'XBRU BRU', suffixes: '.BR', indices: '^BFX' },
  { definition: lisbon, exchanges: 'XLIS LIS', suffixes: '.LS', indices: '' },
  { definition: zurich, exchanges: 'XSWX XVTX EBS VTX', suffixes: '.SW .VX', indices: '^SSMI' },
  { definition: toronto, exchanges: 'XTSE XTSX TOR VAN NEO', suffixes: '.TO .V .NE', indices: '^GSPTSE' },
  { definition: tokyo, exchanges: 'XTKS JPX TYO OSA', suffixes: '.T', indices: '^N225' },
  { definition: hongKong, exchanges: 'XHKG HKG', suffixes: '.HK', indices: '^HSI ^HSCE' },
  { definition: sydney, exchanges: 'XASX ASX', suffixes: '.AX', indices: '^AXJO ^AORD' },
  {
    definition: mumbai,
    exchanges: 'XNSE XBOM NSI BSE',
    suffixes: '.NS .BO',
    indices: '^NSEI ^BSESN ^NSEBANK',
  },
  { definition: forex, exchanges: 'CCY', suffixes: '=X', indices: '' },
  { definition: crypto, exchanges: 'CCC', suffixes: '-USD -EUR -GBP -BTC -USDT', indices: '' },
  { definition: unknownExchange, exchanges: '', suffixes: '', indices: '' },
];

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

function byWord(pick: (listing: Listing) => string): ReadonlyMap<string, ExchangeCalendar> {
  return new Map(
    listings.flatMap((listing) => words(pick(listing)).map((word) => [word, calendarOf(listing.definition)])),
  );
}

const made = new Map<string, ExchangeCalendar>();

function calendarOf(definition: CalendarDefinition): ExchangeCalendar {
  const calendar = made.get(definition.id) ?? new ExchangeCalendar(definition);
  made.set(definition.id, calendar);
  return calendar;
}

const byExchange = byWord(({ exchanges }) => exchanges);
const bySuffix = byWord(({ suffixes }) => suffixes);
const byIndex = byWord(({ indices }) => indices);
const ofUnitedStates = calendarOf(newYork);
const ofUnknown = calendarOf(unknownExchange);

/** All calendars, each once. */
export const calendars: readonly ExchangeCalendar[] = listings.map(({ definition }) =>
  calendarOf(definition),
);

/** The calendar of an id such as `XNYS` or `crypto`; null where there is none. */
export function calendarById(id: string): ExchangeCalendar | null {
  return made.get(id) ?? null;
}

/**
 * The calendar of an instrument: by its exchange, a MIC or Yahoo's code (`NMS`), where that is known, else by its
 * symbol as Yahoo writes it: `VOD.L`, `EURUSD=X`, `BTC-USD`, `^FTSE`; a symbol without any such sign is American.
 * What neither tells has the calendar of an unknown exchange: futures (`ES=F`) and foreign suffixes among them.
 */
export function calendarFor(symbol: string, exchange: string | null = null): ExchangeCalendar {
  const named = exchange === null ? undefined : byExchange.get(exchange.toUpperCase());
  return named ?? bySymbol(symbol);
}

function bySymbol(symbol: string): ExchangeCalendar {
  const index = byIndex.get(symbol);
  if (index) return index;
  const [, suffix] =
    /^[^.=-]+(?:-[^.=-]+)?([.=][^.=]+)$/.exec(symbol) ?? /^[^.=-]+(-[^-]+)$/.exec(symbol) ?? [];
  const known = suffix === undefined ? undefined : bySuffix.get(suffix);
  if (known) return known;
  // BRK-B is a class of shares, 0700.XY an exchange that is not known, ^XYZ an index of who knows where.
  return /[.=^]/.test(symbol) ? ofUnknown : ofUnitedStates;
}
