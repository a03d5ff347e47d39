import { openFile } from '../../sources/files/open-file.ts';
import type { FileOptions } from '../../sources/files/options.ts';
import type { FilePart } from '../../sources/files/part.ts';
import { HeadStart } from './head-start.ts';

/** Up to 20,000 rows: so many can be judged before the database is through with the first of them. */
const batchesAhead = 14;

/** A file on which somebody has begun. */
export interface FileAhead {
  /** @throws StockulaError SOURCE_UNUSABLE */
  parts(): AsyncGenerator<FilePart, void>;
  /** Lets go of it, wherever it is. */
  close(): Promise<void>;
}

/**
 * Opens a file and reads the first rows of its first part, so that they are there when they are asked for. Whatever is
 * wrong with it shows then.
 */
export function openAhead(
  path: string,
  options: FileOptions,
  onSkipped?: (member: string) => void,
): FileAhead {
  const parts = new HeadStart(barsAhead(openFile(path, options, onSkipped)), 1);
  return { parts: () => parts.items(), close: () => parts.close() };
}

async function* barsAhead(parts: AsyncIterable<FilePart>): AsyncGenerator<FilePart> {
  let isFirst = true;
  for await (const part of parts) {
    if (isFirst) yield* withFirstBars(part);
    else yield part;
    isFirst = false;
  }
}

/** The part, whose first pass through its bars has begun; it ends when the next part is asked for. */
async function* withFirstBars(part: FilePart): AsyncGenerator<FilePart> {
  const first = new HeadStart(part.bars(), batchesAhead);
  let isUsed = false;
  const bars = () => {
    if (isUsed) return part.bars();
    isUsed = true;
    return first.items();
  };
  try {
    yield { ...part, bars };
  } finally {
    await first.close();
  }
}
