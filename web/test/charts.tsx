// A page with each chart of the dashboard on data that are made up, for tests.
import '@mantine/core/styles.css';
import { Button, MantineProvider, Stack, Title } from '@mantine/core';
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables, theme } from '../src/app/theme.ts';
import { HeatMap } from '../src/charts/heat-map.tsx';
import { type ChartSeries, TimeChart } from '../src/charts/time-chart.tsx';
import { XyChart, type XySeries } from '../src/charts/xy-chart.tsx';

const dayMs = 86_400_000;
const firstMs = Date.UTC(2020, 0, 1);
const daily = (count: number, value: (at: number) => number | null) =>
  Array.from({ length: count }, (_, at) => ({ time: firstMs + at * dayMs, value: value(at) }));

function Lines() {
  const [more, setMore] = useState(0);
  const series = useMemo(
    (): ChartSeries[] => [
      {
        name: 'Equity',
        kind: 'area',
        points: daily(400 + more, (at) => 10_000 + at * 5 + 300 * Math.sin(at / 9)),
      },
      {
        name: 'Held',
        kind: 'line',
        points: daily(400 + more, (at) => (at === 200 ? null : 10_000 + at * 3)),
      },
      {
        ...{ name: 'Drawdown', kind: 'baseline', pane: 1, format: 'percent' },
        points: daily(400 + more, (at) => -0.1 * Math.abs(Math.sin(at / 30))),
      },
      {
        ...{ name: 'Volume', kind: 'histogram', underneath: true, format: 'volume', colour: 'gray' },
        points: daily(400 + more, (at) => 1_000_000 + 900_000 * Math.cos(at)),
      },
    ],
    [more],
  );
  return (
    <>
      <Title order={2}>Lines</Title>
      <Button onClick={() => setMore(more + 1)}>One more day</Button>
      <TimeChart
        label="Equity of a made-up run"
        height={320}
        series={series}
        marks={[
          { time: firstMs + 50 * dayMs, text: 'Buy', shape: 'arrowUp', position: 'belowBar', colour: 'teal' },
          {
            time: firstMs + 90 * dayMs,
            text: 'Sell',
            shape: 'arrowDown',
            position: 'aboveBar',
            colour: 'red',
          },
        ]}
      />
    </>
  );
}

const known: ChartSeries[] = [
  { name: 'Known', kind: 'line', points: daily(120, (at) => 100 + at / 5 + Math.sin(at / 4)) },
  {
    ...{ name: 'Forecast', kind: 'line', dashed: true, colour: 'orange' },
    points: daily(160, (at) => (at < 119 ? null : 124 + (at - 119) / 6)),
  },
];
const fan = [0.95, 0.8].map((level) => ({
  name: `${level * 100}%`,
  colour: 'orange',
  points: daily(160, (at) => at - 119)
    .filter(({ value }) => (value ?? 0) >= 0)
    .map(({ time, value }) => {
      const [middle, half] = [124 + (value ?? 0) / 6, Math.sqrt(value ?? 0) * level];
      return { time, lower: middle - half, upper: middle + half };
    }),
}));

const strikes = Array.from({ length: 21 }, (_, at) => 80 + at * 2);
const smiles: XySeries[] = [
  { name: 'Calls', kind: 'both', points: strikes.map((x) => ({ x, y: 0.2 + ((x - 100) / 100) ** 2 })) },
  { name: 'Puts', kind: 'both', points: strikes.map((x) => ({ x, y: 0.22 + ((x - 98) / 90) ** 2 })) },
];
const fast = [5, 10, 15, 20, 25];
const slow = [30, 50, 100, 200];
const returns = slow.map((y) => fast.map((x) => (x === 25 && y === 30 ? null : Math.sin(x * y) / 4)));

function Picked() {
  const [picked, setPicked] = useState('');
  return (
    <>
      <Title order={2}>Grid</Title>
      <HeatMap
        {...{
          label: 'Returns of a grid',
          xTitle: 'Fast',
          yTitle: 'Slow',
          xs: fast,
          ys: slow,
          values: returns,
        }}
        valueTitle="Return"
        format="percent"
        onPick={(x, y) => setPicked(`${x} and ${y}`)}
      />
      <output>{picked}</output>
    </>
  );
}

function Charts() {
  return (
    <Stack component="main" p="md">
      <Title order={1}>Charts</Title>
      <Lines />
      <Title order={2}>Fan</Title>
      <TimeChart label="A made-up forecast" height={240} series={known} bands={fan} />
      <Title order={2}>Smile</Title>
      <XyChart
        {...{ label: 'A made-up smile', height: 240, series: smiles, xTitle: 'Strike', yTitle: 'Volatility' }}
        yFormat="percent"
        mark={{ x: 101, name: 'Last price' }}
      />
      <Picked />
    </Stack>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('charts.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Charts />
    </MantineProvider>
  </StrictMode>,
);
