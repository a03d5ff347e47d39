import { liveQuery } from '../../contract/live.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Routes } from '../api.ts';
import type { ApiContext } from '../context.ts';
import { eventStreamAnswer, openEventStream } from '../event-stream.ts';
import { LiveHub, type ReadNewest } from '../live/live-hub.ts';
import { watchedIn } from '../live/watched.ts';

/** A user's own, so that one cannot take the places of all, and those of everybody. */
const mostClients = { ofCaller: 10, inAll: 500 };
/** A write brings some bars at most; who needs more of a correction long ago asks for the bars again at `changed`. */
const newestBars = 10;

/** Bars as they are written. */
export const addLive: Routes = (api, context) => {
  const hub = new LiveHub({ changes: context.changes, readNewest: reader(context), log: context.log });
  const ofCaller = new Map<string, number>();
  api.addHook('preClose', async () => hub.close());
  api.get(
    '/api/v1/live',
    {
      config: { right: 'read' },
      schema: {
        tags: ['bars'],
        summary: 'Bars as they are written',
        description:
          'Server-sent events. At first the newest bar of each series, then each that is new or was changed. Come back with Last-Event-ID for what came meanwhile. While changes cannot be heard, `degraded` is sent, and `recovered` once they are again.',
        querystring: liveQuery,
        response: {
          200: eventStreamAnswer(
            'bar: {symbol, interval, adjust, time, open, high, low, close, volume}; changed: {symbols}; degraded: {reason, since}; recovered: {}',
          ),
        },
      },
    },
    (request, reply) => {
      const { user } = request.caller;
      const own = ofCaller.get(user) ?? 0;
      if (own >= mostClients.ofCaller || hub.clients >= mostClients.inAll) throw tooMany(own);
      const stream = openEventStream(request, reply);
      ofCaller.set(user, own + 1);
      const leave = (): void => {
        const left = (ofCaller.get(user) ?? 1) - 1;
        if (left > 0) ofCaller.set(user, left);
        else ofCaller.delete(user);
      };
      if (stream.signal.aborted) leave();
      else stream.signal.addEventListener('abort', leave);
      hub.add(stream, watchedIn(request.query));
    },
  );
};

/** From the store itself: what the cache has may be from before the change that is told of. */
function reader({ ask }: ApiContext): ReadNewest {
  return ({ symbol, interval, adjust }) =>
    ask(async ({ store }) => {
      const { series } = await store.bars(symbol, interval, { latest: newestBars, adjust });
      const value = (column: Float64Array, at: number): number | null => {
        const number = column[at] ?? Number.NaN;
        return Number.isFinite(number) ? number : null;
      };
      return Array.from(series.ts, (ts, at) => ({
        symbol,
        interval,
        adjust,
        time: new Date(ts).toISOString(),
        open: value(series.open, at),
        high: value(series.high, at),
        low: value(series.low, at),
        close: value(series.close, at),
        volume: value(series.volume, at),
      }));
    });
}

function tooMany(own: number): StockulaError {
  return new StockulaError('TOO_MANY_REQUESTS', {
    expected: `at most ${mostClients.ofCaller} streams of live bars of a user at a time`,
    got: own >= mostClients.ofCaller ? `${own} of them open` : 'a server that has no place for more',
    remedy: 'Watch several symbols by one stream, and close those that are no longer read.',
  });
}
