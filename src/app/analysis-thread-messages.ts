import type { FlagValues } from '../config/layers.ts';
import type { EndedJob } from '../jobs/worker.ts';

/** What the thread that answers analyses is started with. */
export interface ThreadData {
  readonly configFile: string | undefined;
  readonly values: FlagValues | undefined;
}

/** `wake`: a question was queued. `stop`: give back what runs, and end. */
export type ToThread = 'wake' | 'stop';

/** An attempt has ended. */
export interface FromThread {
  readonly ended: EndedJob['request']['kind'];
  readonly ending: EndedJob['ending'];
}
