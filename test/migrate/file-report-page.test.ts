import { describe, expect, it } from 'vitest';
import { migrationFileSchema } from '../../src/migrate/file-report/migration-file.ts';
import { html } from '../../src/migrate/file-report/page/html.ts';
import { renderPage } from '../../src/migrate/file-report/page/page.ts';
import { bytesText, ratioText, secondsText } from '../../src/migrate/file-report/page/text.ts';
import { sampleFile } from './file-report-sample.ts';

const sha256 = 'c'.repeat(64);
const attack = `</td><script>alert("1")</script><img src=x onerror='alert(2)'>&amp;\u202e\u0000`;

/** Every text of a value replaced, but for the ones that are not free text. */
function poisoned(value: unknown, key = ''): unknown {
  const kept = /^(format|status|mode|now|kind|outcome|timescaledb_edition|.*_at|at|fingerprint|.*_checksum)$/;
  if (typeof value === 'string') return kept.test(key) ? value : attack;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poisoned(inner, name)]));
}

const full = {
  ...sampleFile,
  status: 'mismatched' as const,
  source: { ...sampleFile.source, note: 'A note.' },
  phases: [
    {
      step: 'copy',
      title: 'Copy',
      started_at: '2026-03-01T11:00:00.000Z',
      finished_at: '2026-03-01T11:03:20.000Z',
      seconds: 200,
      outcome: 'failed' as const,
      detail: 'A detail.',
    },
  ],
  differences: [{ table: 'price_history', group: 'SYNA 2020', expected_rows: 250, found_rows: 249 }],
  quarantine: {
    list_command: 'list',
    reasons: [{ table: 'splits', reason: 'zero', explanation: 'is zero', count: 1, list_command: 'list' }],
  },
  configuration_changes: [
    { file: '.stockula.yaml', key: 'data.db_path', before: 'a', after: null, at: '2026-03-01T11:00:00.000Z' },
  ],
};

describe('the page', () => {
  it('shows what comes from the data as text, wherever it stands', () => {
    const page = renderPage(migrationFileSchema.parse(poisoned(full)), sha256);
    const clean = renderPage(full, sha256);
    const tags = (text: string): string[] => [...text.matchAll(/<[a-z!/][^>]*>/gi)].map(([tag]) => tag);
    // The same elements as with harmless texts; only attributes that quote data may differ.
    const names = (text: string): string[] => tags(text).map((tag) => tag.split(/[\s>]/)[0] ?? '');
    expect(names(page)).toEqual(names(clean));
    for (const unwanted of ['<script', '<img', '\u202e', '\u0000']) expect(page).not.toContain(unwanted);
    expect(page.split('&lt;script&gt;alert(&quot;1&quot;)').length).toBeGreaterThan(20);
  });

  it('tells of kept rows where there are any, and of none otherwise', () => {
    expect(renderPage(sampleFile, sha256)).not.toMatch(/kept \+|>Kept</);
    const tables = sampleFile.tables.map((table) => ({ ...table, written: 245, kept: 4 }));
    const page = renderPage({ ...sampleFile, tables }, sha256);
    expect(page).toContain('Read = written + kept + merged + quarantined');
    expect(page).toMatch(/>Kept<[\s\S]*>4</);
    expect(page).toMatch(/kept: Stockula has its own in their place<\/dt><dd>4</);
  });

  it('has nothing that runs or is loaded', () => {
    const page = renderPage(full, sha256);
    expect(page).not.toMatch(/<script|<link|<iframe|\bsrc=|\bhref=|url\(|@import|\bon[a-z]+=|style="/i);
    expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;sha256-');
    expect(page).toContain(`<code id="json-sha256">${sha256}</code>`);
  });

  it('shows phases, differences and changes only where there are any', () => {
    const page = renderPage(full, sha256);
    for (const text of ['✗ failed', '3 min 20 s', 'A detail.', 'SYNA 2020', 'data.db_path', 'Not verified'])
      expect(page).toContain(text);
    const plain = renderPage(sampleFile, sha256);
    expect(plain).toContain('✓ Verified');
    expect(plain).toContain('No configuration file was changed.');
    expect(plain).not.toMatch(/Differences|Phases/);
  });

  it('tells what took how long, and all steps together', () => {
    const [phase] = full.phases;
    const phases = [phase, phase && { ...phase, seconds: 10, step: 'switch' }].flatMap((one) => one ?? []);
    const page = renderPage({ ...full, phases }, sha256);
    expect(page).toMatch(/Copied and compared<[^\n]*11:00:10 UTC: 10\.0 s; copied at 25 rows a second/);
    expect(page).toMatch(/All steps together<[^\n]*3 min 30 s/);
    expect(renderPage(sampleFile, sha256)).not.toContain('All steps together');
  });

  it('has sizes that add up to that of the database', () => {
    const [section = ''] = /id="sizes"[\s\S]*?<\/table>/.exec(renderPage(sampleFile, sha256)) ?? [];
    const megabytes = [...section.matchAll(/<td class="n">([\d.]+) (?:MB|B)<\/td>/g)].map(([, size]) =>
      Number(size),
    );
    const [before, ...after] = megabytes;
    const all = after.pop();
    expect([before, all]).toEqual([2, 12]);
    expect(after.reduce((sum, size) => sum + size, 0)).toBe(12);
  });

  it('says so where SQLite is the faster one', () => {
    expect(renderPage(sampleFile, sha256)).toContain('2 times as slow');
    expect(ratioText(3)).toEqual({ text: '3 times as fast', winner: 'timescaledb' });
    expect(ratioText(1.04).winner).toBeNull();
  });
});

describe('html', () => {
  it('escapes values, but not what is HTML already', () => {
    expect(html`<b title="${'"'}">${['a<', html`<i>${1}</i>`, null, false]}</b>`.text).toBe(
      '<b title="&quot;">a&lt;<i>1</i></b>',
    );
  });
});

describe('figures', () => {
  it('have units', () => {
    expect([0, 999, 1000, 2_350_000].map(bytesText)).toEqual(['0 B', '999 B', '1.0 kB', '2.4 MB']);
    expect([4.24, 59.99, 200, 7500].map(secondsText)).toEqual(['4.2 s', '60.0 s', '3 min 20 s', '2 h 5 min']);
  });
});
