import { createHash } from 'node:crypto';
import type { MigrationFile } from '../migration-file.ts';
import { authenticity, circumstances, configuration, goBack } from './circumstances.ts';
import { Html, html } from './html.ts';
import { queries, sizes } from './measures.ts';
import { outcome, phases } from './outcome.ts';
import { differences, quarantine, retention, tables } from './rows.ts';
import { style } from './style.ts';

/** Nothing may run or be loaded, whatever the data says; only this very style applies. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/**
 * The report as one HTML page without scripts and without anything outside of it. Depends on nothing but its
 * parameters, so that a page can be compared with its data.
 * @param sha256 of the JSON file it shows
 */
export function renderPage(file: MigrationFile, sha256: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Migration report, ${file.run.finished_at.slice(0, 10)}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
${outcome(file)}${differences(file)}${phases(file)}${tables(file)}${quarantine(file)}${retention(file)}${sizes(file)}${queries(file)}${circumstances(file)}${configuration(file)}${goBack(file)}${authenticity(sha256)}</main>
<footer><p>Written by Stockula ${file.versions.stockula}. Sizes in decimal units, times in UTC.</p></footer>
</body>
</html>
`.text;
}
