import { Alert, Tabs } from '@mantine/core';
import { useWho } from '../../api/access.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { AuditLog } from './audit-log.tsx';
import { Keys } from './keys.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { Users } from './users.tsx';

/** One's own sessions, password and keys; for admins users and the audit log. */
export function AccessPage() {
  const { data, error, refetch } = useWho();
  const [tab, setTab] = useSearchParam('tab', data?.setup ? 'users' : 'keys');
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="who has logged in" />;
  const { setup, user, right } = data;
  const isAdmin = right === 'admin';
  return (
    <>
      <PageHeader
        title="Access"
        description={setup ? 'Who may use this server' : `Logged in as ${user}, with the right "${right}"`}
      />
      {setup && (
        <Alert color="yellow" mb="md" title="Open to this machine only">
          There is no user yet, so whoever is on this machine may do anything, and nobody else may. The first
          admin is added on the command line, which prints a password once:{' '}
          <code>stockula users add NAME</code>
        </Alert>
      )}
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          {!setup && <Tabs.Tab value="keys">Keys</Tabs.Tab>}
          {!setup && <Tabs.Tab value="sessions">Sessions</Tabs.Tab>}
          {!setup && <Tabs.Tab value="password">Password</Tabs.Tab>}
          {isAdmin && <Tabs.Tab value="users">Users</Tabs.Tab>}
          {isAdmin && <Tabs.Tab value="audit">Audit log</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="keys">
          <Keys right={right ?? 'read'} />
        </Tabs.Panel>
        <Tabs.Panel value="sessions">
          <OwnSessions />
        </Tabs.Panel>
        <Tabs.Panel value="password">
          <OwnPassword user={user ?? ''} />
        </Tabs.Panel>
        <Tabs.Panel value="users">
          <Users setup={setup} />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditLog />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
