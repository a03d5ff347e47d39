/** The library's notices and warnings are not for our users: what matters comes as an error. */
const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
  dir: () => undefined,
};

/**
 * The library, with cookies of its own. It is loaded here, so that commands that ask Yahoo nothing do not load it.
 * How many requests run at a time is decided below it, by the HTTP layer.
 */
export async function openLibrary() {
  const [{ default: create }, { ExtendedCookieJar }, modules] = await Promise.all([
    import('yahoo-finance2/createYahooFinance'),
    import('yahoo-finance2/lib/cookieJar'),
    loadModules(),
  ]);
  const YahooFinance = create({ modules });
  return new YahooFinance({
    cookieJar: new ExtendedCookieJar(),
    logger: silent,
    queue: { concurrency: 10_000 },
    suppressNotices: ['yahooSurvey'],
    validation: { logErrors: false, logOptionsErrors: false },
    versionCheck: false,
  });
}

async function loadModules() {
  const [chart, options, quote, quoteSummary] = await Promise.all([
    import('yahoo-finance2/modules/chart'),
    import('yahoo-finance2/modules/options'),
    import('yahoo-finance2/modules/quote'),
    import('yahoo-finance2/modules/quoteSummary'),
  ]);
  return {
    chart: chart.default,
    options: options.default,
    quote: quote.default,
    quoteSummary: quoteSummary.default,
  };
}

export type YahooLibrary = Awaited<ReturnType<typeof openLibrary>>;
