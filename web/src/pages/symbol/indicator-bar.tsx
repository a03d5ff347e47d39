import { Group, Select, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { IndicatorEntry } from '../../api/indicators.ts';
import type { ChosenIndicator } from './chosen-indicators.ts';
import { IndicatorChip } from './indicator-chip.tsx';
import type { ChangeState, SymbolState } from './symbol-state.ts';

interface BarProps {
  readonly state: SymbolState;
  readonly change: ChangeState;
  readonly catalogue: readonly IndicatorEntry[];
  readonly problems: readonly { readonly id: string; readonly error: Error }[];
}

const mostIndicators = 10;

/** The indicators in the chart: each opens its parameters; others are added by name. */
export function IndicatorBar({ state, change, catalogue, problems }: BarProps) {
  const [typed, setTyped] = useState('');
  const chosen = state.indicators;
  const groups = useMemo(() => groupsOf(catalogue), [catalogue]);
  const replace = (at: number, next: ChosenIndicator | null): void =>
    change({ indicators: chosen.flatMap((one, index) => (index === at ? (next ?? []) : one)) });
  const add = (id: string | null): void => {
    setTyped('');
    if (id) change({ indicators: [...chosen, { id, parameters: {} }] });
  };
  return (
    <Group gap="xs" align="flex-end">
      <Select
        size="xs"
        w={{ base: '100%', xs: 260 }}
        label="Add an indicator"
        placeholder={catalogue.length === 0 ? 'None known yet' : 'SMA, RSI, Bollinger …'}
        data={groups}
        disabled={catalogue.length === 0 || chosen.length >= mostIndicators}
        searchable
        value={null}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={add}
        nothingFoundMessage="No such indicator"
        maxDropdownHeight={320}
      />
      {chosen.map((one, at) => (
        <IndicatorChip
          // biome-ignore lint/suspicious/noArrayIndexKey: the same indicator may be there twice
          key={`${one.id} ${at}`}
          chosen={one}
          entry={catalogue.find(({ id }) => id === one.id)}
          problem={problems.find(({ id }) => id === one.id)?.error ?? null}
          onChange={(next) => replace(at, next)}
        />
      ))}
      {state.compare.length > 0 && chosen.length > 0 && (
        <Text size="xs" c="dimmed" mb={6}>
          Indicators rest while symbols are compared.
        </Text>
      )}
    </Group>
  );
}

function groupsOf(catalogue: readonly IndicatorEntry[]) {
  const groups = Map.groupBy(catalogue, ({ group }) => group);
  return [...groups].map(([group, items]) => ({
    group: group.charAt(0).toUpperCase() + group.slice(1),
    items: items.map(({ id, name }) => ({
      value: id,
      label: name.toLowerCase() === id.toLowerCase() ? id.toUpperCase() : `${id.toUpperCase()} – ${name}`,
    })),
  }));
}
