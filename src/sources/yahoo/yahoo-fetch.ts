import type { TickerSymbol } from '../../domain/nominal.ts';
import type { HttpClient, HttpRequest } from '../http/http-client.ts';
import type { Question } from '../http/question.ts';
import { checkBody } from './check-body.ts';

/** Yahoo's data services; the library's other calls are for its cookie and crumb. */
const dataPath = /^\/v\d+\/finance\//;

/** The address to call for one of Yahoo's: of a stand-in where one is configured. */
function calledUrl(url: URL, baseUrl: string | null): URL {
  return baseUrl === null ? url : new URL(`${baseUrl}${url.pathname}${url.search}`);
}

interface FetchOptions {
  readonly http: HttpClient;
  readonly baseUrl: string | null;
  readonly symbol: TickerSymbol;
  readonly question: Question;
}

const never = new AbortController().signal;

/**
 * The `fetch` for the library's calls about one symbol. Answers that are no success never reach the library, which
 * would print their address with the crumb in it.
 */
export function yahooFetch({ http, baseUrl, symbol, question }: FetchOptions): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input));
    const headers = Object.fromEntries(new Headers(init?.headers));
    // The library sends a body once, to agree to Yahoo's cookies where the law wants them agreed to.
    const content = typeof init?.body === 'string' ? { body: init.body } : {};
    const request = { url: calledUrl(url, baseUrl), headers, ...content };
    const answer = dataPath.test(url.pathname)
      ? await http.ask(question, request, (got) => {
          checkBody(http.source, symbol, got, () => http.expectSuccess(got));
          return got;
        })
      : await askForSession(http, request, url);
    const { status, headers: answered } = answer;
    return new Response(status === 204 || status === 304 ? null : answer.body, { status, headers: answered });
  };
}

/**
 * Cookie and crumb serve all symbols, so they are a question of their own, which outlives who asked first. The page
 * that sets the cookie may be of any status but those that mean to come again.
 */
function askForSession(http: HttpClient, request: HttpRequest, url: URL) {
  return http.question('session', never, (question) =>
    http.ask(question, request, (got) => {
      const again = got.status === 429 || got.status >= 500;
      if (again || url.pathname.endsWith('/getcrumb')) http.expectSuccess(got);
      return got;
    }),
  );
}
