import { StockulaError } from '../../domain/errors.ts';
import type { Progress } from '../driver.ts';
import { findProgram } from '../system/find-program.ts';
import { lastLines, runProgram } from '../system/run-program.ts';

/** Debian's package manager as this user may use it. */
export interface PackageManager {
  /** The command that installs packages. */
  installCommand(packages: readonly string[]): readonly string[];
  /** The first of these packages that can be installed, or null. */
  firstAvailable(packages: readonly string[]): Promise<string | null>;
  /** Whether this user may install. */
  mayInstall(): Promise<boolean>;
}

/** Null on systems without apt: there the user has to install by hand. */
export function packageManager(searchPath: readonly string[]): PackageManager | null {
  const apt = findProgram('apt-get', searchPath);
  const policy = findProgram('apt-cache', searchPath);
  if (!apt || !policy) return null;
  const isRoot = process.getuid?.() === 0;
  const sudo = findProgram('sudo', searchPath);
  const prefix = isRoot ? [] : [sudo ?? 'sudo', '-n'];
  return {
    installCommand: (packages) => [
      ...prefix,
      apt,
      'install',
      '--yes',
      '--no-install-recommends',
      ...packages,
    ],
    firstAvailable: async (packages) => {
      for (const name of packages) {
        const { stdout } = await runProgram([policy, 'policy', name]);
        const candidate = /^\s*Candidate:\s*(\S+)/m.exec(stdout)?.[1];
        if (candidate && candidate !== '(none)') return name;
      }
      return null;
    },
    mayInstall: async () =>
      isRoot ||
      (sudo !== null && (await runProgram([sudo, '-n', 'true'], { timeoutMs: 10_000 })).status === 0),
  };
}

const installTimeoutMs = 30 * 60_000;

/**
 * Runs one installation.
 * @throws StockulaError INSTALL_FAILED with what the package manager said last
 */
export async function runInstall(command: readonly string[], progress: Progress): Promise<void> {
  progress(`installing: ${command.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const ended = await runProgram(command, { env, timeoutMs: installTimeoutMs });
  if (ended.status === 0) return;
  throw new StockulaError('INSTALL_FAILED', {
    expected: `"${command.join(' ')}" to install what is missing`,
    got: `${ended.status === null ? 'no end' : `status ${ended.status}`}:\n${lastLines(ended.stderr)}\n`,
    remedy: 'Run it by hand and mend what it says ("apt-get update" first, if packages are not found).',
  });
}
