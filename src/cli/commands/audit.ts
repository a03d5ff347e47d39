import type { Command } from 'commander';
import type { AuditLine } from '../../domain/access-store.ts';
import { type RowFormat, rowFormatOption } from '../output-option.ts';
import { wholeCount } from '../whole-count.ts';
import { withAccess } from './users/with-access.ts';

interface AuditOptions {
  readonly user?: string;
  readonly limit: number;
  readonly output: RowFormat;
}

/** `stockula audit` */
export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('what was done by whom, and what was refused, the newest first')
    .option('--user <user>', 'only what this user did')
    .option('--limit <count>', 'at most so many', wholeCount, 50)
    .addOption(rowFormatOption())
    .action(({ user, limit, output }: AuditOptions, command: Command) =>
      withAccess(command, 'console', null, async (access) => {
        const { renderListing } = await import('../output/listing.ts');
        const { renderJson } = await import('../output/json.ts');
        const { auditDocument } = await import('../output/access.ts');
        const rows = await access.audit.list({ limit, actor: user });
        process.stdout.write(
          output === 'json'
            ? renderJson(rows.map(auditDocument))
            : renderListing(output, columns, rows, 'Nothing is noted.'),
        );
      }),
    );
}

const columns = [
  {
    title: 'when (UTC)',
    value: ({ at }: AuditLine) => new Date(at).toISOString().slice(0, 19).replace('T', ' '),
    whole: true,
  },
  { title: 'who', value: ({ actor }: AuditLine) => actor },
  { title: 'via', value: ({ via }: AuditLine) => via },
  { title: 'what', value: ({ action }: AuditLine) => action },
  { title: 'about', value: ({ target }: AuditLine) => target },
  { title: 'outcome', value: ({ outcome }: AuditLine) => outcome },
  { title: 'from', value: ({ address }: AuditLine) => address },
];
