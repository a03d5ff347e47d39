import { Alert, Button, Card, Group, Progress, Stack, Text } from '@mantine/core';
import type { MigrationCommand } from '../../../../src/contract/migration.ts';
import { useMigrationCommands } from '../../api/migration.ts';
import { Failed } from '../../components/states.tsx';

const words: Readonly<Record<MigrationCommand['action'], string>> = {
  plan: 'Planning',
  run: 'Migrating',
  resume: 'Going on',
  follow: 'Following the older file',
  verify: 'Comparing',
  switch: 'Switching to TimescaleDB',
  rollback: 'Going back to the older file',
};

/** What the command that was begun here does now, or how it ended. */
export function CommandProgress({ command }: { readonly command: MigrationCommand }) {
  const { stop } = useMigrationCommands();
  const { state, action, problem } = command;
  if (state !== 'running') {
    return problem ? (
      <Alert color="red" title={`${words[action]}: ${problem.title}`} role="alert">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Expected {problem.expected}. Got {problem.got}. {problem.remedy}
        </Text>
      </Alert>
    ) : null;
  }
  return (
    <Card withBorder padding="sm" role="status" aria-label={words[action]}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{words[action]}</Text>
          <Button
            size="xs"
            variant="default"
            loading={stop.isPending}
            onClick={() => stop.mutate()}
            title="It ends where it can be gone on with"
          >
            Stop
          </Button>
        </Group>
        {action === 'follow' ? <Lag command={command} /> : <At command={command} />}
        {stop.error && <Failed error={stop.error} />}
      </Stack>
    </Card>
  );
}

function At({ command: { progress, action } }: { readonly command: MigrationCommand }) {
  const percent = progress?.total ? (100 * progress.done) / progress.total : null;
  const count =
    progress?.total == null
      ? ''
      : ` ${progress.done.toLocaleString('en')} of ${progress.total.toLocaleString('en')}`;
  return (
    <>
      <Progress
        value={percent ?? 100}
        animated={percent === null}
        aria-label={`${words[action]}, how far it is`}
      />
      <Text size="sm" c="dimmed">
        {progress ? `${progress.step}: ${progress.text}${count}` : 'Beginning'}
      </Text>
    </>
  );
}

function Lag({ command: { followed } }: { readonly command: MigrationCommand }) {
  if (!followed || followed.rounds === 0)
    return <Text size="sm">File and database say the same; waiting for changes.</Text>;
  const { written, removed, quarantined, lagSeconds } = followed;
  return (
    <Text size="sm">
      {lagSeconds.toFixed(1)} s behind the last write · {written.toLocaleString('en')} rows written,{' '}
      {removed.toLocaleString('en')} removed, {quarantined.toLocaleString('en')} set aside
    </Text>
  );
}
