import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { readPage } from '../../docs/pages.ts';
import { makeWorkplace, type Workplace } from '../../migrate/workplace.ts';
import type { Run } from '../../support/run-stockula.ts';

let place: Workplace;
/** On lines, and as JSON. */
let [plain, json]: Run[] = [];
beforeAll(async () => {
  place = makeWorkplace({ symbols: 2, years: 2, dirt: false });
  plain = await place.stockula(['migrate', 'run']);
  place.restart();
  json = await place.stockula(['migrate', 'run', '-o', 'json']);
});
afterAll(() => stopHost(place.dataDirectory));

const steps = [
  'environment',
  'install',
  'provision-database',
  'configure-database',
  'schema',
  'copy',
  'validate',
  'optimise',
  'switch',
  'test-features',
];

/** Runs a command that has something to note about the configuration. */
async function withUnknownKey(args: readonly string[]): Promise<Run> {
  const before = place.configuration();
  writeFileSync(place.configFile, `${before}nonsense: 1\n`);
  try {
    return await place.stockula(args);
  } finally {
    writeFileSync(place.configFile, before);
  }
}

const lines = (text = ''): string[] => text.trimEnd().split('\n');

describe('stockula migrate run -o json', () => {
  it('prints one JSON object on stdout, with the phases in it', () => {
    expect(json?.status).toBe(0);
    const answer = JSON.parse(json?.stdout ?? '');
    expect(answer).toMatchObject({ status: 'verified', tables: expect.any(Array) });
    expect(answer.phases.map(({ step }: { step: string }) => step).toSorted()).toEqual(steps.toSorted());
    const [first, last] = [answer.phases[0], answer.phases.at(-1)];
    const span = Date.parse(last.finishedAt) - Date.parse(first.startedAt);
    expect(answer.total_seconds * 1_000).toBeGreaterThanOrEqual(span - 100);
    for (const phase of answer.phases) {
      expect(Object.keys(phase)).toEqual(['step', 'title', 'startedAt', 'finishedAt', 'outcome', 'detail']);
      expect(phase.outcome).toMatch(/^(done|skipped)$/);
      expect(Date.parse(phase.finishedAt)).toBeGreaterThanOrEqual(Date.parse(phase.startedAt));
    }
  });

  it('writes an object a line to stderr, each step begun and ended', () => {
    const events = lines(json?.stderr).map((line) => JSON.parse(line));
    for (const step of steps) {
      const own = events.filter((event) => event.step === step).map(({ event }) => event);
      expect(own[0]).toBe('begun');
      expect(own.at(-1)).toMatch(/^(done|skipped)$/);
      expect(own.slice(1, -1).every((event) => event === 'progress')).toBe(true);
    }
    expect(events.find(({ progress }) => progress?.step === 'compare')?.progress).toEqual({
      step: 'compare',
      label: 'SYNA',
      done: 1,
      total: 2,
    });
  });

  it('writes notes on the configuration as such objects, too', async () => {
    const { stderr, stdout } = await withUnknownKey(['migrate', 'run', '-o', 'json']);
    const events = lines(stderr).map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'note', key: 'nonsense' });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'verified' });
  });

  it('prints one JSON object where it is refused, too, and forgets nothing for a mistyped name', async () => {
    const before = place.journal();
    const { status, stdout } = await place.stockula(['migrate', 'run', '--from', 'nowhere.db', '-o', 'json']);
    expect(status).toBe(5);
    expect(JSON.parse(stdout)).toEqual({ error: expect.objectContaining({ code: 'SOURCE_UNUSABLE' }) });
    expect(place.journal()).toEqual(before);
  });
});

describe('without a terminal', () => {
  it('writes plain lines, few enough for a log', () => {
    expect(plain?.status).toBe(0);
    const told = lines(plain?.stderr);
    expect(told).toContain(`  Switch to TimescaleDB: done (${place.configFile} says so)`);
    // Neither colours nor lines that are written over.
    for (const character of ['\u001b', '\r']) expect(plain?.stderr).not.toContain(character);
    expect(told.length).toBeLessThan(60);
    expect(plain?.stdout).toContain('Verified: ');
    // One step among others must not read as the time of all.
    const [, own, all] =
      /copy and comparison: ([\d.]+) s .*; all steps together: ([\d.]+) s\.\n$/.exec(plain?.stdout ?? '') ??
      [];
    expect(Number(all)).toBeGreaterThan(Number(own));
  });
});

describe('the page on migration', () => {
  const page = readPage('docs/migration.md');

  it('shows what a run without a terminal writes', () => {
    for (const line of lines(plain?.stderr)) {
      const [known = ''] = line
        .replaceAll(place.source, '/home/me/market/legacy.db')
        .replaceAll(place.configFile, '/home/me/market/.stockula.yaml')
        .replace(/(embedded database in) .*(?= \(once\))/, '$1 /home/me/market/.stockula')
        .split(/ \(|: done/);
      expect(page).toContain(known.trim());
    }
  });

  it('names every step', () => {
    expect(steps.filter((step) => !page.includes(`\`${step}\``))).toEqual([]);
  });

  it('shows what status says', async () => {
    const { stdout } = await place.stockula(['migrate', 'status']);
    for (const name of [
      'answers come from',
      'older file',
      'last copy',
      'written to since',
      'Next: Nothing: it is done.',
    ])
      expect([stdout.includes(name), page.includes(name)]).toEqual([true, true]);
  });
});

// Last: a follower is another last run than the pages show.
describe('stockula migrate follow -o json', () => {
  it('writes nothing but objects to stderr, and the report to stdout', async () => {
    const { stderr, stdout } = await withUnknownKey(['migrate', 'follow', '--drain', '-o', 'json']);
    const events = lines(stderr).map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'note', key: 'nonsense' });
    expect(events.at(-1)).toMatchObject({ event: 'followed', rounds: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'verified' });
  });
});
