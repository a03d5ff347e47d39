import { Title } from '@mantine/core';
import { useMemo } from 'react';
import type { AllocationAnswer } from '../../../../src/contract/allocations.ts';
import { XyChart, type XySeries } from '../../charts/xy-chart.tsx';

/** Risk against expected return: the efficient frontier, the allocation, and where its ends are. */
export function FrontierChart({ answer }: { readonly answer: AllocationAnswer }) {
  const series = useMemo(() => seriesOf(answer), [answer]);
  if (answer.frontier.length === 0) return null;
  return (
    <section aria-label="Efficient frontier">
      <Title order={2} size="h4" mb="xs">
        Efficient frontier
      </Title>
      <XyChart
        label="Efficient frontier: expected return against volatility, a year"
        height={320}
        series={series}
        xTitle="Volatility"
        yTitle="Expected return"
        xFormat="percent"
        yFormat="percent"
      />
    </section>
  );
}

function seriesOf({ frontier, figures, currentFigures, assets }: AllocationAnswer): XySeries[] {
  const at = (volatility: number | null, expected: number | null, label: string) =>
    volatility === null || expected === null ? [] : [{ x: volatility / 100, y: expected / 100, label }];
  return [
    {
      name: 'Frontier',
      kind: 'line',
      colour: 'blue',
      points: frontier.flatMap(({ volatility, expectedReturn }, place) =>
        at(volatility, expectedReturn, `point ${place + 1}`),
      ),
    },
    {
      name: 'This allocation',
      kind: 'scatter',
      colour: 'orange',
      points: figures ? at(figures.volatility, figures.expectedReturn, 'this allocation') : [],
    },
    {
      name: 'Held now',
      kind: 'scatter',
      colour: 'teal',
      points: currentFigures ? at(currentFigures.volatility, currentFigures.expectedReturn, 'held now') : [],
    },
    {
      name: 'Instruments',
      kind: 'scatter',
      colour: 'grape',
      points: assets.flatMap(({ symbol, volatility, expectedReturn }) =>
        at(volatility, expectedReturn, symbol),
      ),
    },
  ];
}
