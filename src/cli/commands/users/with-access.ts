import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { type GrantedRight, grantedRights } from '../../../domain/access-store.ts';
import { StockulaError } from '../../../domain/errors.ts';
import type { AccessService } from '../../../manager/access/access-service.ts';
import { withApp } from '../../context.ts';
import type { AnswerFormat } from '../../output-option.ts';

/** What the audit log is to say of a command. */
interface Audited {
  readonly action: string;
  readonly target: string | null;
}

/**
 * Lends users, keys and the audit log to a command; what it changes is noted down whatever comes of it.
 * @param audited null for a command that only looks
 */
export function withAccess<T>(
  command: Command,
  stderr: AnswerFormat,
  audited: Audited | null,
  work: (access: AccessService) => Promise<T>,
): Promise<T> {
  return withApp(
    command,
    async ({ database, config }) => {
      const { accessOver } = await import('../../../app/access-service.ts');
      const access = accessOver(database.pool, config);
      const note = (outcome: 'done' | 'refused' | 'failed') => {
        if (audited) {
          access.audit.note({
            ...audited,
            actor: accountName(),
            via: 'command line',
            outcome,
            address: null,
          });
        }
      };
      try {
        const answer = await work(access);
        note('done');
        return answer;
      } catch (error) {
        note(error instanceof StockulaError && error.code === 'FORBIDDEN' ? 'refused' : 'failed');
        throw error;
      } finally {
        await access.close();
      }
    },
    { stderr },
  );
}

/** Who runs the command, as the system knows them. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as containers have.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

/** A right on the command line. */
export function rightArgument(text: string): GrantedRight {
  const right = grantedRights.find((one) => one === text);
  if (right !== undefined) return right;
  throw new StockulaError('USAGE', {
    expected: `a right: ${grantedRights.join(', ')}`,
    got: `"${text}"`,
    remedy: 'Each includes those before it.',
  });
}
