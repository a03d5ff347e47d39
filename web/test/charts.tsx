// A page with each chart of the dashboard on data that are made up, for tests.
import '@mantine/core/styles.css';
import { Button, MantineProvider, Stack, Title } from '@mantine/core';
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type ChartSeries, TimeChart } from '../src/charts/time-chart.tsx';

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

function Charts() {
  return (
    <Stack component="main" p="md">
      <Title order={1}>Charts</Title>
      <Lines />
      <Title order={2}>Fan</Title>
      <TimeChart label="A made-up forecast" height={240} series={known} bands={fan} />
    </Stack>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('charts.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider defaultColorScheme="auto">
      <Charts />
    </MantineProvider>
  </StrictMode>,
);
