import { Button, Group, SimpleGrid } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { AllocationAnswer } from '../../../../src/contract/allocations.ts';
import type { Portfolio, Valuation } from '../../api/portfolios.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatNumber, formatPercent, formatPrice } from '../../components/format.ts';
import { Notes } from '../../components/notes.tsx';
import { Stat } from '../../components/stat.tsx';
import { EditPortfolio } from './edit-portfolio.tsx';
import { FrontierChart } from './frontier-chart.tsx';

interface Row {
  readonly symbol: string;
  readonly price: number;
  readonly before: number | null;
  readonly after: number;
  readonly risk: number | null;
  readonly held: number;
  readonly quantity: number;
}

const percent = (value: number | null | undefined) =>
  formatPercent(value === null || value === undefined ? null : value / 100);
const shares = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 4);

const columns: readonly Column<Row>[] = [
  { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol, sortBy: ({ symbol }) => symbol },
  {
    id: 'before',
    title: 'Weight now',
    cell: ({ before }) => formatPercent(before),
    sortBy: ({ before }) => before,
    numeric: true,
  },
  {
    id: 'after',
    title: 'Weight then',
    cell: ({ after }) => percent(after),
    sortBy: ({ after }) => after,
    numeric: true,
  },
  { id: 'risk', title: 'Part of the risk', cell: ({ risk }) => percent(risk), numeric: true },
  { id: 'price', title: 'Price', cell: ({ price }) => formatPrice(price), numeric: true },
  { id: 'quantity', title: 'Shares then', cell: ({ quantity }) => shares(quantity), numeric: true },
  { id: 'order', title: 'Order', cell: (row) => orderOf(row), numeric: true },
];

function orderOf({ held, quantity }: Row): string {
  const change = quantity - held;
  if (change === 0) return 'none';
  return `${change > 0 ? 'buy' : 'sell'} ${shares(Math.abs(change))}`;
}

interface AllocatedWeightsProps {
  readonly answer: AllocationAnswer;
  readonly valuation: Valuation;
  readonly portfolio: Portfolio;
}

/** Weights before and after, the orders between them, and what is to be expected. */
export function AllocatedWeights({ answer, valuation, portfolio }: AllocatedWeightsProps) {
  const [taking, take] = useDisclosure();
  const held = new Map(valuation.holdings.map((each) => [each.symbol, each]));
  const rows = answer.positions.map(
    ({ symbol, price, weightPercent, riskPercent, quantity }): Row => ({
      symbol,
      price,
      before: held.get(symbol)?.weight ?? null,
      after: weightPercent,
      risk: riskPercent,
      held: held.get(symbol)?.quantity ?? 0,
      quantity,
    }),
  );
  const after = new Map(answer.positions.map((each) => [each.symbol, each.targetPercent]));
  const holdings = portfolio.holdings.map((holding) => ({
    ...holding,
    targetWeight: Math.floor((after.get(holding.symbol) ?? 0) * 1e4) / 1e6,
  }));
  const { figures, estimate } = answer;
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Stat label="Expected return a year" value={percent(figures?.expectedReturn)} />
        <Stat label="Volatility a year" value={percent(figures?.volatility)} />
        <Stat
          label="Sharpe ratio"
          value={formatNumber(figures?.sharpe, 2)}
          {...(estimate && { hint: `Above ${percent(estimate.riskFreePercent)}` })}
        />
        <Stat label="Cash left" value={formatPrice(answer.leftover)} hint={valuation.currency} />
      </SimpleGrid>
      <DataTable label="Allocation" columns={columns} rows={rows} rowKey={({ symbol }) => symbol} />
      <Group>
        <Button variant="default" onClick={take.open}>
          Take these weights as targets
        </Button>
      </Group>
      <FrontierChart answer={answer} />
      <Notes
        notes={[
          ...(estimate
            ? [`Estimated from ${estimate.returns} returns that all instruments share; they are no promise.`]
            : []),
          ...answer.notes,
        ]}
      />
      {taking && <EditPortfolio portfolio={portfolio} onClose={take.close} holdings={holdings} />}
    </>
  );
}
