import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import {
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type MetricName,
  type Metrics,
  metricTable,
} from './metric-table.ts';

/** Bounds of the classes of durations, in seconds: from answers out of memory to analyses. */
const durationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** One value of a gauge. */
export interface Reading<Name extends MetricName> {
  readonly labels: LabelsOf<Name>;
  readonly value: number;
}

/** The metrics of this process in Prometheus's text format. */
export class MetricRegistry implements Metrics {
  readonly #registry = new Registry();
  readonly #counters = new Map<string, Counter>();
  readonly #histograms = new Map<string, Histogram>();
  readonly #gauges = new Map<string, () => Promise<readonly Reading<GaugeName>[]>>();

  constructor() {
    const [gauges, registers] = [this.#gauges, [this.#registry]];
    for (const [name, { type, help, labels }] of Object.entries(metricTable)) {
      const options = { name, help, labelNames: [...labels], registers };
      if (type === 'counter') this.#counters.set(name, new Counter(options));
      else if (type === 'histogram')
        this.#histograms.set(name, new Histogram({ ...options, buckets: durationBounds }));
      else {
        new Gauge({
          ...options,
          async collect() {
            this.reset();
            for (const { labels: of, value } of (await gauges.get(name)?.()) ?? []) this.set(of, value);
          },
        });
      }
    }
  }

  add<Name extends MetricName>(name: Name, labels: LabelsOf<Name>, amount = 1): void {
    this.#counters.get(name)?.inc(labels, amount);
  }

  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, value: number): void {
    this.#histograms.get(name)?.observe(labels, value);
  }

  /** Has a gauge read whenever somebody asks. */
  watch<Name extends GaugeName>(name: Name, read: () => Promise<readonly Reading<Name>[]>): void {
    this.#gauges.set(name, read);
  }

  /** Adds what is known of the process: memory, processor time, delays of the event loop since it was asked last. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** What a scrape gets, and its content type. */
  async exposition(): Promise<{ readonly text: string; readonly contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }
}
