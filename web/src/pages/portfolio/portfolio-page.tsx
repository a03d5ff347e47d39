import { Button, Group, Modal, SimpleGrid, Stack, Tabs, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation, useParams } from 'wouter';
import { type Portfolio, useDeletePortfolio, usePortfolio, useValuation } from '../../api/portfolios.ts';
import { Change } from '../../components/change.tsx';
import { formatDate, formatPercent, formatPrice } from '../../components/format.ts';
import { Notes } from '../../components/notes.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Price } from '../../components/price.tsx';
import { Stat } from '../../components/stat.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { AllocationPanel } from './allocation-panel.tsx';
import { BacktestPanel } from './backtest-panel.tsx';
import { EditPortfolio } from './edit-portfolio.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { HoldingsPanel } from './holdings-panel.tsx';

/** One portfolio: holdings, weights, value over time, allocation and backtest. */
export function PortfolioPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = usePortfolio(id);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the portfolio" />;
  return <Shown key={id} portfolio={data} />;
}

function Shown({ portfolio }: { readonly portfolio: Portfolio }) {
  const { id, name, currency, notes } = portfolio;
  const [tab, setTab] = useSearchParam('tab', 'holdings');
  const [editing, edit] = useDisclosure();
  const [deleting, confirm] = useDisclosure();
  return (
    <>
      <PageHeader
        title={name}
        {...(notes && { description: notes })}
        actions={
          <Group gap="xs">
            <Button variant="default" onClick={edit.open}>
              Edit
            </Button>
            <Button variant="subtle" color="red" onClick={confirm.open}>
              Delete
            </Button>
          </Group>
        }
      />
      <Figures id={id} />
      <Tabs value={tab} onChange={setTab} keepMounted={false} mt="md">
        <Tabs.List mb="md">
          <Tabs.Tab value="holdings">Holdings</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
          <Tabs.Tab value="allocation">Allocation</Tabs.Tab>
          <Tabs.Tab value="backtest">Backtest</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="holdings">
          <HoldingsPanel id={id} onEdit={edit.open} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryPanel id={id} currency={currency} />
        </Tabs.Panel>
        <Tabs.Panel value="allocation">
          <AllocationPanel portfolio={portfolio} />
        </Tabs.Panel>
        <Tabs.Panel value="backtest">
          <BacktestPanel portfolio={portfolio} />
        </Tabs.Panel>
      </Tabs>
      {editing && <EditPortfolio portfolio={portfolio} onClose={edit.close} />}
      <DeletePortfolio portfolio={portfolio} opened={deleting} onClose={confirm.close} />
    </>
  );
}

function Figures({ id }: { readonly id: string }) {
  const { data, error, refetch } = useValuation(id);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the value" />;
  const { value, currency, dayReturn, dayChange, gain, gainReturn, asOf, cash, cashWeight } = data;
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Stat
          label="Value"
          value={<Price value={value} currency={currency} />}
          hint={asOf ? `At the closes of ${formatDate(asOf)}` : 'No price is known'}
        />
        <Stat
          label="Last day"
          value={<Change value={dayReturn} />}
          hint={`${formatPrice(dayChange)} ${currency}`}
        />
        <Stat
          label="Gain on cost"
          value={<Change value={gainReturn} />}
          hint={`${formatPrice(gain)} ${currency}`}
        />
        <Stat
          label="Cash"
          value={<Price value={cash} currency={currency} />}
          hint={`${formatPercent(cashWeight)} of the value`}
        />
      </SimpleGrid>
      <Notes notes={data.notes} />
    </>
  );
}

interface DeleteProps {
  readonly portfolio: Portfolio;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function DeletePortfolio({ portfolio: { id, version, name }, opened, onClose }: DeleteProps) {
  const removal = useDeletePortfolio();
  const [, navigate] = useLocation();
  return (
    <Modal opened={opened} onClose={onClose} title={`Delete ${name}?`}>
      <Stack>
        <Text size="sm">Its holdings, targets and notes are removed. Bars and past backtests stay.</Text>
        {removal.error && <Failed error={removal.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button
            color="red"
            loading={removal.isPending}
            onClick={() => removal.mutate({ id, version }, { onSuccess: () => navigate('/portfolio') })}
          >
            Delete portfolio
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
