import {
  analysisQuery,
  indicatorCatalogue,
  indicatorParameters,
  indicatorQuery,
  indicatorSeries,
  technicalAnalysis,
} from '../../contract/indicators.ts';
import { symbolParameter } from '../../contract/instruments.ts';
import { jsonValue } from '../../domain/json-value.ts';
import type { BarRange } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { analysisOptions, barsToAnalyse } from '../../manager/analysis-options.ts';
import { checkIndicator, listIndicators } from '../../manager/indicator-list.ts';
import type { Routes } from '../api.ts';
import { staleFor } from '../stale.ts';

interface RangeQuery {
  readonly adjust: 'raw' | 'split' | 'total';
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const rangeOf = ({ adjust, from, to }: RangeQuery): BarRange => ({
  adjust,
  from: from as EpochMs | undefined,
  to: to as EpochMs | undefined,
});

/** Indicators and the technical analysis made of them. */
export const addIndicators: Routes = (api, { ask }) => {
  api.get(
    '/api/v1/indicators',
    {
      config: { right: 'read' },
      schema: {
        tags: ['indicators'],
        summary: 'The indicators there are',
        response: { 200: indicatorCatalogue },
      },
    },
    async () => ({ indicators: listIndicators().map(describedIndicator) }),
  );

  api.get(
    '/api/v1/indicators/:id/:symbol',
    {
      config: { right: 'read' },
      schema: {
        tags: ['indicators'],
        summary: 'An indicator as a series',
        description: 'Parameters of the indicator come as param.NAME, for example param.timeperiod=14.',
        params: indicatorParameters,
        querystring: indicatorQuery,
        response: { 200: indicatorSeries },
      },
    },
    ({ params: { id, symbol }, query, caller }) => {
      const parameters = checkIndicator(id, parametersOf(query));
      const { interval, adjust } = query;
      return ask(async ({ manager, stale }) => {
        const question = { name: id, symbol, interval, parameters, range: rangeOf(query) };
        const series = await manager.indicatorSeries(question);
        return {
          symbol,
          interval,
          adjust,
          id: series.name,
          parameters: { ...series.parameters },
          bars: series.bars,
          warmUp: series.warmUp,
          columns: {
            time: Array.from(series.ts),
            outputs: Object.fromEntries(
              Object.entries(series.columns).map(([name, values]) => [
                name,
                Array.from(values, finiteOrNull),
              ]),
            ),
          },
          stale: staleFor(caller, stale),
        };
      });
    },
  );

  api.get(
    '/api/v1/analysis/:symbol',
    {
      config: { right: 'read' },
      schema: {
        tags: ['indicators'],
        summary: 'Technical analysis at the last bar',
        params: symbolParameter,
        querystring: analysisQuery,
        response: { 200: technicalAnalysis },
      },
    },
    ({ params: { symbol }, query, caller }) =>
      ask(async ({ manager, config, stale }) => {
        const analysed = await manager.technicalAnalysis(
          symbol,
          query.interval,
          barsToAnalyse(rangeOf(query)),
          analysisOptions(config),
        );
        // As the command line writes it, to the digit; only where the file of a stand-in lies is not for everybody.
        const said = JSON.parse(
          JSON.stringify({ ...analysed, stale: stale && staleFor(caller, stale) }, jsonValue),
        );
        return said as { symbol: string; interval: string };
      }),
  );
};

function describedIndicator({
  name,
  title,
  parameters,
  ...described
}: ReturnType<typeof listIndicators>[number]) {
  const { aliases, group, formula, source, inputs, outputs, warmUp } = described;
  return {
    id: name,
    name: title,
    aliases: [...aliases],
    group,
    overlay: overlays.has(group) || overlays.has(name),
    formula,
    source,
    inputs: [...inputs],
    parameters: parameters.map(
      ({ choices, description, default: byDefault, min, max, integer, name: own }) => ({
        name: own,
        description,
        default: byDefault,
        min,
        max,
        integer,
        choices: choices === undefined ? null : [...choices],
      }),
    ),
    outputs: [...outputs],
    warmUp,
  };
}

/** The groups whose values are prices, and the indicators of other groups whose values are. */
const overlays: ReadonlySet<string> = new Set(
  'overlap price keltner donchian vwap linearreg linearreg_intercept tsf max min minmax'.split(' '),
);

function parametersOf(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      key.startsWith('param.') ? [[key.slice('param.'.length), String(value)]] : [],
    ),
  );
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
