import { counted } from '../domain/counted.ts';
import type { Database } from '../storage/timescale/database.ts';
import {
  type HypertableFacts,
  type JobFacts,
  readHypertables,
  readJobs,
  readStored,
  type StoredFacts,
} from '../storage/timescale/health.ts';
import {
  applyPolicies,
  rowsOlderThan,
  type StoragePolicies,
  wantedChunkIntervals,
} from '../storage/timescale/policies.ts';
import { type PolicyDifference, policyDifferences } from '../storage/timescale/wanted-policies.ts';

/** Something the doctor has to say. A `problem` wants mending; a `note` is good to know. */
interface Finding {
  readonly severity: 'problem' | 'note';
  readonly what: string;
  readonly remedy: string;
}

export interface Diagnosis {
  readonly database: {
    readonly place: string;
    readonly kind: Database['kind'];
    readonly edition: string;
    readonly timescaledb: string;
    readonly postgresql: string;
    /** Compressed chunks read as empty without the library, silently; a database without it is never opened. */
    readonly library_loaded: true;
  };
  readonly stored: StoredFacts;
  readonly hypertables: readonly HypertableFacts[];
  readonly jobs: readonly JobFacts[];
  readonly findings: readonly Finding[];
}

/** Looks at everything and judges it. Changes nothing. */
export async function diagnose(database: Database, policies: StoragePolicies): Promise<Diagnosis> {
  const stored = await readStored(database.pool);
  const hypertables = await readHypertables(database, policies.compressAfter, wantedChunkIntervals(policies));
  const jobs = await readJobs(database);
  const { retentionRawBars } = policies;
  const oldBars = retentionRawBars === null ? 0 : await rowsOlderThan(database.pool, retentionRawBars);
  const { edition } = database;
  const differences = edition.name === 'community' ? await policyDifferences(database.pool, policies) : [];
  return {
    database: {
      place: database.place,
      kind: database.kind,
      edition: edition.name,
      timescaledb: edition.timescaleVersion,
      postgresql: edition.postgresVersion,
      library_loaded: true,
    },
    stored,
    hypertables,
    jobs,
    findings: [
      ...editionFindings(database),
      ...migrationFindings(stored),
      ...hypertables.flatMap(hypertableFindings),
      ...differences.map(differenceFinding),
      ...jobs.flatMap((job) => jobFindings(job, oldBars)),
    ],
  };
}

/** Puts chunk widths and policies back to what the configuration says. */
export function mend(database: Database, policies: StoragePolicies): Promise<void> {
  return applyPolicies(database.pool, database.edition, policies);
}

function editionFindings({ edition }: Database): Finding[] {
  if (edition.name === 'community') return [];
  return [
    {
      severity: 'note',
      what: 'This is the Apache edition of TimescaleDB: aggregates are plain views, nothing is compressed, and no policy runs',
      remedy: 'Use the community edition (timescaledb.license = timescale) for a new database to have them.',
    },
  ];
}

function migrationFindings({ last_migration, last_migration_source }: StoredFacts): Finding[] {
  if (last_migration === null || last_migration === 'verified') return [];
  const what =
    last_migration === 'running'
      ? `The migration of ${last_migration_source} has not come to its end`
      : `The last migration of ${last_migration_source} was not verified: source and target differ`;
  return [{ severity: 'problem', what, remedy: `stockula migrate run --from ${last_migration_source}` }];
}

function hypertableFindings(table: HypertableFacts): Finding[] {
  const findings: Finding[] = [];
  if (!table.chunk_interval_as_configured) {
    findings.push({
      severity: 'problem',
      what: `New chunks of ${table.name} would span ${table.chunk_interval}, which is not what the configuration says`,
      remedy: 'stockula doctor --mend',
    });
  }
  if (table.overdue_chunks > 0) {
    findings.push({
      severity: 'note',
      what: counted(
        table.overdue_chunks,
        `chunk of ${table.name} is due for compression`,
        `chunks of ${table.name} are due for compression`,
      ),
      remedy: 'Nothing to do: the policy compresses them when it runs next.',
    });
  }
  return findings;
}

function differenceFinding({ kind, on, wanted, found }: PolicyDifference): Finding {
  const policy = `policy ${kind.replaceAll('_', ' ')} on ${on}`;
  const values = (intervals: Readonly<Record<string, string | null>>, of: object = intervals): string =>
    Object.keys(of)
      .map((name) => `${name.replaceAll('_', ' ')} ${intervals[name] ?? 'not set'}`)
      .join(', ');
  const what =
    wanted === null
      ? `There is a ${policy}, where the configuration asks for none`
      : found === null
        ? `There is no ${policy}; the configuration asks for one (${values(wanted)})`
        : `The ${policy} has ${values(found, wanted)}; the configuration asks for ${values(wanted)}`;
  return { severity: 'problem', what, remedy: 'stockula doctor --mend' };
}

function jobFindings(job: JobFacts, oldBars: number): Finding[] {
  if (job.last_failure !== null) {
    return [
      {
        severity: 'problem',
        what: `The policy ${job.what} on ${job.on} failed: ${job.last_failure}`,
        remedy: `Mend the cause, then: stockula sql --write "CALL run_job(${job.job_id})"`,
      },
    ];
  }
  if (job.paused && job.what === 'retention' && oldBars > 0) {
    return [
      {
        severity: 'note',
        what: `Retention is paused: it would drop ${counted(oldBars, 'bar')}`,
        remedy: `To let them go: stockula sql --write "SELECT alter_job(${job.job_id}, scheduled => true)"`,
      },
    ];
  }
  return [];
}
