import { type FetchedRate, type RateRequest, type RateSource, SourceFailure } from '../../domain/source.ts';
import { csvRows } from '../csv.ts';
import { snippet } from '../http/answer.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Question } from '../http/question.ts';
import { microsOfDate } from '../read-text.ts';
import { maturities } from './maturities.ts';

const path = '/resource-center/data-chart-center/interest-rates/daily-treasury-rates.csv';
/** The curve is published from here on. */
const firstYear = 1990;

/** `01/31/2026` as `2026-01-31`. */
const isoDate = (date: string) => date.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2');

/** The rates in one year's file, newest first as they are written. @throws SourceFailure */
function ratesOf(series: string, column: string, text: string): FetchedRate[] {
  if (!/^\uFEFF?"?Date"?,/.test(text))
    throw new SourceFailure('treasury', 'bad_answer', snippet(text) || 'nothing');
  return csvRows('treasury', text).flatMap((row) => {
    const written = row[column] ?? '';
    // A maturity that was not issued at the time has an empty cell or none.
    if (written === '' || written === 'N/A') return [];
    const ts = microsOfDate(isoDate(row['Date'] ?? ''));
    const percent = Number(written);
    if (typeof ts === 'string' || !Number.isFinite(percent)) {
      throw new SourceFailure('treasury', 'bad_answer', `the row ${snippet(Object.values(row).join(','))}`);
    }
    return [{ series, ts, percent }];
  });
}

/** Par yields of US Treasury securities, as the Treasury publishes them: one file per year, without a key. */
export class TreasurySource implements RateSource {
  readonly name = 'treasury';
  readonly series: ReadonlySet<string> = new Set(maturities.keys());
  readonly #http: HttpClient;
  readonly #baseUrl: string;

  constructor(http: HttpClient, baseUrl: string) {
    this.#http = http;
    this.#baseUrl = baseUrl;
  }

  async rates({ series, from, to }: RateRequest, signal: AbortSignal): Promise<readonly FetchedRate[]> {
    const column = maturities.get(series);
    if (column === undefined) throw new SourceFailure(this.name, 'unsupported', `the series ${series}`);
    const first = Math.max(new Date(from).getUTCFullYear(), firstYear);
    const last = new Date(Math.min(to, this.#http.now())).getUTCFullYear();
    return this.#http.question(series, signal, async (question) => {
      const rates: FetchedRate[] = [];
      for (let year = first; year <= last; year += 1) {
        rates.push(...(await this.#year(question, year, series, column)));
      }
      const wanted = rates.filter(({ ts }) => ts >= from * 1000 && ts <= to * 1000);
      return wanted.sort((a, b) => a.ts - b.ts);
    });
  }

  #year(question: Question, year: number, series: string, column: string): Promise<FetchedRate[]> {
    const url = new URL(`${this.#baseUrl}${path}/${year}/all`);
    const type = 'daily_treasury_yield_curve';
    url.search = `type=${type}&field_tdr_date_value=${year}&page&_format=csv`;
    return this.#http.ask(question, { url }, (answer) => {
      this.#http.expectSuccess(answer);
      return ratesOf(series, column, answer.body);
    });
  }
}
