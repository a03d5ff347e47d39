import { Counter, Gauge, Registry } from 'prom-client';
import { type LabelsOf, type MetricName, type Metrics, metricTable } from './metric-table.ts';

/** The metrics of this process in Prometheus's text format. */
export class MetricRegistry implements Metrics {
  readonly #registry = new Registry();
  readonly #metrics: ReadonlyMap<string, Counter | Gauge>;

  constructor() {
    const registers = [this.#registry];
    this.#metrics = new Map(
      Object.entries(metricTable).map(([name, { type, help, labels }]) => {
        const options = { name, help, labelNames: [...labels], registers };
        return [name, (type as string) === 'gauge' ? new Gauge(options) : new Counter(options)];
      }),
    );
  }

  add<Name extends MetricName>(name: Name, labels: LabelsOf<Name>, amount = 1): void {
    this.#metrics.get(name)?.inc(labels, amount);
  }

  /** What a scrape gets, and its content type. */
  async exposition(): Promise<{ readonly text: string; readonly contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }
}
