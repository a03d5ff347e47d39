import type { EpochMicros } from '../../domain/nominal.ts';
import type { RawRow } from '../../domain/raw-row.ts';
import type { OptionRecord } from '../../domain/records.ts';
import type { OptionContext } from './context.ts';
import { type Cell, readBoolean, readReal, readVolume } from './number.ts';
import { composeOccSymbol, type OptionTerms } from './occ-symbol.ts';
import { reject, validator } from './rejection.ts';
import { readKnownSymbol } from './symbol.ts';
import { readText } from './text.ts';
import { readDate, readTimes, refuseFuture } from './timestamp.ts';

function readExpiration(value: Cell): EpochMicros {
  return value === null || value === undefined ? reject('invalid_option') : readDate(value);
}

function readStrike(value: Cell): number {
  if (typeof value === 'number' && !Number.isFinite(value)) return reject('invalid_option');
  const strike = readReal(value);
  return strike !== null && strike > 0 ? strike : reject('invalid_option');
}

function readContract(row: RawRow, terms: OptionTerms, duplicates: ReadonlySet<bigint>) {
  const stated = readText(row['contract_symbol']);
  if (stated !== null && stated !== '') return { contract: stated, contractDerived: false };
  const id = row['id'];
  if (typeof id === 'bigint' && duplicates.has(id)) return reject('duplicate_option');
  return { contract: composeOccSymbol(terms) ?? reject('invalid_option'), contractDerived: true };
}

/** An option's price can be zero, unlike a share's: nobody bids for a hopeless contract. */
function readPremium(value: Cell): number | null {
  const premium = readReal(value);
  return premium !== null && premium < 0 ? reject('negative_price') : premium;
}

function readVolatility(value: Cell): number | null {
  const volatility = readReal(value);
  return volatility !== null && volatility < 0 ? reject('invalid_value') : volatility;
}

function readOption(row: RawRow, context: OptionContext): OptionRecord {
  const symbol = readKnownSymbol(row['symbol'], context.knownSymbols);
  const expiration = readExpiration(row['expiration_date']);
  const strike = readStrike(row['strike']);
  const terms = { symbol, expiration, right: context.right, strike };
  const { contract, contractDerived } = readContract(row, terms, context.duplicateNullContracts);
  const { createdAt, updatedAt } = readTimes(row);
  // The chain is overwritten in place: the time of writing is the only quote time there is.
  const ts = updatedAt ?? createdAt ?? reject('unparseable_date');
  refuseFuture(ts, context.nowMicros);
  return {
    contract,
    contractDerived,
    ts,
    symbol,
    expiration,
    strike,
    lastPrice: readPremium(row['last_price']),
    bid: readPremium(row['bid']),
    ask: readPremium(row['ask']),
    volume: readVolume(row['volume']),
    openInterest: readVolume(row['open_interest']),
    impliedVolatility: readVolatility(row['implied_volatility']),
    inTheMoney: readBoolean(row['in_the_money']),
    createdAt,
    updatedAt,
  };
}

/** A row of `options_calls` or `options_puts`. */
export const validateOptionRow = validator(readOption);
