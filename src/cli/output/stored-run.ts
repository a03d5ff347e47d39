import type { StoredRun } from '../../domain/run-store.ts';
import type { BacktestAnswer } from '../../manager/backtest/answer.ts';
import type { SearchAnswer } from '../../manager/backtest/optimise-answer.ts';
import { type StrategyLine, strategyLines } from '../../manager/runs/compared-statistics.ts';
import { renderBacktest } from './backtest.ts';
import { formatPercent } from './numbers.ts';
import { numberIn, renderSearch } from './optimisation.ts';
import type { Style } from './style.ts';
import type { Column } from './table.ts';

const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

const returnOf = ({ statistics }: StrategyLine) => (statistics ? numberIn(statistics, 'Return [%]') : null);

function bestOf(run: StoredRun): StrategyLine | undefined {
  const worst = Number.NEGATIVE_INFINITY;
  return strategyLines(run).toSorted((a, b) => (returnOf(b) ?? worst) - (returnOf(a) ?? worst))[0];
}

/** What kind of question it was; searches are of three kinds. */
function kindOf({ kind, question, result }: StoredRun): string {
  if (kind === 'backtest') return kind;
  if ((result as SearchAnswer).walkForwards.length > 0) return 'walk';
  const { search } = question as { readonly search: { readonly optimise: boolean } | null };
  return search?.optimise === false ? 'trial' : 'optimise';
}

const spanOf = ({ result }: StoredRun) => result as Pick<BacktestAnswer, 'from' | 'to'>;

function returnText(run: StoredRun, decimals: number): string | null {
  const best = bestOf(run);
  return best ? formatPercent(returnOf(best), { signed: true, decimals }) : null;
}

/** For a table of 80 characters. */
export const runColumns: readonly Column<StoredRun>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'asked', value: ({ madeAt }) => day(madeAt), whole: true },
  { title: 'kind', value: kindOf, whole: true },
  {
    title: 'symbol',
    value: ({ symbol, interval }) => (interval === '1d' ? symbol : `${symbol} ${interval}`),
    whole: true,
  },
  {
    title: 'bars',
    value: (run) => `${day(spanOf(run).from).slice(0, 7)}..${day(spanOf(run).to).slice(0, 7)}`,
    whole: true,
  },
  { title: 'best', value: (run) => bestOf(run)?.strategy ?? null },
  { title: 'return', value: (run) => returnText(run, 1), align: 'right' },
];

/** For programs. */
export const runFields: readonly Column<StoredRun>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'last asked (UTC)', value: ({ madeAt }) => minute(madeAt) },
  { title: 'kind', value: kindOf },
  { title: 'symbol', value: ({ symbol }) => symbol },
  { title: 'interval', value: ({ interval }) => interval },
  { title: 'from', value: (run) => day(spanOf(run).from) },
  { title: 'to', value: (run) => day(spanOf(run).to) },
  { title: 'strategies', value: (run) => strategyLines(run).length },
  { title: 'best', value: (run) => bestOf(run)?.strategy ?? null },
  { title: 'return', value: (run) => returnText(run, 2) },
  { title: 'data', value: ({ dataHash }) => dataHash },
  { title: 'configuration', value: ({ configurationHash }) => configurationHash },
];

/** One run as people read it, as it was answered but for its equity curves. Ends with a newline. */
export function renderStoredRun(run: StoredRun, style: Style): string {
  const { id, kind, symbol, interval, madeAt, dataHash, configurationHash, result } = run;
  const kept = { run: { id, note: null }, stale: null };
  return [
    `Run ${id}: ${kindOf(run)} of ${symbol}, ${interval}, last asked ${minute(madeAt)} UTC`,
    `Bars           ${dataHash}`,
    `Configuration  ${configurationHash}`,
    kind === 'backtest'
      ? renderBacktest({ ...(result as BacktestAnswer), ...kept }, style)
      : renderSearch({ ...(result as SearchAnswer), ...kept }, style),
  ].join('\n');
}
