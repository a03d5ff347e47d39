import { StockulaError } from '../../../src/domain/errors.ts';

/** Work of every sort that a thread can meet. */
export type SampleTask =
  | { readonly do: 'sum'; readonly values: Float64Array }
  | { readonly do: 'write'; readonly values: Float64Array; readonly value: number }
  | { readonly do: 'throw-later'; readonly afterMs: number }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'refuse' | 'throw' | 'exit' | 'spin' };

export function runTask(task: SampleTask): number | Promise<number> {
  switch (task.do) {
    case 'sum':
      return task.values.reduce((sum, value) => sum + value, 0);
    case 'write':
      task.values[0] = task.value;
      return task.value;
    case 'throw-later':
      setTimeout(() => {
        throw new RangeError('too late');
      }, task.afterMs);
      return task.afterMs;
    case 'sleep':
      return new Promise((resolve) => setTimeout(() => resolve(task.ms), task.ms));
    case 'refuse':
      throw new StockulaError('USAGE', { expected: 'this', got: 'that', remedy: 'Do so.' });
    case 'throw':
      throw new RangeError('out of the ordinary');
    case 'exit':
      return process.exit(3);
    case 'spin':
      for (;;);
  }
}
