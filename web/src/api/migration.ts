import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type {
  MigrationAction,
  MigrationCommand,
  MigrationStatus,
  StartMigration,
} from '../../../src/contract/migration.ts';
import { answerOf, client } from './client.ts';

const key = ['migration'];

/** The state of the migration; looked at again every few seconds, since another process may do it. */
export function useMigration() {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: key,
    queryFn: () => answerOf(client.GET('/api/v1/migration')) as Promise<MigrationStatus>,
    refetchInterval: ({ state }) =>
      state.data?.atWork || state.data?.command?.state === 'running' ? 1_000 : 10_000,
  });
  const running = query.data?.command?.state === 'running';
  useEffect(() => {
    if (!running) return;
    const events = new EventSource('/api/v1/migration/events');
    events.addEventListener('command', ({ data }) => {
      const command = JSON.parse(data) as MigrationCommand;
      queries.setQueryData<MigrationStatus>(key, (known) => known && { ...known, command });
      if (command.state !== 'running') void queries.invalidateQueries({ queryKey: key });
    });
    return () => events.close();
  }, [running, queries]);
  return query;
}

export interface MigrationWish {
  readonly action: MigrationAction;
  readonly options: StartMigration;
}

/** Begins a command of the migration, or ends the one that runs. */
export function useMigrationCommands() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: key });
  const start = useMutation({
    mutationFn: ({ action, options }: MigrationWish) =>
      answerOf(client.POST('/api/v1/migration/{action}', { params: { path: { action } }, body: options })),
    onSettled,
  });
  const stop = useMutation({
    mutationFn: () => answerOf(client.DELETE('/api/v1/migration/command')),
    onSettled,
  });
  return { start, stop };
}
