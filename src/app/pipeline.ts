import type { LoadedConfig } from '../config/load.ts';
import type { EpochMs } from '../domain/nominal.ts';
import type { Pipeline } from '../manager/pipeline/pipeline.ts';
import type { ObserveSources, SourceEvent } from '../sources/http/observe.ts';
import { openProviders } from '../sources/providers.ts';
import { settleAggregates } from '../storage/timescale/aggregates-due.ts';
import { type Metrics, noMetrics } from '../telemetry/metric-table.ts';
import { type App, openApp } from './app.ts';
import { type AppOptions, readConfiguration } from './configuration.ts';

export type { ObserveSources, SourceEvent };

export interface PipelineAppOptions extends AppOptions {
  /** Make no calls to the outside, whatever the configuration says. */
  readonly offline?: boolean;
  /** Told what happens while sources are asked. */
  readonly onSource?: ObserveSources;
}

/** An open Stockula that brings data in. */
export interface PipelineApp {
  readonly app: App;
  readonly pipeline: Pipeline;
  /** Builds aggregates over old bars that were written; returns whether there were any. */
  settle(onProgress: (done: number, total: number) => void): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens the database, the sources and what stands between them. @throws StockulaError as openApp */
export async function openPipelineApp(options: PipelineAppOptions): Promise<PipelineApp> {
  const app = await openApp(options, await configured(options));
  return {
    app,
    pipeline: pipelineOf(app, options),
    settle: (onProgress) => settleAggregates(app.database, onProgress),
    close: () => app.close(),
  };
}

async function configured({ configFile, offline = false }: PipelineAppOptions): Promise<LoadedConfig> {
  const loaded = await readConfiguration(configFile);
  if (!offline) return loaded;
  return { ...loaded, config: { ...loaded.config, sources: { ...loaded.config.sources, offline } } };
}

function pipelineOf(
  { config, database, policies, cache }: App,
  { metrics = noMetrics, onSource }: PipelineAppOptions,
): Pipeline {
  const observe: ObserveSources = (event) => {
    countEvent(metrics, event);
    onSource?.(event);
  };
  const { market, rates } = openProviders(config.sources, { observe });
  return {
    database,
    policies,
    market,
    rates,
    metrics,
    onChanged: (tags) => cache.invalidate(tags),
    now: () => Date.now() as EpochMs,
  };
}

function countEvent(metrics: Metrics, event: SourceEvent): void {
  const { source } = event;
  if (event.type === 'request') {
    const outcome = event.status === null ? 'no_answer' : String(event.status);
    metrics.add('stockula_source_requests_total', { source, outcome });
  } else if (event.type === 'failure') {
    metrics.add('stockula_source_failures_total', { source, kind: event.kind });
  } else if (event.type === 'retry') metrics.add('stockula_source_retries_total', { source });
  else if (event.type === 'wait')
    metrics.add('stockula_source_wait_seconds_total', { source }, event.ms / 1000);
}
