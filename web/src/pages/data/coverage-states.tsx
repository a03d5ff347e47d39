import { Group, Text } from '@mantine/core';
import type { CoverageLine } from '../../api/data.ts';

type State = 'held' | 'provisional' | 'missing' | 'absent';

interface StateLook {
  readonly state: State;
  readonly title: string;
  readonly hint: string;
}

/** In the order in which they are drawn. */
export const states: readonly StateLook[] = [
  { state: 'held', title: 'Held', hint: 'final bars are stored' },
  { state: 'provisional', title: 'Provisional', hint: 'fetched before the session was final' },
  { state: 'missing', title: 'Missing', hint: 'nobody has asked for it yet' },
  { state: 'absent', title: 'Absent', hint: 'no source had it' },
];

/** Days since 1970 as a date. */
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

export interface Span {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

export function spansOf(line: CoverageLine, state: State): Span[] {
  const days = line[state];
  return Array.from({ length: days.length / 2 }, (_, at) => ({
    from: days[2 * at] ?? 0,
    to: days[2 * at + 1] ?? 0,
  }));
}

/** The patterns that rows of the picture are filled with: colour alone tells nothing. */
export function Patterns() {
  return (
    <svg width={0} height={0} aria-hidden style={{ position: 'absolute' }}>
      <title>Patterns</title>
      <defs>
        <pattern id="coverage-held" width={4} height={4} patternUnits="userSpaceOnUse">
          <rect width={4} height={4} fill="var(--mantine-color-blue-7)" />
        </pattern>
        <pattern
          id="coverage-provisional"
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={6} height={6} fill="var(--mantine-color-blue-3)" />
          <rect width={3} height={6} fill="var(--mantine-color-blue-7)" />
        </pattern>
        <pattern id="coverage-missing" width={6} height={6} patternUnits="userSpaceOnUse">
          <rect width={6} height={6} fill="var(--mantine-color-orange-2)" />
          <circle cx={3} cy={3} r={1.6} fill="var(--mantine-color-orange-9)" />
        </pattern>
        <pattern id="coverage-absent" width={5} height={5} patternUnits="userSpaceOnUse">
          <rect width={5} height={5} fill="var(--mantine-color-gray-4)" />
          <rect width={5} height={1.5} y={2} fill="var(--mantine-color-gray-7)" />
        </pattern>
      </defs>
    </svg>
  );
}

export function Legend() {
  return (
    <Group gap="md" mb="sm">
      {states.map(({ state, title, hint }) => (
        <Group key={state} gap={6} wrap="nowrap">
          <svg width={22} height={12} aria-hidden>
            <title>{title}</title>
            <rect width={22} height={12} fill={`url(#coverage-${state})`} />
          </svg>
          <Text size="xs">
            {title}{' '}
            <Text span c="dimmed" size="xs" visibleFrom="sm">
              – {hint}
            </Text>
          </Text>
        </Group>
      ))}
    </Group>
  );
}
