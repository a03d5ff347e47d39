import type pg from 'pg';
import type { BarNote, JudgedBars, QuarantinedRow } from '../../../domain/judged-bars.ts';
import { type BarKey, keyText, quarantineRows, replaceNotes, type SeriesSpan } from './bar-notes.ts';
import type { EtlRun } from './etl-run.ts';
import { deliveredBars, SetAsideSettler } from './settle-set-aside.ts';

/** So many bars, notes and rows are worth the statements that write their notes. */
const worthStatements = 20_000;

/** Writes notes and what is set aside, and settles what was, for many bars at once and not for each batch: most bars have none. */
export class NoteKeeper {
  readonly #client: pg.PoolClient;
  readonly #run: EtlRun;
  readonly #settler: SetAsideSettler;
  #rows = 0;
  /** Not joined: between two spans of a series there can be bars whose notes are written already. */
  #spans: SeriesSpan[] = [];
  #delivered: JudgedBars['bars'][] = [];
  #stored: JudgedBars['bars'][] = [];
  #notes: BarNote[] = [];
  #quarantined: QuarantinedRow[] = [];

  constructor(client: pg.PoolClient, run: EtlRun) {
    this.#client = client;
    this.#run = run;
    this.#settler = new SetAsideSettler(client, run);
  }

  /**
   * What was noted about a bar that was kept is still true; what is noted about the one that came is stored nowhere. But
   * a sound one came, so that none of its time is set aside any longer.
   * @param spans of the bars
   * @param kept keys of those that were kept as they were stored
   */
  async add(
    { bars, notes, quarantined }: JudgedBars,
    spans: readonly SeriesSpan[],
    kept: ReadonlySet<string>,
  ): Promise<void> {
    const isStored = (key: BarKey): boolean => !kept.has(keyText(key));
    this.#rows += bars.length + notes.length + quarantined.length;
    for (const span of spans) this.#spans.push(span);
    this.#delivered.push(bars);
    this.#stored.push(kept.size === 0 ? bars : bars.filter(isStored));
    for (const note of notes) if (isStored(note)) this.#notes.push(note);
    for (const row of quarantined) this.#quarantined.push(row);
    if (this.#rows >= worthStatements) await this.flush();
  }

  async flush(): Promise<void> {
    const [spans, delivered, stored] = [this.#spans, this.#delivered, this.#stored];
    const [notes, quarantined] = [this.#notes, this.#quarantined];
    this.#rows = 0;
    [this.#spans, this.#delivered, this.#stored] = [[], [], []];
    [this.#notes, this.#quarantined] = [[], []];
    await replaceNotes(this.#client, this.#run, { spans, bars: stored }, notes);
    await quarantineRows(this.#client, this.#run, quarantined);
    await this.#settler.settle({
      symbols: new Set(spans.map(({ symbol }) => symbol)),
      keys: () => deliveredBars(delivered.flat()).keys(),
    });
  }
}
