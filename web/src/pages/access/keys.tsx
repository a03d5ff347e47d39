import { Button, Group, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Answer, type GrantedRight, useKeys, useNewKey, useRevokeKey } from '../../api/access.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { RightSelect } from './right-select.tsx';
import { Sure } from './sure.tsx';
import { ToldOnce } from './told-once.tsx';

type Key = Answer<typeof useKeys>['keys'][number];

/** Keys by which programs ask. */
export function Keys({ right }: { readonly right: GrantedRight }) {
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useKeys(all);
  const revoke = useRevokeKey();
  const columns: Column<Key>[] = [
    { id: 'name', title: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
    { id: 'prefix', title: 'Begins with', cell: ({ prefix }) => <code>{prefix}…</code> },
    ...(all
      ? [{ id: 'owner', title: 'User', cell: ({ owner }: Key) => owner, sortBy: ({ owner }: Key) => owner }]
      : []),
    { id: 'right', title: 'Right', cell: (key) => key.right },
    { id: 'expires', title: 'Last day (UTC)', cell: ({ expiresAt }) => expiresAt?.slice(0, 10) ?? 'no end' },
    { id: 'used', title: 'Last used', cell: ({ usedAt }) => (usedAt ? <When time={usedAt} /> : 'never') },
    {
      id: 'revoke',
      title: 'Change',
      cell: ({ id, name }) => (
        <Sure what="Revoke" of={`the key ${name}`} onSure={() => revoke.mutate(id)}>
          Programs that ask with it are refused from then on.
        </Sure>
      ),
    },
  ];
  return (
    <>
      <NewKey right={right} />
      {right === 'admin' && (
        <Switch
          mb="sm"
          label="Keys of all users"
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      )}
      {revoke.error && <Failed error={revoke.error} />}
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading what="keys" />}
      {data && (
        <DataTable
          label="Keys"
          columns={columns}
          rows={data.keys}
          rowKey={({ id }) => id}
          empty={<Empty title="No keys">Make one above for a script or another program.</Empty>}
        />
      )}
    </>
  );
}

function NewKey({ right: most }: { readonly right: GrantedRight }) {
  const create = useNewKey();
  const [name, setName] = useState('');
  const [right, setRight] = useState<GrantedRight>('read');
  const [lastDay, setLastDay] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expiresAt = lastDay === '' ? null : `${lastDay}T23:59:59.999Z`;
    create.mutate({ name, right, expiresAt }, { onSuccess: () => setName('') });
  };
  return (
    <>
      {create.data && (
        <ToldOnce
          title={`The key ${create.data.key.name}`}
          secret={create.data.secret}
          onDone={create.reset}
        />
      )}
      {create.error && <Failed error={create.error} />}
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm" mb="md">
          <TextInput
            label="What it is for"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RightSelect label="Right" value={right} onChange={setRight} most={most} />
          <TextInput
            type="date"
            label="Last day (UTC; empty: no end)"
            value={lastDay}
            onChange={(event) => setLastDay(event.currentTarget.value)}
          />
          <Button type="submit" loading={create.isPending}>
            Make a key
          </Button>
        </Group>
      </form>
    </>
  );
}
