import type * as z from 'zod';
import { sources } from '../../../src/config/sections/sources.ts';
import { addDays, parseDay } from '../../../src/domain/day.ts';
import type { EpochMs, TickerSymbol } from '../../../src/domain/nominal.ts';
import type { FetchWish } from '../../../src/manager/pipeline/fetch-bars.ts';
import type { Pipeline } from '../../../src/manager/pipeline/pipeline.ts';
import { systemClock } from '../../../src/sources/http/clock.ts';
import { openProviders } from '../../../src/sources/providers.ts';
import { type Database, openDatabase } from '../../../src/storage/timescale/database.ts';
import { applyPolicies } from '../../../src/storage/timescale/policies.ts';
import { upgradeSchema } from '../../../src/storage/timescale/schema-upgrades.ts';
import { noMetrics } from '../../../src/telemetry/metric-table.ts';
import { startEmbedded } from '../../support/embedded.ts';

const policies = { chunkIntervalPrices: '1 day', compressAfter: '7 days', retentionRawBars: '5 years' };

export interface TestDatabase {
  readonly database: Database;
  readonly dataDirectory: string;
  stop(): Promise<void>;
}

/** An embedded database with its schema, as a program opens it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const engine = await startEmbedded();
  const { dataDirectory } = engine;
  const database = await openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null });
  await upgradeSchema(database.pool, database.edition.name);
  await applyPolicies(database.pool, database.edition, policies);
  return {
    database,
    dataDirectory,
    stop: async () => {
      await database.close();
      await engine.stop();
    },
  };
}

/** A pipeline whose only source is Yahoo at an address, at a time that the test sets. */
export interface TestPipeline extends Pipeline {
  setNow(iso: string): void;
}

interface PipelineSettings {
  readonly now: string;
  /** The section `sources` of the configuration. */
  readonly sources?: z.input<typeof sources>;
}

export function openTestPipeline(
  database: Database,
  address: string,
  { now: at, sources: given = {} }: PipelineSettings,
): TestPipeline {
  let moment = Date.parse(at) as EpochMs;
  const now = () => moment;
  const asked = { ...given, order: ['yahoo' as const], yahoo: { ...given.yahoo, base_url: address } };
  const { market, rates } = openProviders(sources.parse(asked), { clock: { ...systemClock, wall: now } });
  return {
    database,
    policies,
    market,
    rates,
    metrics: noMetrics,
    onChanged: async () => undefined,
    now,
    setNow: (iso) => {
      moment = Date.parse(iso) as EpochMs;
    },
  };
}

/** Daily bars from one session to another, both included; what is held is not fetched. */
export function dailyBars(symbols: readonly string[], from: string, to: string): FetchWish {
  const range = { from: parseDay(from), to: addDays(parseDay(to), 1) };
  return {
    symbols: symbols as readonly TickerSymbol[],
    interval: '1d',
    rangeOf: () => range,
    replace: false,
    again: false,
  };
}
