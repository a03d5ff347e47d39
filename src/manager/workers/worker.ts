import { StockulaError } from '../../domain/errors.ts';
import { type Order, type Reply, refusal } from './envelope.ts';

/** What piscina calls in a worker thread for each task. */
export async function work({ module, task }: Order): Promise<Reply> {
  try {
    const { runTask }: { runTask(task: unknown): unknown } = await import(module);
    return { answer: await runTask(task) };
  } catch (error) {
    if (error instanceof StockulaError) return refusal(error);
    throw error;
  }
}
