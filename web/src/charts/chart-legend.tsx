import { Box, Group, Text } from '@mantine/core';
import type { Inks } from './inks.ts';
import type { Reading } from './readings.ts';

interface LegendProps {
  /** When the values are of. */
  readonly when: string;
  readonly readings: readonly Reading[];
  readonly events: readonly string[];
  readonly inks: Inks;
}

/** What everything in the chart says under the cross hair, and else at its end. */
export function ChartLegend({ when, readings, events, inks }: LegendProps) {
  return (
    <Group gap="xs" mih={22} style={{ rowGap: 0 }} data-chart-legend>
      <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {when}
      </Text>
      {readings.map(({ name, text, colour, index, isUp }) => (
        <Group key={name} gap={4} wrap="nowrap">
          <Box
            w={10}
            h={10}
            bg={isUp === undefined ? inks.colour(colour, index) : isUp ? inks.up : inks.down}
            style={{ borderRadius: 2, flexShrink: 0 }}
            aria-hidden
          />
          <Text size="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {name} <b>{text}</b>
          </Text>
        </Group>
      ))}
      {events.map((event) => (
        <Text key={event} size="xs" fw={600}>
          {event}
        </Text>
      ))}
    </Group>
  );
}
