import { Alert, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MigrationAction, MigrationStatus, StartMigration } from '../../../../src/contract/migration.ts';
import { type MigrationWish, useMigrationCommands } from '../../api/migration.ts';
import { Failed } from '../../components/states.tsx';

interface ActionText {
  readonly label: string;
  readonly what: string;
  /** Changes who answers for everybody: its name has to be typed. */
  readonly confirmed: boolean;
}

const texts: Readonly<Record<MigrationAction, ActionText>> = {
  plan: {
    label: 'Plan',
    what: 'Reads the file and tells what a run would do. Changes nothing.',
    confirmed: false,
  },
  run: {
    label: 'Migrate',
    what: 'Copies the file, compares every row, and then has the application answer from TimescaleDB. The file is only read.',
    confirmed: false,
  },
  resume: {
    label: 'Go on',
    what: 'Goes on with what did not come to its end, as it was asked for.',
    confirmed: false,
  },
  follow: {
    label: 'Follow',
    what: 'Carries over what the older application goes on writing, until it is stopped.',
    confirmed: false,
  },
  verify: {
    label: 'Verify',
    what: 'Compares the file as it is now with what is stored, by table, symbol and year. Changes nothing.',
    confirmed: false,
  },
  switch: {
    label: 'Switch',
    what: 'From then on TimescaleDB answers, for every process of this configuration. Refused where the file is not as it was verified.',
    confirmed: true,
  },
  rollback: {
    label: 'Roll back',
    what: 'Carries what was written since the switch into the older file, after a backup of it, and has that file answer again.',
    confirmed: true,
  },
};

/** What can be done now. What makes no sense in this state is not offered. */
function offered({ backend, run, outcome, atWork, command }: MigrationStatus): MigrationAction[] {
  if (atWork || command?.state === 'running') return [];
  if (run === null) return outcome === 'stopped' ? ['plan', 'resume'] : ['plan', 'run'];
  const left: MigrationAction[] = outcome === 'stopped' ? ['resume'] : [];
  const way: MigrationAction[] = backend === 'sqlite' ? ['run', 'follow', 'switch'] : ['rollback'];
  return [...left, 'verify', ...way];
}

export function MigrationActions({ status }: { readonly status: MigrationStatus }) {
  const [asked, setAsked] = useState<MigrationAction | null>(null);
  const { start } = useMigrationCommands();
  const close = () => {
    start.reset();
    setAsked(null);
  };
  return (
    <>
      <Group gap="xs">
        {offered(status).map((action) => (
          <Button
            key={action}
            size="sm"
            variant={texts[action].confirmed ? 'filled' : 'default'}
            color={action === 'rollback' ? 'red' : 'blue'}
            onClick={() => setAsked(action)}
          >
            {texts[action].label}
          </Button>
        ))}
      </Group>
      <Modal
        opened={asked !== null}
        onClose={close}
        title={asked === null ? '' : texts[asked].label}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {asked !== null && (
          <ActionForm
            key={asked}
            action={asked}
            status={status}
            pending={start.isPending}
            error={start.error}
            onStart={(wish) => start.mutate(wish, { onSuccess: close })}
          />
        )}
      </Modal>
    </>
  );
}

interface ActionFormProps {
  readonly action: MigrationAction;
  readonly status: MigrationStatus;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onStart: (wish: MigrationWish) => void;
}

function ActionForm({ action, status, pending, error, onStart }: ActionFormProps) {
  const { what, confirmed, label } = texts[action];
  const [from, setFrom] = useState(status.legacyFile);
  const [switches, setSwitches] = useState(false);
  const [drain, setDrain] = useState(status.writtenSince === true);
  const [typed, setTyped] = useState('');
  const asksFile = action === 'plan' || action === 'run';
  const options: StartMigration = {
    ...(asksFile && { from }),
    ...(action === 'run' && { switches }),
    ...(action === 'switch' && { drain }),
    ...(confirmed && { confirm: typed }),
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onStart({ action, options });
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{what}</Text>
        {asksFile && (
          <TextInput
            label="SQLite file of the older application"
            description="Its path on the machine of the server"
            value={from}
            required
            onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          />
        )}
        {action === 'run' && (
          <Checkbox
            label="Switch to TimescaleDB once every row is verified"
            checked={switches}
            onChange={({ currentTarget }) => setSwitches(currentTarget.checked)}
          />
        )}
        {action === 'switch' && (
          <Checkbox
            label="First carry over what was written since, and compare everything"
            checked={drain}
            onChange={({ currentTarget }) => setDrain(currentTarget.checked)}
          />
        )}
        {confirmed && (
          <>
            <Alert color="orange">This changes who answers, for everybody.</Alert>
            <TextInput
              label={`Type "${action}" to confirm`}
              value={typed}
              autoComplete="off"
              onChange={({ currentTarget }) => setTyped(currentTarget.value.trim())}
            />
          </>
        )}
        {error != null && <Failed error={error} />}
        <Button
          type="submit"
          loading={pending}
          disabled={confirmed && typed !== action}
          color={action === 'rollback' ? 'red' : 'blue'}
        >
          {label}
        </Button>
      </Stack>
    </form>
  );
}
