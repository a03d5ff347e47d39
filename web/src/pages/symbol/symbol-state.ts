import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type ChosenIndicator, readIndicators, writeIndicators } from './chosen-indicators.ts';

/** What the page shows; all of it is in its address. */
export interface SymbolState {
  readonly tab: 'chart' | 'options' | 'company';
  readonly interval: string;
  /** raw, split, total; empty: as stored. */
  readonly adjust: string;
  readonly range: string;
  /** What the reader moved to instead of a range: ISO dates or times; empty: the range. */
  readonly from: string;
  readonly to: string;
  readonly indicators: readonly ChosenIndicator[];
  readonly compare: readonly string[];
  /** Id of a saved backtest; empty: none. */
  readonly run: string;
  readonly log: boolean;
  readonly events: boolean;
  /** Of option chains: as of when, which expiration, which contract. */
  readonly asOf: string;
  readonly expiration: string;
  readonly contract: string;
}

export type ChangeState = (change: Partial<SymbolState>) => void;

const defaults = { tab: 'chart', interval: '1d', range: '1Y' };

/** The state in the address, and what changes it. */
export function useSymbolState(): [SymbolState, ChangeState] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const state = useMemo(() => readState(search), [search]);
  const change = useCallback<ChangeState>(
    (changed) => {
      const text = writeState({ ...readState(window.location.search), ...changed });
      navigate(`${window.location.pathname}${text ? `?${text}` : ''}`, { replace: true });
    },
    [navigate],
  );
  return [state, change];
}

function readState(search: string): SymbolState {
  const asked = new URLSearchParams(search);
  const text = (name: string, fallback = ''): string => asked.get(name) ?? fallback;
  const tab = text('tab', defaults.tab);
  return {
    tab: tab === 'options' || tab === 'company' ? tab : 'chart',
    ...{ interval: text('interval', defaults.interval), adjust: text('adjust') },
    ...{ range: text('range', defaults.range), from: text('from'), to: text('to') },
    indicators: readIndicators(text('indicators')),
    compare: text('compare').split(',').filter(Boolean).slice(0, 5),
    ...{ run: text('run'), log: text('scale') === 'log', events: text('events') !== 'off' },
    ...{ asOf: text('asOf'), expiration: text('expiration'), contract: text('contract') },
  };
}

/** What differs from the defaults, as the query of an address. */
function writeState(state: SymbolState): string {
  const { tab, interval, adjust, range, from, to, indicators, compare, run, log, events } = state;
  const { asOf, expiration, contract } = state;
  const all: Record<string, string> = {
    ...{ tab, interval, adjust, range, from, to, indicators: writeIndicators(indicators) },
    ...{ compare: compare.join(), run, scale: log ? 'log' : '', events: events ? '' : 'off' },
    ...{ asOf, expiration, contract },
  };
  const kept = Object.entries(all).filter(
    ([name, value]) => value !== '' && value !== defaults[name as keyof typeof defaults],
  );
  return new URLSearchParams(kept).toString();
}
