import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot, readPage } from './pages.ts';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((file) =>
    existsSync(resolve(projectRoot, file)),
  ),
  ...readdirSync(resolve(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** The targets of a page's links to other files, without their anchors. Code is no link. */
function relativeLinks(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

test('links are found, code and addresses are not', () => {
  const text = 'See [a](a.md#b) and [w](https://x.example), `[c](c.md)`.\n```\n[d](d.md)\n```\n[e](../e/)';
  expect(relativeLinks(text)).toEqual(['a.md', '../e/']);
});

describe('every relative link leads to a file', () => {
  test.each(pages)('%s', (page) => {
    const missing = relativeLinks(readPage(page)).filter(
      (target) => !existsSync(resolve(projectRoot, dirname(page), target)),
    );
    expect(missing).toEqual([]);
  });
});

test('every page in docs can be reached from README.md', () => {
  const reached = new Set<string>();
  const waiting = ['README.md'];
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    if (reached.has(page)) continue;
    reached.add(page);
    const folder = dirname(page);
    const targets = relativeLinks(readPage(page)).map((target) => join(folder, target));
    waiting.push(...targets.filter((target) => pages.includes(target)));
    // A link to a folder leads to what is in it.
    waiting.push(...pages.filter((other) => targets.some((target) => dirname(other) === target)));
  }
  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});
