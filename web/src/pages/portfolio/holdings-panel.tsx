import { Badge, Box, Button, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useValuation, type Valuation } from '../../api/portfolios.ts';
import { Change } from '../../components/change.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatNumber, formatPercent, formatPrice } from '../../components/format.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';

type Holding = Valuation['holdings'][number];

const columns: readonly Column<Holding>[] = [
  {
    id: 'symbol',
    title: 'Symbol',
    cell: ({ symbol }) => <Link href={`/symbols/${encodeURIComponent(symbol)}`}>{symbol}</Link>,
    sortBy: ({ symbol }) => symbol,
  },
  {
    id: 'quantity',
    title: 'Quantity',
    cell: ({ quantity }) => formatNumber(quantity, Number.isInteger(quantity) ? 0 : 4),
    sortBy: ({ quantity }) => quantity,
    numeric: true,
  },
  { id: 'price', title: 'Price', cell: (holding) => <LastPrice holding={holding} />, numeric: true },
  {
    id: 'value',
    title: 'Value',
    cell: ({ value }) => formatPrice(value),
    sortBy: ({ value }) => value,
    numeric: true,
  },
  {
    id: 'day',
    title: 'Last day',
    cell: ({ dayReturn }) => <Change value={dayReturn} />,
    sortBy: ({ dayReturn }) => dayReturn,
    numeric: true,
  },
  {
    id: 'contribution',
    title: 'Contribution',
    cell: ({ dayContribution }) => formatPercent(dayContribution, { signed: true }),
    sortBy: ({ dayContribution }) => dayContribution,
    numeric: true,
  },
  {
    id: 'gain',
    title: 'Gain',
    cell: ({ gainReturn }) => <Change value={gainReturn} />,
    sortBy: ({ gainReturn }) => gainReturn,
    numeric: true,
  },
  { id: 'weight', title: 'Weight and target', cell: (holding) => <Weight holding={holding} /> },
  {
    id: 'drift',
    title: 'Drift',
    cell: ({ drift }) => formatPercent(drift, { signed: true }),
    sortBy: ({ drift }) => (drift === null ? null : Math.abs(drift)),
    numeric: true,
  },
  { id: 'trade', title: 'To the target', cell: (holding) => tradeText(holding), numeric: true },
];

/** What is held, at which weights, and what to buy and sell to come to the targets. */
export function HoldingsPanel({ id, onEdit }: { readonly id: string; readonly onEdit: () => void }) {
  const { data, error, refetch } = useValuation(id);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the holdings" />;
  return (
    <>
      <DataTable
        label="Holdings"
        columns={columns}
        rows={data.holdings}
        rowKey={({ symbol }) => symbol}
        empty={
          <Empty title="Nothing is held">
            <Button size="xs" variant="light" onClick={onEdit}>
              Add holdings
            </Button>
          </Empty>
        }
      />
      {data.cashAfterTrades !== null && (
        <Text size="sm" mt="xs">
          After these trades {formatPrice(data.cashAfterTrades)} {data.currency} of cash are left.
        </Text>
      )}
    </>
  );
}

function LastPrice({ holding }: { readonly holding: Holding }) {
  const { price, priceDate, isStale, problem, currency } = holding;
  if (problem === 'no price') return <Badge color="gray">No price</Badge>;
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {problem === 'other currency' && <Badge color="gray">{currency}</Badge>}
      {isStale && (
        <Text size="xs" c="dimmed" component="span">
          of {priceDate}
        </Text>
      )}
      <span className="figures">{formatPrice(price)}</span>
    </Group>
  );
}

/** A bar as long as the weight, and a line where the target is. */
function Weight({ holding: { weight, targetWeight } }: { readonly holding: Holding }) {
  const part = (value: number): string => `${Math.min(100, 100 * value)}%`;
  return (
    <Group gap={8} wrap="nowrap">
      <Box
        w={90}
        h={12}
        pos="relative"
        bg="var(--mantine-color-default-border)"
        aria-hidden
        style={{ flexShrink: 0 }}
      >
        <Box h="100%" w={part(weight ?? 0)} bg="var(--mantine-primary-color-filled)" />
        {targetWeight !== null && (
          <Box
            pos="absolute"
            top={-3}
            bottom={-3}
            left={part(targetWeight)}
            w={2}
            bg="var(--mantine-color-text)"
          />
        )}
      </Box>
      <span className="figures">
        {formatPercent(weight, { digits: 1 })}
        {targetWeight !== null && ` of ${formatPercent(targetWeight, { digits: 1 })}`}
      </span>
    </Group>
  );
}

function tradeText({ trade }: Holding): string {
  if (trade === null) return '–';
  if (trade.quantity === 0) return 'none';
  const shares = formatNumber(Math.abs(trade.quantity), Number.isInteger(trade.quantity) ? 0 : 4);
  return `${trade.quantity > 0 ? 'buy' : 'sell'} ${shares}`;
}
