import type { Strategies } from '../../../../src/contract/runs.ts';
import type { Asked, BacktestQuestion, SearchQuestion } from '../../api/backtests.ts';

export type Strategy = Strategies['strategies'][number];
export type Task = 'test' | 'compare' | 'search' | 'walk';

/** What stands in the form. Inputs of numbers hold text while they are written in. */
export interface FormState {
  readonly task: Task;
  readonly symbol: string;
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly direction: 'long' | 'long-short';
  readonly fill: 'close' | 'next-open';
  readonly cash: number | string;
  /** Percent. */
  readonly commission: number | string;
  readonly slippage: number | string;
  readonly broker: string;
  readonly from: string;
  readonly to: string;
  readonly metric: string;
  readonly inSampleBars: number | string;
  readonly outOfSampleBars: number | string;
}

export function beginningOf(choices: Strategies, symbol: string, strategy: string): FormState {
  const { defaults, strategies } = choices;
  const known = strategies.find(({ name }) => name === strategy) ?? strategies[0];
  return {
    task: 'test',
    symbol,
    strategy: known?.name ?? '',
    parameters: defaultsOf(known),
    direction: defaults.direction,
    fill: defaults.fill,
    cash: defaults.cash,
    commission: rounded(defaults.commission * 100),
    slippage: rounded(defaults.slippage * 100),
    broker: '',
    from: '',
    to: '',
    metric: 'Return [%]',
    inSampleBars: 504,
    outOfSampleBars: 126,
  };
}

export function defaultsOf(strategy: Strategy | undefined): Record<string, number> {
  return Object.fromEntries((strategy?.parameters ?? []).map((one) => [one.name, one.default]));
}

/** What is wrong with the form; null where it can be asked. */
export function objectionTo({ symbol, from, to, cash }: FormState): string | null {
  if (symbol.trim() === '') return 'Choose a symbol first.';
  if (from !== '' && to !== '' && from > to) return 'The first day is after the last one.';
  if (!(Number(cash) > 0)) return 'Cash at the start has to be above 0.';
  return null;
}

/** The question that a form asks. */
export function questionOf(form: FormState): Asked {
  const { task, strategy, parameters } = form;
  const question: BacktestQuestion = {
    symbol: form.symbol.trim(),
    ...(form.from !== '' && { from: form.from }),
    ...(form.to !== '' && { to: form.to }),
    direction: form.direction,
    fill: form.fill,
    cash: Number(form.cash),
    slippage: rounded(Number(form.slippage) / 100),
    ...(form.broker === ''
      ? { commission: rounded(Number(form.commission) / 100) }
      : { broker: form.broker }),
  };
  if (task === 'compare') return { kind: 'backtest', question: { ...question, strategies: [] } };
  if (task === 'test') {
    return { kind: 'backtest', question: { ...question, strategies: [{ name: strategy, parameters }] } };
  }
  const search: SearchQuestion = { ...question, strategies: [{ name: strategy }], metric: form.metric };
  if (task === 'search') return { kind: 'search', question: search };
  const walk = {
    inSampleBars: Math.round(Number(form.inSampleBars)),
    outOfSampleBars: Math.round(Number(form.outOfSampleBars)),
  };
  return { kind: 'search', question: { ...search, walk } };
}

/** 0.2 / 100 is not 0.002. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
