import type { StoredRun } from '../../domain/run-store.ts';
import type { BacktestAnswer } from '../../manager/backtest/answer.ts';
import type { SearchAnswer } from '../../manager/backtest/optimise-answer.ts';
import type { RunComparison } from '../../manager/runs/compare-runs.ts';
import { formatCount, formatDecimal, formatPercent } from './numbers.ts';
import { numberIn, parameterText } from './optimisation.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

type Statistics = BacktestAnswer['runs'][number]['statistics'];

interface Line {
  readonly strategy: string;
  readonly params: Readonly<Record<string, number>> | null;
  readonly statistics: Statistics | undefined;
}

const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** What each strategy came to: its run, its best parameters, or its walk forward. */
function linesOf({ kind, result }: StoredRun): Line[] {
  if (kind === 'backtest') return [...(result as BacktestAnswer).runs];
  const { optimisations, walkForwards } = result as SearchAnswer;
  return [
    ...optimisations.map(({ strategy, best: [best] }) => ({
      strategy,
      params: best?.params ?? null,
      statistics: best?.statistics,
    })),
    ...walkForwards.map(({ strategy, statistics }) => ({ strategy, params: null, statistics })),
  ];
}

const returnOf = ({ statistics }: Line) => (statistics ? numberIn(statistics, 'Return [%]') : null);

function bestOf(run: StoredRun): Line | undefined {
  const worst = Number.NEGATIVE_INFINITY;
  return linesOf(run).toSorted((a, b) => (returnOf(b) ?? worst) - (returnOf(a) ?? worst))[0];
}

export const runColumns: readonly Column<StoredRun>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'last asked (UTC)', value: ({ madeAt }) => minute(madeAt) },
  { title: 'kind', value: ({ kind }) => kind },
  { title: 'symbol', value: ({ symbol }) => symbol },
  { title: 'interval', value: ({ interval }) => interval },
  { title: 'strategies', value: (run) => linesOf(run).length, align: 'right' },
  { title: 'best', value: (run) => bestOf(run)?.strategy ?? null },
  {
    title: 'return',
    value: (run) => {
      const best = bestOf(run);
      return best ? formatPercent(returnOf(best), { signed: true }) : null;
    },
    align: 'right',
  },
  { title: 'data', value: ({ dataHash }) => dataHash.slice(0, 8) },
  { title: 'configuration', value: ({ configurationHash }) => configurationHash.slice(0, 8) },
];

const lineColumns: readonly Column<Line>[] = [
  { title: 'Strategy', value: ({ strategy }) => strategy },
  { title: 'Return', value: (line) => formatPercent(returnOf(line), { signed: true }), align: 'right' },
  {
    title: 'Sharpe',
    value: ({ statistics }) => formatDecimal(statistics ? numberIn(statistics, 'Sharpe Ratio') : null),
    align: 'right',
  },
  {
    title: 'Trades',
    value: ({ statistics }) => formatCount(statistics ? numberIn(statistics, '# Trades') : null),
    align: 'right',
  },
  { title: 'Parameters', value: ({ params }) => (params ? parameterText(params) : null) },
];

/** One run as people read it. Ends with a newline. */
export function renderStoredRun(run: StoredRun): string {
  const { id, kind, symbol, interval, madeAt, dataHash, configurationHash } = run;
  return [
    `Run ${id}: ${kind} of ${symbol}, ${interval}, last asked ${minute(madeAt)} UTC`,
    `Bars           ${dataHash}`,
    `Configuration  ${configurationHash}`,
    '',
    renderTable(lineColumns, linesOf(run), styleFor(process.stdout.isTTY)),
    '',
  ].join('\n');
}

/** A comparison as people read it. Ends with a newline. */
export function renderComparison(comparison: RunComparison): string {
  const { before, now, sameData, sameConfiguration, identical } = comparison;
  const listed = (title: string, found: RunComparison['resultDifferences']) =>
    found.length === 0 ? [] : ['', title, ...found.map(differenceText)];
  return [
    now === null ? `Run ${before}, done again` : `Runs ${before} and ${now}`,
    `Bars           ${sameData ? 'the same' : 'other ones'}`,
    `Configuration  ${sameConfiguration ? 'the same' : 'another one'}`,
    `Numbers        ${identical ? 'the same to the last digit' : 'others'}`,
    ...listed('Configuration:', comparison.configurationDifferences),
    ...listed('Answers:', comparison.resultDifferences),
    '',
  ].join('\n');
}

/** Long texts, such as the source of a strategy file, are told by the first line in which they differ. */
function differenceText({ at, before, now }: RunComparison['resultDifferences'][number]): string {
  if (typeof before === 'string' && typeof now === 'string' && /\n/.test(before + now)) {
    const [old, own] = [before.split('\n'), now.split('\n')];
    const line = old.findIndex((text, index) => text !== own[index]);
    const first = line < 0 ? old.length : line;
    return `  ${at}: from line ${first + 1} on: ${shortly(old[first])} -> ${shortly(own[first])}`;
  }
  return `  ${at}: ${shortly(before)} -> ${shortly(now)}`;
}

const longest = 160;

function shortly(value: unknown): string {
  const text = printable(JSON.stringify(value) ?? 'nothing');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
