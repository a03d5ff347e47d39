import { parentPort } from 'node:worker_threads';
import type { HashThreadAnswer } from './hash-thread.ts';
import { DigestSums, type RowBlock } from './row-block.ts';

const sums = new DigestSums();
const answer = (what: HashThreadAnswer): void => parentPort?.postMessage(what);

parentPort?.on('message', (block: RowBlock | null) => {
  if (!block) {
    answer(sums.digits);
    return;
  }
  sums.add(block);
  answer('done');
});
