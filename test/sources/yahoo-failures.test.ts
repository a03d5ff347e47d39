import { afterEach, expect, test, vi } from 'vitest';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { SourceFailure } from '../../src/domain/source.ts';
import type { HttpEvent } from '../../src/sources/http/observe.ts';
import type { StandInOptions } from '../support/yahoo/plan.ts';
import { barRequest, never, yahooAt } from '../support/yahoo-source.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';

const now = '2026-03-02T17:00:30Z';
const apple = 'AAPL' as TickerSymbol;

let standIn: YahooStandIn;
afterEach(() => standIn.close());

async function start(options: StandInOptions = {}) {
  standIn = await YahooStandIn.start({ now, ...options });
}

const week = (symbol: string) => barRequest(symbol, '2026-02-23', '2026-03-02');

test('cookie and crumb are fetched once, kept, and renewed once they are refused', async () => {
  await start();
  const source = yahooAt(standIn.address, { now });
  const [chain, company, quote] = await Promise.all([
    source.optionChain(apple, never),
    source.company(apple, never),
    source.quote(apple, never),
  ]);
  expect(chain.options).toHaveLength(4 * 10);
  expect(new Set(chain.options.map(({ expiration }) => expiration)).size).toBe(4);
  expect(company).toMatchObject({ name: 'AAPL Corporation', sector: 'Technology', answered: 'AAPL' });
  expect(quote.price).toBe(standIn.market.soFar('AAPL', Date.parse('2026-03-02')).close);
  expect(standIn.arrivals.about('')).toBe(2);
  standIn.session.expire();
  expect((await source.quote(apple, never)).price).toBe(quote.price);
  expect(standIn.arrivals.about('')).toBe(4);
});

test('where Yahoo asks to agree to its cookies first, that is done', async () => {
  await start({ consent: true });
  const source = yahooAt(standIn.address, { now });
  expect((await source.quote(apple, never)).answered).toBe('AAPL');
  // The page twice, two redirects, the form, its answer, and the crumb.
  expect(standIn.arrivals.about('')).toBe(7);
});

test('who gives up while the crumb is fetched does not take it from the others', async () => {
  await start({ latencyMs: 200 });
  const source = yahooAt(standIn.address, { now });
  const controller = new AbortController();
  const first = source.quote(apple, controller.signal);
  const second = source.quote('MSFT' as TickerSymbol, never);
  setTimeout(() => controller.abort(new Error('no longer wanted')), 100);
  await expect(first).rejects.toThrow('no longer wanted');
  expect((await second).answered).toBe('MSFT');
});

test.each([
  ['truncated', 'bad_answer', 3],
  ['wrong_symbol', 'wrong_symbol', 3],
  ['unavailable', 'unavailable', 3],
  ['throttled', 'throttled', 3],
  ['unknown', 'unknown_symbol', 1],
] as const)('a symbol for which answers are bad for good: %s', async (fault, kind, requests) => {
  await start({ symbols: { BAD: { fault } } });
  const source = yahooAt(standIn.address, { now });
  await expect(source.bars(week('BAD'), never)).rejects.toMatchObject({ kind, source: 'yahoo' });
  expect(standIn.arrivals.about('BAD')).toBe(requests);
  expect((await source.bars(week('GOOD'), never)).bars).toHaveLength(6);
});

test('a symbol that is not known to other routes', async () => {
  await start({ symbols: { GONE: { fault: 'unknown' } } });
  const source = yahooAt(standIn.address, { now });
  const gone = 'GONE' as TickerSymbol;
  for (const asked of [
    source.quote(gone, never),
    source.company(gone, never),
    source.optionChain(gone, never),
  ]) {
    await expect(asked).rejects.toMatchObject({ kind: 'unknown_symbol' });
  }
});

test('the library prints nothing, and no message has the crumb', async () => {
  const spies = (['log', 'info', 'warn', 'error', 'dir'] as const).map((method) => {
    return vi.spyOn(console, method).mockImplementation(() => undefined);
  });
  await start({ symbols: { BAD: { fault: 'unavailable' }, GONE: { fault: 'unknown' } } });
  const source = yahooAt(standIn.address, { now, settings: { attempts: 1 } });
  for (const symbol of ['AAPL', 'BAD', 'GONE'] as TickerSymbol[]) {
    const failure: unknown = await source.quote(symbol, never).catch((error: unknown) => error);
    if (failure instanceof SourceFailure) expect(failure.message).not.toContain('crumb');
  }
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('a symbol is part of the address, and never a path in it', async () => {
  await start();
  const source = yahooAt(standIn.address, { now });
  for (const symbol of ['^GSPC', 'EURUSD=X', 'A/../B', 'M&M.NS']) {
    const { answered } = await source.bars(week(symbol), never);
    expect(answered).toBe(symbol);
    expect(standIn.arrivals.about(symbol)).toBe(1);
  }
});

test('offline, nothing arrives', async () => {
  await start();
  const source = yahooAt(standIn.address, { now, settings: { offline: true } });
  for (const asked of [source.bars(week('AAPL'), never), source.quote(apple, never)]) {
    await expect(asked).rejects.toMatchObject({ kind: 'offline' });
  }
  expect(standIn.arrivals.count).toBe(0);
});

test('with many symbols, faults and retries, the server never sees more than the budget', async () => {
  await start({
    latencyMs: 5,
    faults: { throttled: 0.1, unavailable: 0.1, truncated: 0.1, wrongSymbol: 0.05 },
    symbols: { STUCK: { fault: 'hang' } },
  });
  const events: HttpEvent[] = [];
  const source = yahooAt(standIn.address, {
    now,
    settings: { requests: 20, windowMs: 500, concurrency: 8, attempts: 8, attemptMs: 3000, breakAfter: 1000 },
    observe: (event) => events.push(event),
  });
  const symbols = Array.from({ length: 60 }, (_, index) => `SYM${index}`);
  const stuck = source.bars(week('STUCK'), AbortSignal.timeout(2000)).catch(() => null);
  const answers = await Promise.all(symbols.map((symbol) => source.bars(week(symbol), never)));
  expect(answers.map(({ answered }) => answered)).toEqual(symbols);
  expect(answers.every(({ bars }) => bars.length === 6)).toBe(true);
  await stuck;
  const retries = events.filter(({ type }) => type === 'retry').length;
  expect(retries).toBeGreaterThan(5);
  expect(standIn.arrivals.count).toBe(events.filter(({ type }) => type === 'request').length);
  expect(standIn.arrivals.mostIn(500)).toBeLessThanOrEqual(20);
  expect(standIn.arrivals.mostIn(500)).toBeGreaterThan(10);
});
