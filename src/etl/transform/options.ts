import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { RawNumber } from '../../domain/raw-bar.ts';
import type { OptionRecord } from '../../domain/records.ts';
import type { FetchedChain, RawOption } from '../../domain/source.ts';
import { composeOccSymbol } from '../legacy/occ-symbol.ts';
import { highestVolume } from '../rules/numbers.ts';

/** A chain as it is stored, and how many of its rows had no usable contract, expiration or strike. */
export interface ReadChain {
  readonly calls: readonly OptionRecord[];
  readonly puts: readonly OptionRecord[];
  readonly unusable: number;
}

/** Reads the quotes of a chain. A figure that makes no sense is left out of its row; a row without terms is. */
export function readChain({ origin, options }: FetchedChain, symbol: TickerSymbol): ReadChain {
  const calls = new Map<string, OptionRecord>();
  const puts = new Map<string, OptionRecord>();
  let unusable = 0;
  for (const raw of options) {
    const record = readOption(raw, symbol, origin.fetchedAt);
    if (record) (raw.right === 'call' ? calls : puts).set(record.contract, record);
    else unusable += 1;
  }
  return { calls: [...calls.values()], puts: [...puts.values()], unusable };
}

function readOption(raw: RawOption, symbol: TickerSymbol, at: EpochMicros): OptionRecord | null {
  const strike = positive(raw.strike);
  const { expiration, right } = raw;
  if (strike === null || typeof expiration !== 'number' || !Number.isFinite(expiration)) return null;
  const contract = raw.contract ?? composeOccSymbol({ symbol, expiration, right, strike });
  if (contract === null || contract === '') return null;
  return {
    contract,
    contractDerived: raw.contract === null,
    ts: at,
    symbol,
    expiration,
    strike,
    lastPrice: notNegative(raw.lastPrice),
    bid: notNegative(raw.bid),
    ask: notNegative(raw.ask),
    volume: count(raw.volume),
    openInterest: count(raw.openInterest),
    impliedVolatility: notNegative(raw.impliedVolatility),
    inTheMoney: raw.inTheMoney,
    createdAt: at,
    updatedAt: at,
  };
}

function notNegative(value: RawNumber): number | null {
  if (typeof value === 'string' || value === null) return null;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

function positive(value: RawNumber): number | null {
  const number = notNegative(value);
  return number === null || number === 0 ? null : number;
}

function count(value: RawNumber): bigint | null {
  const number = notNegative(value);
  return number === null || !Number.isInteger(number) || number > highestVolume ? null : BigInt(number);
}
