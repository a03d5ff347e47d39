import type { Command } from 'commander';
import type { App } from '../../../app/app.ts';
import { followedText } from '../../../migrate/follow/followed-text.ts';
import type { Followed } from '../../../migrate/journal.ts';
import { withApp } from '../../context.ts';
import { interruption } from '../../interruption.ts';
import { tellEvent } from '../../notes.ts';
import { forPeople } from '../../output/for-people.ts';
import { progressLine } from '../../progress.ts';
import { type CopyOptions, migratedFile, withMigratedSource } from './copy.ts';
import { printReport } from './print-report.ts';

interface FollowOptions extends CopyOptions {
  readonly drain?: boolean;
}

/** `stockula migrate follow` */
export function addFollow(migrate: Command): void {
  withMigratedSource(migrate.command('follow'))
    .description(
      'carry over what the older application goes on writing, updating and deleting, until Ctrl-C; the file must have been migrated before',
    )
    .option('--drain', 'carry over what there is, compare everything, and end')
    .action((options: FollowOptions, command: Command) =>
      withApp(command, (app) => followCommand(app, options), { mustExist: true, stderr: options.output }),
    );
}

async function followCommand(app: App, options: FollowOptions): Promise<void> {
  const { follow } = await import('../../../migrate/follow/follow.ts');
  const from = await migratedFile(app, options);
  const progress = progressLine(process.stderr);
  const asJson = options.output === 'json';
  const report = await follow({
    database: app.database,
    from,
    policies: app.policies,
    scratchFolder: app.scratchFolder,
    // A drain has an end of its own, and is not done before.
    signal: options.drain ? new AbortController().signal : interruption(),
    drain: options.drain === true,
    onProgress: () => undefined,
    onRound: (followed) =>
      asJson
        ? tellEvent({ event: 'followed', at: new Date().toISOString(), ...followed })
        : progress.note(textOf(followed)),
  });
  progress.done();
  if (report) await printReport(report, options.output);
  else if (!asJson) process.stdout.write(forPeople(stopped));
}

const stopped = `Stopped following; what was carried over stays. To carry over the rest and compare everything:
  stockula migrate follow --drain
`;

function textOf(followed: Followed): string {
  if (followed.rounds === 0) return 'Source and target say the same; waiting for changes (Ctrl-C ends this)';
  const time = new Date().toTimeString().slice(0, 8);
  return `${time}  ${followedText(followed)} so far, ${followed.lag_seconds.toFixed(1)} s behind the last write`;
}
