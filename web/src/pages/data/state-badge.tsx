import { Badge } from '@mantine/core';

const colours: Readonly<Record<string, string>> = {
  ...{ finished: 'green', success: 'green', done: 'green' },
  ...{ failed: 'red', died: 'red', 'some failed': 'orange', interrupted: 'orange', retrying: 'orange' },
  ...{ running: 'blue', looking: 'blue', ready: 'violet' },
};

/** A state in its own word; the colour only helps to find it. */
export function StateBadge({ state }: { readonly state: string }) {
  return (
    <Badge color={colours[state] ?? 'gray'} variant="outline" autoContrast style={{ color: 'inherit' }}>
      {state}
    </Badge>
  );
}
