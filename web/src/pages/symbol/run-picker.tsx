import { NativeSelect } from '@mantine/core';
import { useRuns } from '../../api/runs.ts';

interface RunPickerProps {
  readonly symbol: string;
  readonly run: string;
  readonly onChange: (run: string) => void;
}

/** Which kept backtest has its trades drawn. Nothing stands here where none was kept. */
export function RunPicker({ symbol, run, onChange }: RunPickerProps) {
  const { data } = useRuns(symbol);
  const kept = data?.runs.filter(({ kind }) => kind === 'backtest') ?? [];
  if (kept.length === 0 && run === '') return null;
  const options = kept.map(({ id, interval, madeAt, strategies }) => ({
    value: id,
    label: `No. ${id}: ${strategies[0] ?? 'backtest'}, ${interval}, ${madeAt.slice(0, 10)}`,
  }));
  return (
    <NativeSelect
      size="xs"
      label="Trades of backtest"
      data={[{ value: '', label: 'None' }, ...options]}
      value={run}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
