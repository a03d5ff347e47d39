import { Alert, Button, Center, Paper, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useLogIn, useWho } from '../../api/access.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Failed } from '../../components/states.tsx';

/** Name and password, and back to where one was. */
export function LoginPage() {
  const { data } = useWho();
  const logIn = useLogIn();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Opened anew: what was asked before as nobody is asked again.
    logIn.mutate({ user, password }, { onSuccess: () => window.location.assign(nextPage()) });
  };
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="lg" w="100%" maw={380} radius="md">
        <PageHeader title="Log in" description="Stockula: market data and analyses" />
        <form onSubmit={submit}>
          <Stack gap="sm">
            {data?.setup && (
              <Alert color="blue" title="No users yet">
                This server is open to its own machine only, so nobody needs to log in.{' '}
                <Link href="/">Go on</Link>, or add the first admin: <code>stockula users add NAME</code>
              </Alert>
            )}
            <TextInput
              label="User"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              maxLength={64}
              required
              value={user}
              onChange={(event) => setUser(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              name="password"
              autoComplete="current-password"
              maxLength={256}
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {logIn.error && <Failed error={logIn.error} />}
            <Button type="submit" loading={logIn.isPending}>
              Log in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

/** Only pages of ours: an address that leads elsewhere would make a login here look like one there. */
function nextPage(): string {
  const next = new URLSearchParams(window.location.search).get('next') ?? '/';
  const { origin } = window.location;
  const url = URL.canParse(next, origin) ? new URL(next, origin) : null;
  return url?.origin === origin && url.pathname !== '/login' ? url.pathname + url.search : '/';
}
