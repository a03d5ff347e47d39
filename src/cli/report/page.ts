import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChartSection, chartData, isChart, pointsFor } from './chart-data.ts';
import { escapeHtml, jsonForScript } from './escape.ts';
import type { ReportSection } from './section.ts';
import { staticHtml } from './static-html.ts';

/** Sections about one thing, such as the backtest of a symbol. */
export interface ReportGroup {
  /** What the list of contents puts together, such as the symbol. */
  readonly about: string;
  readonly title: string;
  readonly sections: readonly ReportSection[];
}

export interface Report {
  readonly title: string;
  /** What was asked, in a few words each. */
  readonly asked: readonly string[];
  readonly groups: readonly ReportGroup[];
}

/** What a page may be large: mail takes it, and a phone opens it. Tables are whole, charts get what they leave. */
const pageBytes = 900_000;
/** Some hundred points for each chart of half a dozen symbols, however long their tables are. */
const leastDataBytes = 240_000;

/**
 * A report as one HTML file that needs nothing else: script, style and data are in it, and its content security
 * policy lets it load and send nothing. All texts are escaped here.
 */
export function reportPage({ title, asked, groups }: Report): string {
  const charts = groups.flatMap(({ sections }) => sections.filter(isChart));
  const parts = assets();
  const body = groups.map((group, at) => groupHtml(group, at, charts)).join('\n');
  const others = [body, parts.style, ...parts.scripts].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
  const points = pointsFor(charts, Math.max(leastDataBytes, pageBytes - others));
  const policy = [
    "default-src 'none'",
    `script-src ${parts.scripts.map(hashOf).join(' ')}`,
    `style-src ${hashOf(parts.style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${parts.style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${asked.map(escapeHtml).join(' · ')}</p>
<button type="button" id="theme" hidden>Dark or light</button>
</header>
${contents(groups)}
<main>
${body}
</main>
<footer>
<p>Click a chart to zoom with the wheel or two fingers; drag to move; double-click shows all of it again. Click a column's title to sort. Numbers in tables are those of the command line; charts are rounded to seven digits.</p>
<p>Charts by <a href="https://www.tradingview.com/">TradingView</a> Lightweight Charts™, Copyright (с) 2025 TradingView, Inc., under the <a href="https://www.apache.org/licenses/LICENSE-2.0">Apache License 2.0</a>.</p>
</footer>
<script type="application/json" id="data">${jsonForScript(charts.map((chart) => chartData(chart, points)))}</script>
${parts.scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

function contents(groups: readonly ReportGroup[]): string {
  const first = new Map<string, number>();
  for (const [at, { about }] of groups.entries()) if (!first.has(about)) first.set(about, at);
  if (first.size < 2) return '';
  const links = [...first].map(([about, at]) => `<a href="#g${at}">${escapeHtml(about)}</a>`);
  return `<nav aria-label="Contents">${links.join('\n')}</nav>`;
}

function groupHtml(
  { about, title, sections }: ReportGroup,
  at: number,
  charts: readonly ChartSection[],
): string {
  const bodies = sections.map((section) => {
    const head = section.title === '' ? '' : `<h3>${escapeHtml(section.title)}</h3>\n`;
    if (!isChart(section)) return `<section>${head}${staticHtml(section)}</section>`;
    const label = escapeHtml(`Chart: ${section.title}`);
    return `<section>${head}<div class="chart ${section.kind}" role="img" aria-label="${label}" data-chart="${charts.indexOf(section)}"></div></section>`;
  });
  return `<article id="g${at}">
<h2>${escapeHtml(about)} <small>${escapeHtml(title)}</small></h2>
${bodies.join('\n')}
</article>`;
}

const hashOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

function assets(): { readonly style: string; readonly scripts: readonly string[] } {
  const own = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
  const library = dirname(fileURLToPath(import.meta.resolve('lightweight-charts')));
  const charts = readFileSync(join(library, 'lightweight-charts.standalone.production.js'), 'utf8');
  // No text in a script may end its element.
  return {
    style: own('page.css'),
    scripts: [charts, own('page.js')].map((text) => text.replaceAll('</script', '<\\/script')),
  };
}
