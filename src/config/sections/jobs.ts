import * as z from 'zod';
import { duration, durationOrNever, number, whole } from '../fields.ts';

/** The queue of work in the background, its workers, and what is put into it by the clock. */
export const jobs = z.object({
  concurrency: whole({ min: 1, max: 64 })
    .prefault(4)
    .meta({ description: 'How many jobs one worker runs at the same time', unit: 'jobs' }),
  poll_seconds: number({ min: 0.5, max: 300 })
    .prefault(2)
    .meta({ description: 'How often an idle worker asks for jobs', unit: 's' }),
  heartbeat_seconds: whole({ min: 10, max: 3600 })
    .prefault(30)
    .meta({ description: 'Silence after which the jobs of a worker go to others', unit: 's' }),
  stop_grace_seconds: whole({ min: 0, max: 3600 })
    .prefault(30)
    .meta({ description: 'How long a worker that is to stop lets its jobs finish', unit: 's' }),
  keep_finished: duration().prefault('7 days').meta({ description: 'How long finished jobs stay listed' }),
  keep_failed: duration()
    .prefault('90 days')
    .meta({ description: 'How long jobs stay listed whose attempts are used up' }),
  daily_after_close: durationOrNever()
    .prefault('20 minutes')
    .meta({ description: 'How long after the close of a session its daily bars are fetched' }),
  intraday_every: durationOrNever()
    .prefault('never')
    .meta({ description: 'How often intraday bars are fetched while an exchange is open' }),
  options_before_close: durationOrNever()
    .prefault('never')
    .meta({ description: 'How long before the close of a session option chains are fetched' }),
  metadata_every: durationOrNever()
    .prefault('7 days')
    .meta({ description: 'How often company data, dividends and splits are fetched' }),
  rates_every: durationOrNever()
    .prefault('1 day')
    .meta({ description: 'How often interest rates are fetched' }),
});
