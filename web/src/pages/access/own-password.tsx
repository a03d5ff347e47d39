import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useOwnPassword } from '../../api/access.ts';
import { Failed } from '../../components/states.tsx';

/** Another password for oneself. */
export function OwnPassword({ user }: { readonly user: string }) {
  const change = useOwnPassword();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { current, password },
      {
        onSuccess: () => {
          setCurrent('');
          setPassword('');
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={380}>
        <input type="hidden" name="username" autoComplete="username" value={user} readOnly />
        <PasswordInput
          label="Password until now"
          autoComplete="current-password"
          required
          maxLength={256}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="At least 12 characters; all your other sessions end"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {change.error && <Failed error={change.error} />}
        {change.isSuccess && (
          <Alert color="green" role="status">
            The password is changed, and your other sessions have ended.
          </Alert>
        )}
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
