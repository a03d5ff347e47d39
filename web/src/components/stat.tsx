import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
}

/** One figure with its name; several stand in a `SimpleGrid`. */
export function Stat({ label, value, hint }: StatProps) {
  return (
    <Paper withBorder p="sm" component="dl" m={0}>
      <Text c="dimmed" size="xs" component="dt">
        {label}
      </Text>
      <Text fw={600} size="lg" component="dd" m={0} className="figures">
        {value}
      </Text>
      {hint && (
        <Text c="dimmed" size="xs" component="dd" m={0}>
          {hint}
        </Text>
      )}
    </Paper>
  );
}
