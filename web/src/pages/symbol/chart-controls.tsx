import { Button, Group, NativeSelect, Switch } from '@mantine/core';
import { useIntervals } from '../../api/bars.ts';
import { ComparePicker } from './compare-picker.tsx';
import { ranges } from './ranges.ts';
import { RunPicker } from './run-picker.tsx';
import type { ChangeState, SymbolState } from './symbol-state.ts';

const adjustments = [
  { value: '', label: 'As stored' },
  { value: 'raw', label: 'Raw prices' },
  { value: 'split', label: 'Split-adjusted' },
  { value: 'total', label: 'Total return' },
];

interface ControlsProps {
  readonly symbol: string;
  readonly state: SymbolState;
  readonly change: ChangeState;
}

/** What is shown, and how. */
export function ChartControls({ symbol, state, change }: ControlsProps) {
  const { data } = useIntervals(symbol);
  const known = data?.intervals.map(({ interval, stored }) => ({
    value: interval,
    label: stored ? interval : `${interval} (made)`,
  })) ?? [{ value: state.interval, label: state.interval }];
  const intervals = known.some(({ value }) => value === state.interval)
    ? known
    : [{ value: state.interval, label: state.interval }, ...known];
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        size="xs"
        label="Interval"
        data={intervals}
        value={state.interval}
        onChange={({ currentTarget }) => change({ interval: currentTarget.value, from: '', to: '' })}
      />
      <NativeSelect
        size="xs"
        label="Adjustment"
        data={adjustments}
        value={state.adjust}
        onChange={({ currentTarget }) => change({ adjust: currentTarget.value })}
      />
      <Group gap={0} role="group" aria-label="Range">
        <Button.Group>
          {ranges.map((range) => (
            <Button
              key={range}
              size="xs"
              px="xs"
              variant={state.range === range && state.from === '' ? 'filled' : 'default'}
              aria-pressed={state.range === range && state.from === ''}
              onClick={() => change({ range, from: '', to: '' })}
            >
              {range}
            </Button>
          ))}
        </Button.Group>
      </Group>
      <ComparePicker symbol={symbol} chosen={state.compare} onChange={(compare) => change({ compare })} />
      <RunPicker symbol={symbol} run={state.run} onChange={(run) => change({ run })} />
      <Switch
        size="xs"
        mb={6}
        label="Logarithmic"
        checked={state.log}
        onChange={({ currentTarget }) => change({ log: currentTarget.checked })}
      />
      <Switch
        size="xs"
        mb={6}
        label="Dividends and splits"
        checked={state.events}
        onChange={({ currentTarget }) => change({ events: currentTarget.checked })}
      />
    </Group>
  );
}
