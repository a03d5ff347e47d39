import { Tabs } from '@mantine/core';
import { IconBuilding, IconChartCandle, IconTable } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useParams } from 'wouter';
import { useInstrument } from '../../api/instrument.ts';
import { Failed, Loading } from '../../components/states.tsx';
import { ChartTab } from './chart-tab.tsx';
import { SymbolHeader } from './symbol-header.tsx';
import { type SymbolState, useSymbolState } from './symbol-state.ts';
import { useLiveSymbol } from './use-live-symbol.ts';

const OptionsTab = lazy(async () => ({ default: (await import('./options-tab.tsx')).OptionsTab }));
const CompanyTab = lazy(async () => ({ default: (await import('./company-tab.tsx')).CompanyTab }));

/** One instrument: its chart, its options, the company. */
export function SymbolPage() {
  const symbol = (useParams()['symbol'] ?? '').toUpperCase();
  const [state, change] = useSymbolState();
  const { data, error, refetch } = useInstrument(symbol);
  const live = useLiveSymbol(symbol, state.compare, data !== undefined);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={symbol} />;
  const onTab = (tab: string | null): void => change({ tab: (tab ?? 'chart') as SymbolState['tab'] });
  return (
    <>
      <SymbolHeader instrument={data} live={live} />
      <Tabs value={state.tab} onChange={onTab} keepMounted={false} mt="sm">
        <Tabs.List mb="sm">
          <Tabs.Tab value="chart" leftSection={<IconChartCandle size={16} aria-hidden />}>
            Chart
          </Tabs.Tab>
          <Tabs.Tab value="options" leftSection={<IconTable size={16} aria-hidden />}>
            Options
          </Tabs.Tab>
          <Tabs.Tab value="company" leftSection={<IconBuilding size={16} aria-hidden />}>
            Company
          </Tabs.Tab>
        </Tabs.List>
        <Suspense fallback={<Loading what="the tab" />}>
          <Tabs.Panel value="chart">
            <ChartTab key={symbol} symbol={symbol} state={state} change={change} />
          </Tabs.Panel>
          <Tabs.Panel value="options">
            <OptionsTab instrument={data} state={state} change={change} />
          </Tabs.Panel>
          <Tabs.Panel value="company">
            <CompanyTab instrument={data} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </>
  );
}
