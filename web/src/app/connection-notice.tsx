import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { When } from '../components/when.tsx';
import { useConnection } from './use-connection.ts';

/** Says above every page that the server does not answer, or answers from old data. */
export function ConnectionNotice() {
  const { isOffline, stale } = useConnection();
  if (isOffline) {
    return (
      <Alert
        color="red"
        mb="md"
        role="status"
        icon={<IconPlugConnectedX aria-hidden />}
        title="No connection"
      >
        <Text size="sm">
          The server does not answer. What is shown may be old; it is asked again every few seconds.
        </Text>
      </Alert>
    );
  }
  if (stale === null) return null;
  return (
    <Alert color="yellow" mb="md" role="status" icon={<IconAlertTriangle aria-hidden />} title="Older data">
      <Text size="sm">
        The database does not answer since <When time={stale.since} />: {stale.reason}. What is shown comes
        from what stands in for it, and may be older than what is known.
      </Text>
    </Alert>
  );
}
