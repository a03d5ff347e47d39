import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Loopback, serve } from './loopback.ts';
import { random } from './random.ts';
import { type RouteAnswer, refused } from './yahoo/answers.ts';
import { Arrivals } from './yahoo/arrivals.ts';
import { chartRoute } from './yahoo/chart-route.ts';
import { answerConsent } from './yahoo/consent-routes.ts';
import { StandInMarket } from './yahoo/market.ts';
import type { FaultRates, PermanentFault, StandInOptions } from './yahoo/plan.ts';
import { optionsRoute, quoteRoute, summaryRoute } from './yahoo/quote-routes.ts';
import { SessionRoutes } from './yahoo/session-routes.ts';

type Fault = PermanentFault | 'throttled_with_wait' | null;

const dataPath = /^\/v\d+\/finance\/(chart|options|quote|quoteSummary)\/?([^/]*)$/;
const otherSymbol = 'ZZTOP';

/**
 * A server on the loopback interface that answers like Yahoo Finance, from invented data or from recorded answers,
 * as badly as it is told to.
 */
export class YahooStandIn {
  #market: StandInMarket;
  #server: Loopback | null = null;
  #random: () => number;
  arrivals = new Arrivals();
  readonly session = new SessionRoutes();

  constructor(options: StandInOptions = {}) {
    this.#market = new StandInMarket(options);
    this.#random = random(options.seed ?? 1);
  }

  static async start(options: StandInOptions = {}, port = 0): Promise<YahooStandIn> {
    const standIn = new YahooStandIn(options);
    standIn.#server = await serve((request, response) => standIn.#take(request, response), port);
    return standIn;
  }

  get address(): string {
    return this.#server?.address ?? '';
  }

  /** The invented market: what was traded, not adjusted. */
  get market(): StandInMarket {
    return this.#market;
  }

  /** Changes options, as in `{now: …}`; counts begin again at 0. */
  change(options: StandInOptions): void {
    this.#market = new StandInMarket({ ...this.#market.options, ...options });
    this.arrivals = new Arrivals();
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    if (url.pathname.startsWith('/stand-in/')) {
      this.#control(url, request, response);
      return;
    }
    const [, route = '', inPath = ''] = dataPath.exec(url.pathname) ?? [];
    const symbol = decodeURIComponent(inPath) || (url.searchParams.get('symbols') ?? '');
    this.arrivals.add(symbol);
    const { latencyMs = 0 } = this.#market.options;
    setTimeout(() => this.#answer(url, { route, symbol }, request, response), latencyMs);
  }

  #answer(
    url: URL,
    { route, symbol }: { route: string; symbol: string },
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { consent = false } = this.#market.options;
    if (consent && answerConsent(url, request, response)) return;
    if (this.session.answer(url, request, response)) return;
    const fault = this.#faultOf(symbol);
    if (fault === 'hang') return;
    if (fault === 'throttled' || fault === 'throttled_with_wait') {
      const headers = fault === 'throttled' ? {} : { 'retry-after': '1' };
      response.writeHead(429, headers).end('Too Many Requests');
      return;
    }
    if (fault === 'unavailable') {
      response
        .writeHead([500, 502, 503][Math.floor(this.#random() * 3)] ?? 500)
        .end('<html>sad panda</html>');
      return;
    }
    const admitted = this.session.admits(url, request);
    const asked = fault === 'wrong_symbol' ? otherSymbol : symbol;
    const { status, body } = admitted
      ? this.#routed(route, asked, symbol, url.searchParams)
      : refused('finance', 401, 'Unauthorized', 'Invalid Crumb');
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(fault === 'truncated' ? text.slice(0, text.length / 2) : text);
  }

  #routed(route: string, symbol: string, asked: string, query: URLSearchParams): RouteAnswer {
    const recorded = this.#market.options.recorded?.[`${route}/${asked}`];
    if (recorded !== undefined) return JSON.parse(readFileSync(recorded, 'utf8'));
    if (route === 'quote') return quoteRoute(this.#market, new URLSearchParams({ symbols: symbol }));
    const { fault } = this.#market.planOf(asked);
    const root = { chart: 'chart', options: 'optionChain', quoteSummary: 'quoteSummary' }[route] ?? 'finance';
    if (fault === 'unknown') {
      return refused(root, 404, 'Not Found', 'No data found, symbol may be delisted');
    }
    if (route === 'chart') return chartRoute(this.#market, symbol, query);
    if (route === 'options') return optionsRoute(this.#market, symbol, query);
    if (route === 'quoteSummary') return summaryRoute(this.#market, symbol);
    return refused('finance', 404, 'Not Found', 'no such route');
  }

  #faultOf(symbol: string): Fault {
    const { fault } = this.#market.planOf(symbol);
    if (fault !== undefined && fault !== 'unknown') return fault;
    const rates: FaultRates = this.#market.options.faults ?? {};
    const byRate: readonly (readonly [Fault, number])[] = [
      ['throttled', rates.throttled ?? 0],
      ['throttled_with_wait', rates.throttledWithWait ?? 0],
      ['unavailable', rates.unavailable ?? 0],
      ['truncated', rates.truncated ?? 0],
      ['hang', rates.hang ?? 0],
      ['wrong_symbol', rates.wrongSymbol ?? 0],
    ];
    let chance = this.#random();
    for (const [each, rate] of byRate) {
      if (chance < rate) return each;
      chance -= rate;
    }
    return null;
  }

  /** For a stand-in in another process: `GET /stand-in/counts?window=1000`, `POST /stand-in/options` with JSON. */
  #control(url: URL, request: IncomingMessage, response: ServerResponse): void {
    if (url.pathname === '/stand-in/counts') {
      const mostInWindow = this.arrivals.mostIn(Number(url.searchParams.get('window') ?? 1000));
      response.end(
        JSON.stringify({ requests: this.arrivals.count, mostInWindow, bySymbol: this.arrivals.bySymbol }),
      );
      return;
    }
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      this.change(JSON.parse(body));
      response.end('{}');
    });
  }
}
