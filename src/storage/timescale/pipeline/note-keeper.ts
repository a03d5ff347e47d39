import type pg from 'pg';
import type { BarNote, JudgedBars, QuarantinedRow } from '../../../domain/judged-bars.ts';
import { quarantineRows, replaceNotes, type SeriesSpan } from './bar-notes.ts';
import type { EtlRun } from './etl-run.ts';
import { deliveredBars, settleSetAside } from './settle-set-aside.ts';

/** So many bars, notes and rows are worth the statements that write their notes. */
const worthStatements = 20_000;

/** Writes notes and what is set aside, and settles what was, for many bars at once and not for each batch: most bars have none. */
export class NoteKeeper {
  readonly #client: pg.PoolClient;
  readonly #run: EtlRun;
  #rows = 0;
  /** Not joined: between two spans of a series there can be bars whose notes are written already. */
  #spans: SeriesSpan[] = [];
  #bars: JudgedBars['bars'][] = [];
  #notes: BarNote[] = [];
  #quarantined: QuarantinedRow[] = [];

  constructor(client: pg.PoolClient, run: EtlRun) {
    this.#client = client;
    this.#run = run;
  }

  /** @param spans of the bars that came; those that were kept as they were stored are no longer among the bars */
  async add({ bars, notes, quarantined }: JudgedBars, spans: readonly SeriesSpan[]): Promise<void> {
    this.#rows += bars.length + notes.length + quarantined.length;
    for (const span of spans) this.#spans.push(span);
    this.#bars.push(bars);
    for (const note of notes) this.#notes.push(note);
    for (const row of quarantined) this.#quarantined.push(row);
    if (this.#rows >= worthStatements) await this.flush();
  }

  async flush(): Promise<void> {
    const [spans, bars, notes, quarantined] = [this.#spans, this.#bars, this.#notes, this.#quarantined];
    this.#rows = 0;
    [this.#spans, this.#bars, this.#notes, this.#quarantined] = [[], [], [], []];
    await replaceNotes(this.#client, this.#run, { spans, bars }, notes);
    await quarantineRows(this.#client, this.#run, quarantined);
    await settleSetAside(this.#client, this.#run, {
      symbols: new Set(spans.map(({ symbol }) => symbol)),
      keys: () => deliveredBars(bars.flat()).keys(),
    });
  }
}
