import type pg from 'pg';
import type { BarRecord } from '../../domain/bar-record.ts';
import type { CoverageChange } from '../../domain/coverage.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { EpochMicros, EpochMs } from '../../domain/nominal.ts';
import type { ActionKind } from '../../domain/raw-bar.ts';
import { coverageChange, sessionDayOf } from '../../etl/coverage/answer.ts';
import { noteAggregatesDue } from '../../storage/timescale/aggregates-due.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import { fieldText } from '../../storage/timescale/field-text.ts';
import { mergeBars } from '../../storage/timescale/pipeline/bar-merge.ts';
import { removeNotes } from '../../storage/timescale/pipeline/bar-notes.ts';
import { spansOf } from '../../storage/timescale/pipeline/series-spans.ts';
import {
  deliveredActions,
  deliveredBars,
  settleSetAside,
} from '../../storage/timescale/pipeline/settle-set-aside.ts';
import { pauseRetentionFor } from '../../storage/timescale/policies.ts';
import { inRetriedTransaction } from '../../storage/timescale/transaction.ts';
import { readInstruments } from './instruments.ts';
import type { Pipeline } from './pipeline.ts';
import { actionOf, type ReleasedAction } from './released-action.ts';
import { barOf } from './released-bar.ts';
import { findSetAside, type SetAsideRow, setAsideNoLonger } from './set-aside.ts';
import { storeReleasedDividends, storeReleasedSplits } from './store-released.ts';

/** What was stored on somebody's word. */
export interface Released {
  readonly id: string;
  readonly symbol: string;
  readonly what: 'bar' | ActionKind;
  /** Null for dividends and splits. */
  readonly interval: string | null;
  /** Epoch milliseconds. */
  readonly ts: number;
}

/**
 * Stores rows that are set aside as they are, in place of any that is stored, and sets them aside no longer: all of
 * them or none. What nobody can store is refused: a bar without a time or prices, or with its high below its low; a
 * dividend or split without an ex-date that has come, or that is not above zero.
 * @throws StockulaError NOT_FOUND, USAGE
 */
export function releaseSetAside(
  { database: { pool }, policies }: Pick<Pipeline, 'database' | 'policies'>,
  ids: readonly string[],
  now: EpochMs,
): Promise<Released[]> {
  return inRetriedTransaction(pool, async (client) => {
    const rows = await findSetAside(client, ids);
    refuseTwins(rows);
    const actions = rows
      .filter(({ kind }) => kind === 'actions')
      .map((row) => ({ row, action: sound(row, now) }));
    const bars = rows.filter(({ kind }) => kind === 'bars').map((row) => ({ row, bar: wholeBar(row) }));
    await storeReleasedActions(
      client,
      actions.map(({ action }) => action),
    );
    await storeReleasedBars(
      client,
      bars.map(({ bar }) => bar),
      policies,
    );
    await setAsideNoLonger(client, rows);
    await settleTwins(
      client,
      bars.map(({ bar }) => bar),
      actions.map(({ action }) => action),
    );
    await coverageLedger(client).record(
      await sessionsOf(
        client,
        bars.map(({ bar }) => bar),
      ),
    );
    const released = [...bars.map(releasedBar), ...actions.map(releasedAction)];
    await noticeChanges(
      client,
      released.map(({ symbol }) => symbol),
    );
    return released;
  });
}

function releasedBar({ row: { id }, bar }: { row: SetAsideRow; bar: BarRecord }): Released {
  const { symbol, interval, ts } = bar;
  return { id, symbol, what: 'bar', interval, ts: ts / 1000 };
}

function releasedAction({
  row: { id },
  action: one,
}: {
  row: SetAsideRow;
  action: ReleasedAction;
}): Released {
  const { symbol, action, ts } = one;
  return { id, symbol, what: action, interval: null, ts: ts / 1000 };
}

async function storeReleasedActions(
  client: pg.PoolClient,
  actions: readonly ReleasedAction[],
): Promise<void> {
  await storeReleasedSplits(client, actions);
  await storeReleasedDividends(client, actions);
}

/**
 * What was noted about bars that they replace goes. Aggregates over old bars do not learn of them by themselves, and
 * bars that are older than retention must not be dropped by it unasked.
 */
async function storeReleasedBars(
  client: pg.PoolClient,
  bars: readonly BarRecord[],
  { retentionRawBars }: Pipeline['policies'],
): Promise<void> {
  if (bars.length === 0) return;
  await mergeBars(client, bars, 'on-word');
  await removeNotes(client, { spans: spansOf(bars), bars: [bars] });
  for (const { ts } of bars) {
    const at = fieldText('timestamptz', ts);
    await noteAggregatesDue(client, { first: at, last: at });
  }
  const oldest = bars.reduce((earliest, { ts }) => Math.min(earliest, ts), Number.POSITIVE_INFINITY);
  await pauseRetentionFor(client, fieldText('timestamptz', oldest), retentionRawBars);
}

/** Others of their keys that are set aside say what was decided against. */
async function settleTwins(
  client: pg.PoolClient,
  bars: readonly BarRecord[],
  actions: readonly ReleasedAction[],
): Promise<void> {
  const of = (kind: ActionKind) => actions.filter(({ action }) => action === kind);
  await settleSetAside(client, null, deliveredBars(bars));
  await settleSetAside(client, null, deliveredActions(of('split'), of('dividend')));
}

/** Only one of them could be stored. */
function refuseTwins(rows: readonly SetAsideRow[]): void {
  const known = new Map<string, SetAsideRow>();
  for (const row of rows) {
    const { symbol, interval, ts } = row.original;
    const kind = row.kind === 'actions' ? row.original['action'] : interval;
    const key = `${String(symbol).toUpperCase()} ${String(kind)} ${String(ts)}`;
    const twin = known.get(key);
    if (twin) throw unusable(row, oneOfEach, `says the same bar or action as row ${twin.id}`, chooseOne);
    known.set(key, row);
  }
}

/** The sessions of the bars count as held from now on. */
async function sessionsOf(client: pg.PoolClient, bars: readonly BarRecord[]): Promise<CoverageChange[]> {
  const instruments = await readInstruments(client, [...new Set(bars.map(({ symbol }) => symbol))]);
  const calendars = new Map(instruments.map(({ symbol, calendar }) => [symbol, calendar]));
  return bars.flatMap(({ symbol, interval, ts, fetchedAt }) => {
    const calendar = calendars.get(symbol);
    if (!calendar) return [];
    const taken = { symbol, interval, days: [sessionDayOf(calendar, interval, ts)], asked: null };
    return [coverageChange(calendar, { ...taken, fetchedAt: Math.floor(fetchedAt / 1000) as EpochMs })];
  });
}

const oneOfEach = 'one row of each bar, dividend or split';
const chooseOne = 'Release the one that is right; "stockula etl quarantine explain" shows both.';
const wantedBar = 'a bar with symbol, interval, time and four positive prices, its high not below its low';
const wantedAction = 'a dividend or split with symbol, a value above zero, and an ex-date that has come';

function wholeBar(row: SetAsideRow): BarRecord {
  const bar = barOf(row);
  if (bar === null) throw unusable(row, wantedBar, 'is none');
  return bar;
}

function sound(row: SetAsideRow, now: EpochMs): ReleasedAction {
  const action = actionOf(row, (now * 1000) as EpochMicros);
  if (typeof action === 'string') throw unusable(row, wantedAction, action);
  return action;
}

const fetchAgain = 'Have it fetched again: "stockula etl quarantine retry".';

function unusable({ id }: SetAsideRow, expected: string, why: string, remedy = fetchAgain): StockulaError {
  return new StockulaError('USAGE', { expected, got: `row ${id}, which ${why}`, remedy });
}
