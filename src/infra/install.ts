import { StockulaError } from '../domain/errors.ts';
import type { Installable, Progress } from './driver.ts';
import { runInstall } from './native/packages.ts';

/**
 * Installs what is missing, after consent. What has to be done by hand stops it before anything is installed.
 * @throws StockulaError CONSENT_MISSING, PROGRAM_MISSING, RIGHTS_MISSING, INSTALL_FAILED
 */
export async function install(
  missing: readonly Installable[],
  consent: boolean,
  mayInstall: boolean,
  progress: Progress,
): Promise<void> {
  if (missing.length === 0) return;
  const names = missing.map(({ what }) => what).join(', ');
  const manual = missing.filter(({ command }) => command === null);
  if (manual.length > 0)
    throw new StockulaError('PROGRAM_MISSING', {
      expected: `a package of ${manual.map(({ what }) => what).join(', ')} that this machine's package manager knows`,
      got: 'none',
      remedy: manual.map(({ byHand }) => byHand).join(' '),
    });
  const commands = missing.flatMap(({ command }) => (command ? [command] : []));
  const shown = commands.map((command) => `"${command.join(' ')}"`).join(' and ');
  if (!consent)
    throw new StockulaError('CONSENT_MISSING', {
      expected: `your consent to install ${names}`,
      got: 'none',
      remedy: `Run the command again with --yes, or run ${shown} by hand.`,
    });
  if (!mayInstall)
    throw new StockulaError('RIGHTS_MISSING', {
      expected: `the right to install ${names}`,
      got: 'a user who is neither root nor may use sudo without a password',
      remedy: `Run ${shown} as a user who may, then run this command again.`,
    });
  for (const command of commands) await runInstall(command, progress);
}
