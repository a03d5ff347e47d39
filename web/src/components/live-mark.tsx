import { Text, Tooltip } from '@mantine/core';
import type { LiveState } from '../api/live-stream.ts';

/** Says whether what is written appears by itself. */
export function LiveMark({ state }: { readonly state: LiveState }) {
  if (state === 'connecting') return null;
  const [mark, text, hint] =
    state === 'live'
      ? ['●', 'live', 'What is written appears here by itself.']
      : [
          '○',
          'live updates paused',
          'The server cannot be heard at the moment. It is tried again by itself.',
        ];
  return (
    <Tooltip label={hint}>
      <Text span inherit c="dimmed" role="status" style={{ whiteSpace: 'nowrap' }}>
        <span aria-hidden>{mark}</span> {text}
      </Text>
    </Tooltip>
  );
}
