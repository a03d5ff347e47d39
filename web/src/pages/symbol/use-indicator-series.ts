import { useMemo } from 'react';
import type { Bars } from '../../../../src/contract/bars.ts';
import {
  type IndicatorAnswer,
  type IndicatorEntry,
  useIndicatorCatalogue,
  useIndicators,
} from '../../api/indicators.ts';
import type { ChartSeries } from '../../charts/time-chart.tsx';
import { type ChosenIndicator, writeIndicators } from './chosen-indicators.ts';
import type { SymbolState } from './symbol-state.ts';

const none: readonly ChosenIndicator[] = [];

/** The chosen indicators as series: overlays in the pane of prices, each other one in a pane of its own. */
export function useIndicatorSeries(symbol: string, state: SymbolState, bars: Bars | null) {
  const { interval } = state;
  const oldestMs = bars?.columns.time[0] ?? null;
  // On the scale of the bars that are drawn, also where that is how they are stored.
  const adjust = bars?.bases[0] ?? 'total';
  const catalogue = useIndicatorCatalogue();
  const entries = catalogue.data?.indicators;
  const chosen = state.compare.length > 0 ? none : state.indicators;
  const question = useMemo(
    () => (oldestMs === null ? null : { symbol, interval, adjust, from: new Date(oldestMs).toISOString() }),
    [symbol, interval, adjust, oldestMs],
  );
  const answers = useIndicators(chosen, question);
  const problems = answers.flatMap(({ error }, at) => (error ? [{ id: chosen[at]?.id ?? '', error }] : []));
  const data = answers.map((answer) => answer.data);
  // The answers are new objects only when they changed, but their list is new each time.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers one by one
  const drawn = useMemo(
    () => drawIndicators(chosen, entries ?? [], data),
    [writeIndicators(chosen), entries, ...data],
  );
  return { ...drawn, catalogue: entries ?? [], problems };
}

function drawIndicators(
  chosen: readonly ChosenIndicator[],
  entries: readonly IndicatorEntry[],
  answers: readonly (IndicatorAnswer | undefined)[],
): { series: ChartSeries[]; panes: number } {
  let panes = 0;
  const series = chosen.flatMap((one, at) => {
    const [entry, answer] = [entries.find(({ id }) => id === one.id), answers[at]];
    if (!entry || !answer) return [];
    if (!entry.overlay) panes++;
    const pane = entry.overlay ? 0 : panes;
    return Object.entries(answer.columns.outputs).map(([output, values]) =>
      lineOf(
        `${titleOf(one, entry)}${entry.outputs.length > 1 ? ` ${output}` : ''}`,
        output,
        pane,
        answer,
        values,
      ),
    );
  });
  return { series, panes };
}

function lineOf(
  name: string,
  output: string,
  pane: number,
  { columns }: IndicatorAnswer,
  values: readonly (number | null)[],
): ChartSeries {
  const points = columns.time.map((time, at) => ({ time, value: values[at] ?? null }));
  return { name, pane, points, kind: /hist/i.test(output) ? 'histogram' : 'line', format: 'number' };
}

/** Its name with all parameters: `SMA 50`. */
export function titleOf({ id, parameters }: ChosenIndicator, entry: IndicatorEntry | undefined): string {
  const values =
    entry?.parameters.map(({ name, default: usual, choices }) => {
      const value = parameters[name] ?? usual;
      return choices?.[value] ?? value;
    }) ?? [];
  return [id.toUpperCase(), values.join('/')].filter(Boolean).join(' ');
}
