import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import {
  type Answer,
  type GrantedRight,
  useChangeUser,
  useNewUser,
  useRemoveUser,
  useUsers,
} from '../../api/access.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { RightSelect } from './right-select.tsx';
import { Sure } from './sure.tsx';
import { ToldOnce } from './told-once.tsx';

type User = Answer<typeof useUsers>['users'][number];

/** Users, for admins. */
export function Users({ setup }: { readonly setup: boolean }) {
  const { data, error, refetch } = useUsers();
  const change = useChangeUser();
  const remove = useRemoveUser();
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="users" />;
  const columns: Column<User>[] = [
    { id: 'name', title: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
    {
      id: 'right',
      title: 'Right',
      cell: ({ name, right }) => (
        <RightSelect
          bare
          label={`Right of ${name}`}
          value={right}
          onChange={(chosen) => change.mutate({ name, right: chosen })}
        />
      ),
    },
    {
      id: 'login',
      title: 'Last login',
      cell: ({ lastLoginAt }) => (lastLoginAt ? <When time={lastLoginAt} /> : 'never'),
    },
    { id: 'state', title: 'State', cell: ({ disabledAt }) => (disabledAt ? 'blocked' : 'may log in') },
    {
      id: 'change',
      title: 'Change',
      cell: ({ name, disabledAt }) => (
        <Group gap={4} wrap="nowrap">
          {disabledAt ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Let in ${name}`}
              onClick={() => change.mutate({ name, disabled: false })}
            >
              Let in
            </Button>
          ) : (
            <Sure what="Block" of={name} onSure={() => change.mutate({ name, disabled: true })}>
              Sessions end at once, and keys no longer hold.
            </Sure>
          )}
          <Sure what="New password" of={`for ${name}`} onSure={() => change.mutate({ name, password: null })}>
            One is made up and shown once. All sessions end.
          </Sure>
          <Sure what="Remove" of={name} onSure={() => remove.mutate(name)}>
            With all sessions and keys.
          </Sure>
        </Group>
      ),
    },
  ];
  const given = change.data;
  const failure = change.error ?? remove.error;
  return (
    <>
      {!setup && <NewUser />}
      {given?.password && (
        <ToldOnce
          title={`The password of ${given.user.name}`}
          secret={given.password}
          onDone={change.reset}
        />
      )}
      {failure && <Failed error={failure} />}
      <DataTable
        label="Users"
        columns={columns}
        rows={data.users}
        rowKey={({ name }) => name}
        empty={<Empty title="No users">The command line adds the first admin.</Empty>}
      />
    </>
  );
}

function NewUser() {
  const create = useNewUser();
  const [name, setName] = useState('');
  const [right, setRight] = useState<GrantedRight>('read');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name, right }, { onSuccess: () => setName('') });
  };
  return (
    <>
      {create.data?.password && (
        <ToldOnce
          title={`The password of ${create.data.user.name}`}
          secret={create.data.password}
          onDone={create.reset}
        />
      )}
      {create.error && <Failed error={create.error} />}
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm" mb="md">
          <TextInput
            label="Name"
            required
            maxLength={64}
            autoComplete="off"
            autoCapitalize="none"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RightSelect label="Right" value={right} onChange={setRight} />
          <Button type="submit" loading={create.isPending}>
            Add a user
          </Button>
        </Group>
      </form>
    </>
  );
}
