import type { Command } from 'commander';
import type { JobQueue } from '../../../jobs/job-queue.ts';
import { withApp } from '../../context.ts';

/** Opens the queue for one command. */
export function withQueue(command: Command, work: (queue: JobQueue) => Promise<void>): Promise<void> {
  return withApp(
    command,
    async ({ database, config }) => {
      const { JobQueue } = await import('../../../jobs/job-queue.ts');
      const queue = await JobQueue.open(database, config.jobs);
      try {
        await work(queue);
      } finally {
        await queue.close();
      }
    },
    { mustExist: true },
  );
}
