import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chartData, pointsFor } from '../../../src/cli/report/chart-data.ts';
import { reportPage } from '../../../src/cli/report/page.ts';
import { nasty, sampleReport } from './sample-report.ts';

const page = reportPage(sampleReport());

describe('the page is one file that lets nothing in', () => {
  test('it names nothing that a browser would fetch', () => {
    const withoutScripts = page.replace(/<script[\s\S]*?<\/script>/g, '');
    expect(withoutScripts).not.toMatch(
      /<[a-z][^>&]*\s(src|srcset|action)=|url\(|@import|<link|<iframe|<object|<base/i,
    );
  });

  test('its policy allows exactly the scripts and the style that it has', () => {
    const policy = (/Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll(
      '&#39;',
      "'",
    );
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => hash(text));
    const [style = ''] = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = '']) => hash(text));
    expect(scripts).toHaveLength(2);
    expect(policy).toContain(`script-src ${scripts.join(' ')};`);
    expect(policy).toContain(`style-src ${style};`);
  });

  test('what data say is text wherever it stands, and comes back whole', () => {
    const rest = page.replace(/<script>[\s\S]*?<\/script>/g, '');
    expect(rest).not.toMatch(/<img|<b>/);
    expect(rest).toContain('&lt;/script&gt;&lt;img src=x onerror=&quot;document.title=1&quot;&gt;&lt;b&gt;');
    const data = JSON.parse(/id="data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '');
    expect(data[0].lines[0].name).toBe(nasty);
  });
});

test('fifty symbols of ten years stay below 950 kB, and each chart says what it leaves out', () => {
  const [group] = sampleReport(2_520).groups;
  const groups = Array.from({ length: 50 }, (_, at) => ({
    about: `S${at}`,
    title: '',
    sections: group?.sections.slice(1, 4) ?? [],
  }));
  const many = reportPage({ title: 'Many', asked: [], groups });
  expect(Buffer.byteLength(many)).toBeLessThan(950_000);
  const data = JSON.parse(/id="data">([\s\S]*?)<\/script>/.exec(many)?.[1] ?? '');
  expect(data).toHaveLength(150);
  for (const { note } of data) expect(note).toMatch(/^\d+ of 2,520: the /);
});

test('long tables stay whole, and charts make room for them', () => {
  const [group] = sampleReport(5_000).groups;
  const rows = Array.from({ length: 3_000 }, (_, at) => [`trade ${at}`, at]);
  const table = { kind: 'table' as const, title: 'Trades', columns: [{ title: 'a' }, { title: 'b' }], rows };
  const sections = [table, ...(group?.sections.slice(1, 5) ?? [])];
  const long = reportPage({ title: 'Long', asked: [], groups: [{ about: 'A', title: '', sections }] });
  expect(Buffer.byteLength(long)).toBeLessThan(950_000);
  expect(long.match(/<tr><td>trade /g)).toHaveLength(3_000);
});

describe('data of a chart', () => {
  const [, candles, equity] = sampleReport(1_000).groups[0]?.sections ?? [];
  if (candles?.kind !== 'candles' || equity?.kind !== 'lines') throw new Error('not the sections expected');

  test('all points where they fit, in days, exact to seven digits', () => {
    const { times, lines, note } = chartData(equity, pointsFor([equity], 1e6)) as never as {
      readonly times: unknown;
      readonly lines: readonly { readonly values: readonly number[] }[];
      readonly note: unknown;
    };
    expect(note).toBeNull();
    expect(times).toMatchObject({ unit: 86_400, at: equity.ts.map((ms) => ms / 86_400_000) });
    for (const [at, value] of lines[0]?.values.entries() ?? [])
      expect(value).toBeCloseTo(equity.lines[0]?.values[at] ?? Number.NaN, 4);
  });

  test('thinned lines keep their highest and lowest value and their ends', () => {
    const values = equity.ts.map((_, at) => (at === 777 ? -50 : at === 333 ? 900 : 1));
    const kept = chartData({ ...equity, lines: [{ name: 'x', values }] }, 100) as never as {
      lines: { values: number[] }[];
      times: { at: number[] };
    };
    const shown = kept.lines[0]?.values ?? [];
    expect(shown.length).toBeLessThanOrEqual(102);
    expect([Math.min(...shown), Math.max(...shown)]).toEqual([-50, 900]);
    expect(kept.times.at[0]).toBe((equity.ts[0] ?? 0) / 86_400_000);
    expect(kept.times.at.at(-1)).toBe((equity.ts.at(-1) ?? 0) / 86_400_000);
  });

  test('times that do not ascend are left out, as the library refuses them', () => {
    const ts = equity.ts.toSpliced(10, 1, equity.ts[9] ?? 0).toSpliced(20, 1, Number.NaN);
    const { times } = chartData({ ...equity, ts }, 1e6) as never as { times: { at: number[] } };
    expect(times.at).toHaveLength(998);
    expect(times.at.every((time, at) => at === 0 || time > (times.at[at - 1] ?? 0))).toBe(true);
  });

  test('of candles the last ones, and only their marks', () => {
    const short = chartData(candles, 15) as never as { close: number[]; marks: unknown[] };
    expect(short.close).toHaveLength(15);
    expect(short.marks).toHaveLength(1);
  });
});
