import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import { indicatorsPage } from './indicators-page.ts';
import { projectRoot, readPage } from './pages.ts';

const page = 'docs/indicators.md';

test('the page is what the catalogue says (UPDATE_DOCS=1 writes it)', () => {
  if (process.env['UPDATE_DOCS']) writeFileSync(resolve(projectRoot, page), indicatorsPage());
  expect(readPage(page)).toBe(indicatorsPage());
});

test('every indicator is on the page once, with its formula', () => {
  const text = readPage(page);
  for (const { name, formula, group } of indicatorCatalogue) {
    const heading = group === 'pattern' ? `\n| \`${name}\` |` : `\n### ${name}\n`;
    expect(text.split(heading).length, name).toBe(2);
    expect(text, name).toContain(formula);
  }
});
