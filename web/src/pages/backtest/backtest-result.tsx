import { Alert, Anchor, List, SimpleGrid, Stack, Tabs, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { BacktestAnswer, EquityCurve, StrategyRun } from '../../../../src/contract/backtests.ts';
import type { ChartPoint } from '../../charts/chart-types.ts';
import { TimeChart } from '../../charts/time-chart.tsx';
import { Change } from '../../components/change.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Stat } from '../../components/stat.tsx';
import { MonthlyReturns } from './monthly-returns.tsx';
import { numeric, parametersText, statisticText } from './statistic-text.ts';
import { Trades } from './trades.tsx';

/** A backtest: the ranking where there are several strategies, and everything about one of them. */
export function BacktestResult({ answer }: { readonly answer: BacktestAnswer }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { runs, symbol, notes } = answer;
  const run = runs.find(({ strategy }) => strategy === chosen) ?? runs[0];
  return (
    <Stack gap="md">
      {answer.stale && (
        <Alert color="yellow" title="Older data">
          The database does not answer: {answer.stale.reason}
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        {symbol}, {answer.interval}, {dayOf(answer.from)} to {dayOf(answer.to)},{' '}
        {answer.bars.toLocaleString('en-US')} bars.{' '}
        {answer.run.id === null ? (
          answer.run.note
        ) : (
          <Anchor
            component={Link}
            href={`/symbols/${symbol}?run=${answer.run.id}`}
            inherit
            underline="always"
          >
            Draw the trades on the chart
          </Anchor>
        )}
      </Text>
      {runs.length > 1 && <Ranking runs={runs} onChoose={setChosen} />}
      {run && <OneRun run={run} />}
      <Notes notes={notes} />
    </Stack>
  );
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const ofTable = [
  'Return [%]',
  'Return (Ann.) [%]',
  'Max. Drawdown [%]',
  'Sharpe Ratio',
  '# Trades',
  'Win Rate [%]',
];

function Ranking({
  runs,
  onChoose,
}: {
  readonly runs: readonly StrategyRun[];
  readonly onChoose: (strategy: string) => void;
}) {
  return (
    <DataTable
      label="Ranking of strategies"
      rows={runs}
      rowKey={({ strategy }) => strategy}
      columns={[
        {
          id: 'strategy',
          title: 'Strategy',
          cell: ({ strategy, title }) => (
            <Anchor component="button" type="button" size="sm" onClick={() => onChoose(strategy)}>
              {title}
            </Anchor>
          ),
          sortBy: ({ title }) => title,
        },
        ...ofTable.map((name) => ({
          id: name,
          title: name.replace(' [%]', ''),
          cell: ({ statistics }: StrategyRun) => statisticText(name, statistics[name]),
          sortBy: ({ statistics }: StrategyRun) => numeric(statistics[name]),
          numeric: true,
        })),
      ]}
    />
  );
}

function OneRun({ run }: { readonly run: StrategyRun }) {
  const { statistics, title, params, equity, trades, openTrades, notes } = run;
  const share = (name: string): number | null => {
    const value = numeric(statistics[name]);
    return value === null ? null : value / 100;
  };
  return (
    <section aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {parametersText(params)}
      </Text>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="xs" mb="md">
        <Stat label="Return" value={<Change value={share('Return [%]')} />} />
        <Stat label="Buy and hold" value={<Change value={share('Buy & Hold Return [%]')} />} />
        <Stat label="Largest drawdown" value={<Change value={share('Max. Drawdown [%]')} />} />
        <Stat
          label="Sharpe ratio"
          value={statisticText('Sharpe Ratio', statistics['Sharpe Ratio'])}
          hint={`${statisticText('# Trades', statistics['# Trades'])} trades`}
        />
      </SimpleGrid>
      <Notes notes={notes} />
      <Tabs defaultValue="curves" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="curves">Curves</Tabs.Tab>
          <Tabs.Tab value="trades">Trades</Tabs.Tab>
          <Tabs.Tab value="months">Months</Tabs.Tab>
          <Tabs.Tab value="all">All figures</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="curves" pt="sm">
          {equity ? (
            <Curves equity={equity} />
          ) : (
            <Text size="sm">
              Curves are drawn of the best strategy of an answer. Test this one alone, or run it again, to see
              its own.
            </Text>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="trades" pt="sm">
          <Trades trades={[...trades, ...openTrades]} />
        </Tabs.Panel>
        <Tabs.Panel value="months" pt="sm">
          {equity ? (
            <MonthlyReturns equity={equity} />
          ) : (
            <Text size="sm">Months are told of the best strategy of an answer.</Text>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="all" pt="sm">
          <AllFigures statistics={{ ...statistics, ...run.riskFree }} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function Curves({ equity: { ts, equity, buyAndHold, drawdownPercent } }: { readonly equity: EquityCurve }) {
  const points = (values: readonly (number | null)[], scale = 1): ChartPoint[] =>
    ts.map((time, at) => {
      const value = values[at];
      return { time, value: typeof value === 'number' ? value * scale : null };
    });
  return (
    <TimeChart
      label="Equity beside buying and holding, and drawdown below"
      height={380}
      series={[
        { kind: 'line', name: 'Equity', points: points(equity), colour: 'blue' },
        { kind: 'line', name: 'Buy and hold', points: points(buyAndHold), colour: 'gray', dashed: true },
        {
          kind: 'area',
          name: 'Drawdown',
          points: points(drawdownPercent, 0.01),
          colour: 'red',
          pane: 1,
          format: 'percent',
        },
      ]}
    />
  );
}

export function AllFigures({ statistics }: { readonly statistics: StrategyRun['statistics'] }) {
  return (
    <DataTable
      label="All figures"
      rows={Object.entries(statistics)}
      rowKey={([name]) => name}
      columns={[
        { id: 'name', title: 'Figure', cell: ([name]) => name },
        { id: 'value', title: 'Value', cell: ([name, value]) => statisticText(name, value), numeric: true },
      ]}
    />
  );
}

export function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" p="xs" mb="sm" title="To be known">
      <List size="sm">
        {notes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
