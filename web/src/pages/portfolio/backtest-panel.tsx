import { Button, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type PortfolioBacktestAnswer, rebalancings } from '../../../../src/contract/allocations.ts';
import { type PortfolioBacktestQuestion, useBackground } from '../../api/background.ts';
import { type Portfolio, useValuation } from '../../api/portfolios.ts';
import { type ChartSeries, TimeChart } from '../../charts/time-chart.tsx';
import { BackgroundProgress } from '../../components/background-progress.tsx';
import { formatNumber, formatPercent, formatPrice } from '../../components/format.ts';
import { Notes } from '../../components/notes.tsx';
import { Stat } from '../../components/stat.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { type Method, methods, questionOf } from './methods.ts';

/** Buys the portfolio at an earlier day and rebalances it from then on. */
export function BacktestPanel({ portfolio }: { readonly portfolio: Portfolio }) {
  const { data: valuation, error, refetch } = useValuation(portfolio.id);
  const [run, setRun] = useSearchParam('backtest');
  const [method, setMethod] = useSearchParam('method', 'equal_weight');
  const [rebalance, setRebalance] = useState<string | null>('monthly');
  const [from, setFrom] = useState('');
  const followed = useBackground(run);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!valuation) return <Loading what="the holdings" />;
  if (valuation.holdings.length === 0)
    return (
      <Empty title="Nothing to test">Add instruments to the portfolio, with any quantity, even 0.</Empty>
    );
  const ask = (): void => {
    const question: PortfolioBacktestQuestion = {
      ...questionOf(portfolio, valuation, method as Method),
      rebalance: (rebalance ?? 'monthly') as (typeof rebalancings)[number],
      ...(from && { from }),
    };
    followed.asking.mutate({ kind: 'portfolio-backtest', question }, { onSuccess: ({ id }) => setRun(id) });
  };
  const { data } = followed.found;
  const answer = data?.kind === 'portfolio-backtest' ? (data.result as PortfolioBacktestAnswer | null) : null;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} style={{ alignItems: 'end' }}>
        <Select label="Method" data={methods} value={method} onChange={setMethod} allowDeselect={false} />
        <Select
          label="Rebalance"
          data={rebalancings.map((value) => ({
            value,
            label: value === 'drift' ? 'by drift of 5 %' : value,
          }))}
          value={rebalance}
          onChange={setRebalance}
          allowDeselect={false}
        />
        <TextInput
          label="From"
          type="date"
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <Group>
          <Button onClick={ask} loading={followed.asking.isPending} disabled={valuation.value <= 0}>
            Run backtest
          </Button>
        </Group>
      </SimpleGrid>
      <BackgroundProgress followed={followed} what="the backtest" onRetry={ask} />
      {answer && <Tested answer={answer} currency={valuation.currency} />}
    </Stack>
  );
}

interface TestedProps {
  readonly answer: PortfolioBacktestAnswer;
  readonly currency: string;
}

function Tested({ answer, currency }: TestedProps) {
  const series = useMemo(() => seriesOf(answer), [answer]);
  const figure = (name: string): number | null => {
    const value = answer.statistics[name];
    return typeof value === 'number' ? value : null;
  };
  const percent = (name: string): string => {
    const value = figure(name);
    return formatPercent(value === null ? null : value / 100);
  };
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Stat label="Return" value={percent('Return [%]')} />
        <Stat label="Return a year" value={percent('Return (Ann.) [%]')} />
        <Stat label="Deepest drawdown" value={percent('Max. Drawdown [%]')} />
        <Stat label="Sharpe ratio" value={formatNumber(figure('Sharpe Ratio'), 2)} />
        <Stat label="At the end" value={formatPrice(answer.equity.at(-1))} hint={currency} />
        <Stat label="Rebalanced" value={`${formatNumber(answer.rebalances.length)} times`} />
        <Stat
          label="Turnover a year"
          value={formatPercent(
            answer.annualTurnoverPercent === null ? null : answer.annualTurnoverPercent / 100,
          )}
        />
        <Stat label="Commissions" value={formatPrice(answer.commissions)} hint={currency} />
      </SimpleGrid>
      <TimeChart label="Equity and drawdown of the portfolio" height={380} series={series} />
      <Notes notes={answer.notes} />
    </>
  );
}

function seriesOf({ ts, equity, drawdownPercent }: PortfolioBacktestAnswer): ChartSeries[] {
  return [
    {
      kind: 'line',
      name: 'Equity',
      colour: 'blue',
      points: ts.map((time, at) => ({ time, value: equity[at] ?? null })),
    },
    {
      kind: 'area',
      name: 'Drawdown',
      colour: 'red',
      pane: 1,
      format: 'percent',
      points: ts.map((time, at) => ({ time, value: (drawdownPercent[at] ?? 0) / 100 })),
    },
  ];
}
