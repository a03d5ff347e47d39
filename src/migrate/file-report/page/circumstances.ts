import type { MigrationFile } from '../migration-file.ts';
import { type Html, html } from './html.ts';
import { facts, section, table } from './parts.ts';
import { bytesText, timeText } from './text.ts';

const states = {
  same: 'when this report was written, the file had the same content',
  changed: 'when this report was written, the file had other content: it has changed since',
  unavailable: 'when this report was written, the file could not be read',
} as const;

export function circumstances({ source, versions, machine }: MigrationFile): Html {
  return section(
    'circumstances',
    'Source, versions, machine',
    facts(
      [
        'Source fingerprint',
        html`<code>${source.fingerprint}</code><br>SHA-256 of the snapshot; ${states[source.now]}. ${source.note}`,
      ],
      ['Stockula', versions.stockula],
      ['TimescaleDB', `${versions.timescaledb}, ${versions.timescaledb_edition} edition`],
      ['PostgreSQL', versions.postgresql],
      ['SQLite', `${versions.sqlite} (as part of Node)`],
      ['Node', versions.node],
      ['Machine', `${machine.hostname}: ${machine.system}`],
      ['Processor', `${machine.processor}, ${machine.cores} cores`],
      ['Memory', bytesText(machine.memory_bytes)],
    ),
  );
}

export function configuration({ configuration_changes: changes }: MigrationFile): Html {
  if (changes.length === 0)
    return section('configuration', 'Configuration', html`<p>No configuration file was changed.</p>`);
  const value = (text: string | null): Html =>
    text === null ? html`<span class="soft">not there</span>` : html`<code>${text}</code>`;
  return section(
    'configuration',
    'Configuration',
    table(
      'What the migration changed in configuration files',
      [
        { title: 'Key', cell: ({ key }) => html`<code>${key}</code>` },
        { title: 'File', cell: ({ file }) => html`<code>${file}</code>` },
        { title: 'Before', cell: ({ before }) => value(before) },
        { title: 'After', cell: ({ after }) => value(after) },
        { title: 'Changed', cell: ({ at }) => timeText(at) },
      ],
      changes,
    ),
  );
}

export function goBack({ go_back }: MigrationFile): Html {
  return section(
    'go-back',
    'How to go back',
    html`<ol>${go_back.map((step) => html`<li>${step}</li>`)}</ol>`,
  );
}

/** @param sha256 of the JSON file */
export function authenticity(sha256: string): Html {
  return section(
    'authenticity',
    'Is this report genuine?',
    html`<p>This page shows the file <code>migration-report.json</code>, whose SHA-256 is</p>
<pre>${sha256Mark(sha256)}</pre>
<p>To see whether either was edited, and who signed the file if a <code>migration-report.json.sig</code> lies beside it:</p>
<pre>stockula migrate report check migration-report.json --key public.pem</pre>
<p>Without Stockula: <code>sha256sum migration-report.json</code> must print the number above, and openssl verifies the signature:</p>
<pre>sed -n 's/^Signature: //p' migration-report.json.sig | openssl base64 -d -A &gt; signature.bin
openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in migration-report.json -sigfile signature.bin</pre>`,
  );
}

function sha256Mark(sha256: string): Html {
  return html`<code id="json-sha256">${sha256}</code>`;
}

/** The SHA-256 that a page carries; null if it carries none. */
export function hashInPage(page: string): string | null {
  return /<code id="json-sha256">([0-9a-f]{64})<\/code>/.exec(page)?.[1] ?? null;
}
