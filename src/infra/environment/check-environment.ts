import { type ComponentName, componentNames, type DriverName } from '../driver.ts';
import { needsNothing } from '../given.ts';
import type { InfrastructureOptions } from '../options.ts';
import { defaultSearchPath } from '../system/find-program.ts';
import { type Finding, problemsOf } from './finding.ts';
import { checkAccount, checkDisk, checkFolder, checkMemory, checkNode } from './machine.ts';
import { checkPort } from './port-findings.ts';
import { checkDocker, checkEmbedded, checkNative } from './software.ts';

/** What a migration means to do. */
export interface EnvironmentQuestion {
  readonly options: InfrastructureOptions;
  /** What it wants; by default everything. */
  readonly components?: readonly ComponentName[];
  /** Size of the SQLite file: its snapshot takes as much. */
  readonly sourceBytes: number;
  /** Estimated size of the database that will be made. */
  readonly targetBytes: number;
}

/** What this machine is fit for. */
export interface Environment {
  readonly findings: readonly Finding[];
  readonly drivers: Readonly<
    Record<
      DriverName,
      {
        readonly usable: boolean;
        readonly why: string;
        /** What is in the way, in short. */
        readonly missing: readonly string[];
      }
    >
  >;
}

/** Looks at the machine; starts, writes and changes nothing. */
export async function checkEnvironment(question: EnvironmentQuestion): Promise<Environment> {
  const { options, components = componentNames, sourceBytes, targetBytes } = question;
  const { dataDirectory, given } = options;
  const searchPath = options.searchPath ?? defaultSearchPath();
  const wanted = components.filter((component) => !needsNothing(component, given));
  const findings = await Promise.all([
    checkNode(),
    checkMemory(),
    checkDisk(dataDirectory, sourceBytes + (given.databaseUrl ? 0 : targetBytes)),
    checkFolder(dataDirectory),
    checkAccount(dataDirectory),
    checkEmbedded(),
    checkDocker(searchPath),
    checkNative(wanted, searchPath),
    ...wanted.map((component) => checkPort(options, component, searchPath)),
  ]);
  return judge(findings.flat());
}

function judge(findings: readonly Finding[]): Environment {
  const verdict = (driver: DriverName): Environment['drivers'][DriverName] => {
    const problems = problemsOf(findings, driver);
    const [first] = problems;
    const why = first ? `${first.what}: ${first.found}` : 'everything it needs is there or can be installed';
    return { usable: !first, why, missing: problems.map(({ what }) => what) };
  };
  return {
    findings,
    drivers: { embedded: verdict('embedded'), docker: verdict('docker'), native: verdict('native') },
  };
}
