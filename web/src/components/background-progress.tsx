import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import type { Followed } from '../api/background.ts';
import { Failed, Loading } from './states.tsx';

interface BackgroundProgressProps {
  readonly followed: Followed;
  /** What is worked on, such as "the forecast". */
  readonly what: string;
  readonly onRetry: () => void;
}

/** How far a question in the background is, or why it has no answer. Nothing once it is done. */
export function BackgroundProgress({ followed, what, onRetry }: BackgroundProgressProps) {
  const { found, isRunning, asking, cancel } = followed;
  if (asking.error) return <Failed error={asking.error} onRetry={onRetry} />;
  if (found.error) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (asking.isPending || found.isLoading) return <Loading what={what} />;
  const { data } = found;
  if (data === undefined || data.state === 'done') return null;
  if (isRunning) {
    const share = data.progress ? (100 * data.progress.done) / data.progress.total : 0;
    return (
      <Paper withBorder p="md" role="status">
        <Stack gap="xs">
          <Group justify="space-between">
            <Text size="sm">
              {data.state === 'waiting' ? `Waiting to begin with ${what} …` : `Working on ${what} …`}
            </Text>
            <Button size="xs" variant="default" onClick={cancel}>
              Cancel
            </Button>
          </Group>
          <Progress value={data.progress ? share : 100} animated aria-label={`Progress of ${what}`} />
        </Stack>
      </Paper>
    );
  }
  const { problem } = data;
  return (
    <Alert color={data.state === 'failed' ? 'red' : 'gray'} role="alert" title={titleOf(data.state)}>
      <Stack gap="xs" align="flex-start">
        {problem && (
          <Text size="sm">
            Expected {problem.expected}. Got {problem.got}. {problem.remedy}
          </Text>
        )}
        <Button size="xs" variant="light" onClick={onRetry}>
          Ask again
        </Button>
      </Stack>
    </Alert>
  );
}

const titleOf = (state: string): string => (state === 'failed' ? 'No answer' : 'Cancelled');
