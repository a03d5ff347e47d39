import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type PortfolioContent, useDraft, usePortfolios, useValuation } from '../../api/portfolios.ts';
import { Change } from '../../components/change.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatNumber } from '../../components/format.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Price } from '../../components/price.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { NewPortfolio } from './new-portfolio.tsx';

type Row = NonNullable<ReturnType<typeof usePortfolios>['data']>['portfolios'][number];

const columns: readonly Column<Row>[] = [
  { id: 'name', title: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
  {
    id: 'value',
    title: 'Value',
    cell: ({ id, currency }) => <Value id={id} currency={currency} />,
    numeric: true,
  },
  { id: 'day', title: 'Last day', cell: ({ id }) => <DayChange id={id} />, numeric: true },
  {
    id: 'holdings',
    title: 'Holdings',
    cell: ({ holdings }) => formatNumber(holdings),
    sortBy: ({ holdings }) => holdings,
    numeric: true,
  },
  {
    id: 'cash',
    title: 'Cash',
    cell: ({ cash, currency }) => <Price value={cash} currency={currency} />,
    sortBy: ({ cash }) => cash,
    numeric: true,
  },
  {
    id: 'changed',
    title: 'Changed',
    cell: ({ updatedAt }) => <When time={updatedAt} />,
    sortBy: ({ updatedAt }) => updatedAt,
  },
];

function Value({ id, currency }: { readonly id: string; readonly currency: string }) {
  const { data } = useValuation(id);
  return <Price value={data?.value ?? null} currency={currency} />;
}

function DayChange({ id }: { readonly id: string }) {
  return <Change value={useValuation(id).data?.dayReturn ?? null} />;
}

const nothing: PortfolioContent = {
  name: '',
  currency: 'USD',
  cash: 0,
  fractional: false,
  notes: '',
  holdings: [],
};

/** The portfolios of who looks, and how to make another one. */
export function PortfolioListPage() {
  const { data, error, refetch } = usePortfolios();
  const [opened, { open, close }] = useDisclosure();
  const [start, setStart] = useState<PortfolioContent>(nothing);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const [, navigate] = useLocation();
  const draft = useDraft();
  const begin = (content: PortfolioContent, told: readonly string[] = []): void => {
    setStart(content);
    setNotes(told);
    open();
  };
  const beginConfigured = (): void =>
    draft.mutate(null, { onSuccess: ({ draftNotes, ...content }) => begin(content, draftNotes) });
  return (
    <>
      <PageHeader
        title="Portfolios"
        description="What you hold, what it is worth, and how far it is from its targets"
        actions={
          <Group gap="xs">
            <Button variant="default" onClick={beginConfigured} loading={draft.isPending}>
              From the configuration
            </Button>
            <Button onClick={() => begin(nothing)}>New portfolio</Button>
          </Group>
        }
      />
      {draft.error && <Failed error={draft.error} onRetry={beginConfigured} />}
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading what="your portfolios" />}
      {data && (
        <DataTable
          label="Portfolios"
          columns={columns}
          rows={data.portfolios}
          rowKey={({ id }) => id}
          hrefOf={({ id }) => `/portfolio/${id}`}
          empty={
            <Empty title="No portfolio yet">
              <Text size="sm">
                Make one, take that of the configuration file, or paste holdings as CSV into a new one.
              </Text>
            </Empty>
          }
        />
      )}
      <NewPortfolio
        key={opened ? start.name : 'closed'}
        opened={opened}
        onClose={close}
        start={start}
        notes={notes}
        onMade={(id) => navigate(`/portfolio/${id}`)}
      />
    </>
  );
}
