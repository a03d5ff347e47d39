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

/** The rates in one year's file, in ascending time. @throws SourceFailure */
function ratesOf(text: string): FetchedRate[] {
  if (!/^\uFEFF?"?Date"?,/.test(text))
    throw new SourceFailure('treasury', 'bad_answer', snippet(text) || 'nothing');
  return csvRows('treasury', text)
    .flatMap((row) => [...maturities].flatMap(([series, column]) => rateOf(row, series, column)))
    .sort((one, other) => one.ts - other.ts);
}

function rateOf(row: Readonly<Record<string, string>>, series: string, column: string): FetchedRate[] {
  const written = row[column] ?? '';
  // A maturity that was not issued at the time has an empty cell or none.
  if (written === '' || written === 'N/A') return [];
  const ts = microsOfDate(isoDate(row['Date'] ?? ''));
  const percent = Number(written);
  if (typeof ts === 'string' || !Number.isFinite(percent))
    throw new SourceFailure('treasury', 'bad_answer', `the row ${snippet(Object.values(row).join(','))}`);
  return [{ series, ts, percent }];
}

/** Par yields of US Treasury securities, as the Treasury publishes them: one file per year, without a key. */
export class TreasurySource implements RateSource {
  readonly name = 'treasury';
  readonly #http: HttpClient;
  readonly #baseUrl: string;

  constructor(http: HttpClient, baseUrl: string) {
    this.#http = http;
    this.#baseUrl = baseUrl;
  }

  /** A year is a question of its own: all of them take longer than one may, by the rate budget alone. */
  async *rates({ from, to }: RateRequest, signal: AbortSignal): AsyncGenerator<readonly FetchedRate[]> {
    const first = Math.max(new Date(from).getUTCFullYear(), firstYear);
    const last = new Date(Math.min(to, this.#http.now())).getUTCFullYear();
    for (let year = first; year <= last; year += 1) {
      const rates = await this.#http.question(String(year), signal, (question) => this.#year(question, year));
      yield rates.filter(({ ts }) => ts >= from * 1000 && ts <= to * 1000);
    }
  }

  #year(question: Question, year: number): Promise<FetchedRate[]> {
    const url = new URL(`${this.#baseUrl}${path}/${year}/all`);
    const type = 'daily_treasury_yield_curve';
    url.search = `type=${type}&field_tdr_date_value=${year}&page&_format=csv`;
    return this.#http.ask(question, { url }, (answer) => {
      this.#http.expectSuccess(answer);
      return ratesOf(answer.body);
    });
  }
}
