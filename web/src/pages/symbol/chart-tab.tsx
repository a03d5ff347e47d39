import { Alert, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Bars } from '../../../../src/contract/bars.ts';
import { TimeChart } from '../../charts/time-chart.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { ChartControls } from './chart-controls.tsx';
import { IndicatorBar } from './indicator-bar.tsx';
import type { ChangeState, SymbolState } from './symbol-state.ts';
import { usePriceChart } from './use-price-chart.ts';

interface ChartTabProps {
  readonly symbol: string;
  readonly state: SymbolState;
  readonly change: ChangeState;
}

/** The bars of a symbol as candles, with everything that is drawn into them. */
export function ChartTab({ symbol, state, change }: ChartTabProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const chart = usePriceChart(symbol, state, change);
  const { indicators, isCompared, series, marks, view, onView, onNeedOlder } = chart;
  const { bars, error, refetch } = chart.loaded;
  const height = (isNarrow ? 320 : 460) + 110 * indicators.panes;
  return (
    <Stack gap="xs">
      <ChartControls symbol={symbol} state={state} change={change} />
      <IndicatorBar
        state={state}
        change={change}
        catalogue={indicators.catalogue}
        problems={indicators.problems}
      />
      {error && !bars && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !bars && <Loading what="the bars" />}
      {bars?.columns.time.length === 0 && (
        <Empty title="No bars">Nothing is stored of {symbol} in this interval. Choose another one.</Empty>
      )}
      {bars && bars.columns.time.length > 0 && (
        <>
          {bars.stale && (
            <Alert color="orange" p="xs">
              These bars come from the older file while the database is away.
            </Alert>
          )}
          <TimeChart
            label={`${symbol}, ${state.interval} bars`}
            height={height}
            series={series}
            marks={marks}
            logarithmic={state.log && !isCompared}
            {...(view && { view })}
            {...{ onView, onNeedOlder }}
          />
          <Text size="xs" c="dimmed">
            {describeBars(bars, isCompared)}
          </Text>
        </>
      )}
    </Stack>
  );
}

const basisNames: Record<string, string> = {
  raw: 'as traded',
  split: 'adjusted for splits',
  total: 'adjusted for splits and dividends',
};

function describeBars(
  { columns, resampledFrom, adjust, bases, currency }: Bars,
  isCompared: boolean,
): string {
  const count = `${columns.time.length.toLocaleString('en-US')} bars`;
  const made = resampledFrom === null ? '' : `, made of ${resampledFrom} bars`;
  const named = bases.map((basis) => basisNames[basis] ?? basis).join(', in part ');
  const only = adjust !== null && !bases.includes(adjust) ? ', which is all that is stored' : '';
  const compared = isCompared ? ' Change since the beginning of what is shown.' : '';
  return `${count}${made}. Prices ${named || 'as stored'}${only}${currency ? `, in ${currency}` : ''}.${compared} Times are UTC.`;
}
