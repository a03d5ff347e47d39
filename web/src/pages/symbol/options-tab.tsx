import { Group, NativeSelect, Stack, Tabs, Text, Title } from '@mantine/core';
import type { Instrument } from '../../api/instrument.ts';
import { useOptionChain, useOptionSnapshots } from '../../api/options.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { ContractHistory } from './contract-history.tsx';
import { OptionTable } from './option-table.tsx';
import { Smile } from './smile.tsx';
import type { ChangeState, SymbolState } from './symbol-state.ts';
import { useSpot } from './use-spot.ts';

interface OptionsTabProps {
  readonly instrument: Instrument;
  readonly state: SymbolState;
  readonly change: ChangeState;
}

/** The option chain as of a time: by expiration, with its implied volatilities. */
export function OptionsTab({ instrument: { symbol }, state, change }: OptionsTabProps) {
  const { data: chain, error, refetch } = useOptionChain(symbol, state.asOf);
  const snapshots = useOptionSnapshots(symbol).data?.snapshots ?? [];
  const spot = useSpot(chain);
  const price = spot?.price ?? null;
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!chain) return <Loading what="the option chain" />;
  if (chain.expirations.length === 0)
    return (
      <Empty title="No options">
        No option chain is stored of {symbol}. <code>stockula etl fetch --options {symbol}</code> gets one.
      </Empty>
    );
  const expiration = chain.expirations.includes(state.expiration)
    ? state.expiration
    : (chain.expirations[0] ?? '');
  const of = <Quote extends { expiration: string }>(quotes: readonly Quote[]): Quote[] =>
    quotes.filter((quote) => quote.expiration === expiration);
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <NativeSelect
          size="xs"
          label="As of"
          data={[
            { value: '', label: `Latest (${chain.asOf?.slice(0, 10) ?? 'unknown'})` },
            ...snapshots.map((time) => ({ value: time, label: time.slice(0, 16).replace('T', ' ') })),
          ]}
          value={state.asOf}
          onChange={({ currentTarget }) => change({ asOf: currentTarget.value, expiration: '' })}
        />
        {spot !== null && (
          <Text size="sm" mb={6}>
            {symbol} {spot.from === 'close' ? 'closed at' : 'stood at about'}{' '}
            <b className="figures">{spot.price.toFixed(2)}</b>
          </Text>
        )}
      </Group>
      <Tabs value={expiration} onChange={(next) => change({ expiration: next ?? '' })} keepMounted={false}>
        <Tabs.List style={{ overflowX: 'auto', flexWrap: 'nowrap' }} aria-label="Expirations">
          {chain.expirations.map((each) => (
            <Tabs.Tab key={each} value={each} style={{ flexShrink: 0 }}>
              {each}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={expiration} pt="sm">
          <OptionTable
            {...{ expiration, spot: price, calls: of(chain.calls), puts: of(chain.puts) }}
            onContract={(contract) => change({ contract })}
          />
        </Tabs.Panel>
      </Tabs>
      {state.contract !== '' && (
        <ContractHistory contract={state.contract} onClose={() => change({ contract: '' })} />
      )}
      <Title order={2}>Implied volatility</Title>
      <Smile chain={chain} expiration={expiration} spot={price} />
    </Stack>
  );
}
