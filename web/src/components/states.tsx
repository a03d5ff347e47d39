import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { PropsWithChildren } from 'react';
import { ApiProblem } from '../api/client.ts';

// What stands where an answer is not there: on its way, without content, or refused.

export function Loading({ what }: { readonly what: string }) {
  return (
    <Center mih={160} role="status" aria-label={`Loading ${what}`}>
      <Loader size="sm" />
    </Center>
  );
}

/** Nothing is there; the children say what to do about it. */
export function Empty({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return (
    <Center mih={160}>
      <Stack gap={4} align="center">
        <Text fw={600}>{title}</Text>
        <Text c="dimmed" size="sm" component="div" ta="center">
          {children}
        </Text>
      </Stack>
    </Center>
  );
}

/** An answer that failed: what was expected, what came, what to do, and a way to ask again. */
export function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error.problem : null;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={problem?.title ?? 'No answer'}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        {problem ? (
          <Text size="sm">
            Expected {problem.expected}. Got {problem.got}. {problem.remedy}
          </Text>
        ) : (
          <Text size="sm">{error instanceof Error ? error.message : String(error)}</Text>
        )}
        {onRetry && (
          <Button size="xs" variant="light" color="red" onClick={onRetry}>
            Ask again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
