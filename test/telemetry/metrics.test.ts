import { expect, test } from 'vitest';
import { metricTable } from '../../src/telemetry/metric-table.ts';
import { MetricRegistry } from '../../src/telemetry/metrics.ts';
import { serveMetrics } from '../../src/telemetry/metrics-server.ts';

test('what is counted is served in the text format of Prometheus, with help and labels', async () => {
  const metrics = new MetricRegistry();
  metrics.add('stockula_etl_rows_total', { source: 'yahoo', outcome: 'written' }, 251);
  metrics.add('stockula_etl_rows_total', { source: 'yahoo', outcome: 'written' });
  const server = await serveMetrics(metrics, 0);
  try {
    const response = await fetch(`http://127.0.0.1:${server.port}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(text).toContain('stockula_etl_rows_total{source="yahoo",outcome="written"} 252\n');
    for (const [name, { help }] of Object.entries(metricTable))
      expect(text).toContain(`# HELP ${name} ${help}`);
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
    await expect(serveMetrics(metrics, server.port)).rejects.toMatchObject({ code: 'PORT_UNAVAILABLE' });
  } finally {
    await server.close();
  }
});

test('names and labels follow the conventions of Prometheus', () => {
  for (const [name, { type, labels }] of Object.entries(metricTable)) {
    expect(name).toMatch(/^stockula_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    for (const label of labels) expect(label).toMatch(/^[a-z_]+$/);
  }
});
