import { Button, CloseButton, Group, NativeSelect, NumberInput, Popover, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { IndicatorEntry } from '../../api/indicators.ts';
import type { ChosenIndicator } from './chosen-indicators.ts';
import { titleOf } from './use-indicator-series.ts';

interface ChipProps {
  readonly chosen: ChosenIndicator;
  readonly entry: IndicatorEntry | undefined;
  readonly problem: Error | null;
  /** null: take it away. */
  readonly onChange: (next: ChosenIndicator | null) => void;
}

/** One indicator in the chart: a button that opens its parameters, and one that takes it away. */
export function IndicatorChip({ chosen, entry, problem, onChange }: ChipProps) {
  const title = titleOf(chosen, entry);
  const set = (name: string, value: number, usual: number): void => {
    const { [name]: _, ...others } = chosen.parameters;
    onChange({ ...chosen, parameters: value === usual ? others : { ...others, [name]: value } });
  };
  return (
    <Group gap={0} wrap="nowrap">
      <Popover position="bottom-start" withArrow trapFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={problem ? <IconAlertTriangle size={14} aria-label="Failed" /> : null}
          >
            {title}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs" maw={280}>
            <Text fw={600} size="sm">
              {entry?.name ?? chosen.id}
            </Text>
            {problem && (
              <Text size="sm" role="alert" maw={260}>
                {problem.message}
              </Text>
            )}
            {entry?.parameters.map(({ name, default: usual, min, max, integer, choices, description }) =>
              choices ? (
                <NativeSelect
                  key={name}
                  size="xs"
                  label={description}
                  data={choices.map((label, at) => ({ value: String(at), label }))}
                  value={String(chosen.parameters[name] ?? usual)}
                  onChange={({ currentTarget }) => set(name, Number(currentTarget.value), usual)}
                />
              ) : (
                <NumberInput
                  key={name}
                  size="xs"
                  label={description}
                  description={`Usually ${usual}`}
                  value={chosen.parameters[name] ?? usual}
                  min={min}
                  max={max}
                  allowDecimal={!integer}
                  onChange={(value) => {
                    if (typeof value === 'number') set(name, value, usual);
                  }}
                />
              ),
            )}
            {entry?.parameters.length === 0 && <Text size="sm">It has no parameters.</Text>}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <CloseButton size="sm" aria-label={`Remove ${title}`} onClick={() => onChange(null)} />
    </Group>
  );
}
