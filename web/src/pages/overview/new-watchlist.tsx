import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useCreateWatchlist, type Watchlist } from '../../api/watchlists.ts';
import { Failed } from '../../components/states.tsx';

/** A button, and the dialog that asks for the name. */
export function NewWatchlist({ onCreate }: { readonly onCreate: (made: Watchlist) => void }) {
  const [opened, { open, close }] = useDisclosure();
  const [name, setName] = useState('');
  const { mutate, isPending, error, reset } = useCreateWatchlist();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate(
      { name: name.trim(), symbols: [] },
      {
        onSuccess: (made) => {
          close();
          onCreate(made);
        },
      },
    );
  };
  const begin = (): void => {
    reset();
    setName('');
    open();
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={begin}>
        New list
      </Button>
      <Modal opened={opened} onClose={close} title="New watchlist" size="sm">
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label="Name"
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
              required
              maxLength={60}
              data-autofocus
            />
            {error && <Failed error={error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={isPending} disabled={name.trim() === ''}>
                Create
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
