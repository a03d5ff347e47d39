// A process that asks without a break while others change its configuration or kill its database.
import { readFileSync } from 'node:fs';
import { openLiveMarket } from '../../src/app/live-market.ts';
import { messageOf } from '../../src/domain/errors.ts';
import { answerOf, type Expected } from './questions.ts';

/** What came of all questions so far. */
export interface Tally {
  readonly asked: number;
  /** Right answers, by where they came from. */
  readonly right: Readonly<Record<'timescale' | 'sqlite' | 'stale', number>>;
  readonly wrong: readonly string[];
  readonly failed: readonly string[];
  /** Backends in the order in which they were changed to. */
  readonly changes: readonly string[];
  /** Changes that were not followed. */
  readonly kept: readonly string[];
}

const everyMs = 20;
const [configFile, expectedFile] = process.argv.slice(2);
const expected: readonly Expected[] = JSON.parse(readFileSync(expectedFile ?? '', 'utf8'));
const right = { timescale: 0, sqlite: 0, stale: 0 };
const wrong: string[] = [];
const failed: string[] = [];
const changes: string[] = [];
const kept: string[] = [];
let asked = 0;

const live = await openLiveMarket({
  configFile,
  onEvent: (event) => {
    if (event.kind === 'changed') changes.push(event.config.storage.backend);
    else kept.push(messageOf(event.problem));
  },
});

async function ask(question: Expected): Promise<void> {
  const name = `${question.kind} ${question.symbol}`;
  try {
    await live.use(async (market) => {
      const answer = await answerOf(market, question);
      const place = market.stale ? 'stale' : market.config.storage.backend;
      if (answer === question.answer) right[place] += 1;
      else wrong.push(`${name} from ${place}: ${answer.slice(0, 200)}`);
    });
  } catch (error) {
    failed.push(`${name}: ${messageOf(error)}`);
  }
}

const underWay = new Set<Promise<void>>();
const timer = setInterval(() => {
  const question = expected[asked % expected.length];
  asked += 1;
  if (!question) return;
  const asking: Promise<void> = ask(question).finally(() => underWay.delete(asking));
  underWay.add(asking);
}, everyMs);

function report(): void {
  const tally: Tally = { asked, right, wrong, failed, changes, kept };
  process.send?.(tally);
}

process.on('message', async (message) => {
  if (message === 'stop') {
    clearInterval(timer);
    await Promise.all(underWay);
    await live.close();
  }
  report();
  if (message === 'stop') process.disconnect();
});
report();
