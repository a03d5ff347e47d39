import { counted } from '../../../domain/counted.ts';
import type { MigrationFile } from '../migration-file.ts';
import { type Html, html } from './html.ts';
import { facts, section, table } from './parts.ts';
import { countText, secondsText, timeText } from './text.ts';

/** The head of the page: the verdict, where every row went, from where to where. */
export function outcome(file: MigrationFile): Html {
  const { run, source, tables } = file;
  const sum = (name: 'read' | 'written' | 'kept' | 'merged' | 'quarantined'): number =>
    tables.reduce((total, row) => total + row[name], 0);
  return html`<header>
<h1>Migration report</h1>
${verdict(file)}
<dl class="figures">
<div><dt>rows read</dt><dd>${countText(sum('read'))}</dd></div>
<div><dt>written</dt><dd>${countText(sum('written'))}</dd></div>
${
  sum('kept') > 0 &&
  html`<div><dt>kept: Stockula has its own in their place</dt><dd>${countText(sum('kept'))}</dd></div>
`
}<div><dt>merged with a row that says the same</dt><dd>${countText(sum('merged'))}</dd></div>
<div><dt>quarantined, kept whole</dt><dd>${countText(sum('quarantined'))}</dd></div>
</dl>
${facts(
  ['From', html`<code>${source.path}</code> (generation ${source.generation})`],
  ['To', html`<code>${file.target}</code>`],
  ['Copied and compared', `${timeText(run.started_at)} to ${timeText(run.finished_at)}: ${duration(file)}`],
  ...together(file),
  ['Reported', timeText(file.created_at)],
)}</header>
`;
}

function verdict({ status, differences }: MigrationFile): Html {
  return status === 'verified'
    ? html`<p class="verdict good">✓ Verified: every row is accounted for, and what is stored is what the source says, value by value.</p>`
    : html`<p class="verdict bad">✗ Not verified: source and target differ in ${counted(differences.length, 'place')}.</p>`;
}

/** Nothing where the journal has no phases. */
function together({ phases }: MigrationFile): [string, string][] {
  if (phases.length === 0) return [];
  const seconds = phases.reduce((sum, phase) => sum + (phase.seconds ?? 0), 0);
  return [['All steps together', secondsText(seconds)]];
}

function duration({ run }: MigrationFile): string {
  const speed =
    run.rows_per_second === null
      ? 'all had been copied before, verification alone'
      : `copied at ${countText(run.rows_per_second)} rows a second`;
  return `${secondsText(run.seconds)}; ${speed}`;
}

const outcomes = {
  done: '✓ done',
  skipped: 'skipped',
  failed: '✗ failed',
  undone: 'undone',
  running: 'not finished',
} as const;

/** Nothing where the journal has no phases. */
export function phases({ phases }: MigrationFile): Html | null {
  if (phases.length === 0) return null;
  return section(
    'phases',
    'Phases',
    table(
      'The steps of the migration in their order',
      [
        { title: 'Step', cell: ({ title }) => title },
        { title: 'Outcome', cell: ({ outcome }) => outcomes[outcome] },
        {
          title: 'Duration',
          numeric: true,
          cell: ({ seconds }) => (seconds === null ? '–' : secondsText(seconds)),
        },
        { title: 'Detail', cell: ({ detail }) => detail ?? '' },
        {
          title: 'Begun',
          cell: ({ started_at }) => html`<span class="whole">${timeText(started_at)}</span>`,
        },
      ],
      phases,
    ),
  );
}
