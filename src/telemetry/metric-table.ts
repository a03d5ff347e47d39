/** A metric by its name, what it counts or measures and by which labels. */
interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
}

/** Everything our own code measures. Names are stable: dashboards and alerts refer to them. */
export const metricTable = {
  stockula_cache_questions_total: {
    type: 'counter',
    help: 'Questions to the cache by class of value and outcome (hit, miss, stale, error of the shared level)',
    labels: ['class', 'outcome'],
  },
  stockula_source_requests_total: {
    type: 'counter',
    help: 'Requests to data sources by HTTP status, or no_answer',
    labels: ['source', 'outcome'],
  },
  stockula_source_retries_total: {
    type: 'counter',
    help: 'Requests to data sources that were tried again',
    labels: ['source'],
  },
  stockula_source_failures_total: {
    type: 'counter',
    help: 'Requests to data sources that failed for good, by the kind of failure',
    labels: ['source', 'kind'],
  },
  stockula_source_wait_seconds_total: {
    type: 'counter',
    help: 'Time that requests waited for the rate budget of a source or a free connection, in seconds',
    labels: ['source'],
  },
  stockula_etl_rows_total: {
    type: 'counter',
    help: 'Rows of bars by what became of them (written, corrected, unchanged, kept, quarantined, flagged, mended)',
    labels: ['source', 'outcome'],
  },
  stockula_etl_symbols_total: {
    type: 'counter',
    help: 'Symbols dealt with by runs, by outcome (success, failed, skipped)',
    labels: ['kind', 'outcome'],
  },
  stockula_jobs_total: {
    type: 'counter',
    help: 'Attempts at jobs that ended, by kind of job and outcome (done, retry, failed, lost)',
    labels: ['kind', 'outcome'],
  },
  stockula_http_requests_total: {
    type: 'counter',
    help: 'Requests that were answered, by template of the route, method and class of the status (2xx)',
    labels: ['route', 'method', 'status'],
  },
  stockula_http_request_seconds: {
    type: 'histogram',
    help: 'From a request to the end of its answer, in seconds',
    labels: ['route', 'method'],
  },
  stockula_database_connections: {
    type: 'gauge',
    help: 'Connections of the pool to the database (total, idle), and questions that wait for one (waiting)',
    labels: ['state'],
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metricTable;

type NamesOf<Type> = {
  [Name in MetricName]: (typeof metricTable)[Name]['type'] extends Type ? Name : never;
}[MetricName];

export type HistogramName = NamesOf<'histogram'>;
export type GaugeName = NamesOf<'gauge'>;

/** The labels of a metric, each with a value. */
export type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof metricTable)[Name]['labels'][number], string>
>;

/** Where code counts. What nobody asks for costs nothing but the call. */
export interface Metrics {
  add<Name extends MetricName>(name: Name, labels: LabelsOf<Name>, amount?: number): void;
}

/** For processes that nobody asks for their metrics. */
export const noMetrics: Metrics = { add: () => undefined };
