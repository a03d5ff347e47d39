import { Readable } from 'node:stream';
import { StockulaError } from '../../domain/errors.ts';
import type { BarsQuestion } from '../../manager/bars/question.ts';
import type { Caller } from '../caller.ts';
import type { ApiContext } from '../context.ts';
import { withoutEnd } from './arrow-page.ts';
import { encodePage } from './encode-page.ts';
import type { BarFormat } from './formats.ts';
import { questionAfter, type ReadPage, readPage } from './read-page.ts';

/**
 * A long range, page by page as the client takes it. Each page is a question of its own: while a slow client reads,
 * nothing is held, neither a connection nor a market, and a database that is lost on the way is asked again.
 */
export function longAnswer(
  ask: ApiContext['ask'],
  question: BarsQuestion,
  format: BarFormat,
  caller: Caller,
): Readable {
  return Readable.from(pagesOf(ask, question, format, caller), { objectMode: false, highWaterMark: 65_536 });
}

async function* pagesOf(
  ask: ApiContext['ask'],
  question: BarsQuestion,
  format: BarFormat,
  caller: Caller,
): AsyncGenerator<Buffer> {
  let isStale: boolean | null = null;
  for (let asked: BarsQuestion | null = question; asked !== null; ) {
    const current: BarsQuestion = asked;
    const isFurther: boolean = isStale !== null;
    const read: ReadPage = await ask((market) => readPage(market, current, isFurther));
    // The head has said whether the answer may be outdated: another store must not go on with it.
    if (isStale !== null && isStale !== (read.stale !== null)) throw storesChanged();
    isStale = read.stale !== null;
    asked = questionAfter(current, read.page);
    const bytes = await encodePage(format, read, caller, isFurther);
    yield format === 'arrow' && asked !== null ? withoutEnd(bytes) : bytes;
  }
}

function storesChanged(): StockulaError {
  return new StockulaError('DATABASE_UNAVAILABLE', {
    expected: 'one store to answer from the first bar to the last',
    got: 'another one in the middle of the answer',
    remedy: 'Ask again.',
  });
}
