import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: unknown;
}

/** Keeps the failure of a page to the page. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <PageFailed error={error} onRetry={() => this.setState({ error: null })} />;
  }
}

function PageFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const isMissingPart = isPartMissing(error);
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      role="alert"
      title={isMissingPart ? 'This page could not be loaded' : 'This page failed'}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {isMissingPart
            ? 'The server does not answer, or has a newer version of the dashboard. Load the page again.'
            : 'The rest of the dashboard goes on. What happened, for a report:'}
        </Text>
        {!isMissingPart && (
          <Text size="sm" ff="monospace">
            {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
          </Text>
        )}
        <Group gap="xs">
          <Button size="xs" color="red" variant="outline" onClick={() => window.location.reload()}>
            Load again
          </Button>
          {!isMissingPart && (
            <Button size="xs" color="red" variant="subtle" onClick={onRetry}>
              Try again
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

/** Browsers say differently that a part of the program could not be fetched. */
function isPartMissing(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|importing a module|preload/i.test(error.message)
  );
}
