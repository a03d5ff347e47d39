import { Argument, type Command } from 'commander';
import type { LoadedConfig } from '../../config/load.ts';
import { errorTable, StockulaError } from '../../domain/errors.ts';
import { type ComponentName, componentNames } from '../../infra/driver.ts';
import type { OwnServices, ServiceResult, ServiceStatus } from '../../infra/native/own-services.ts';
import type { GlobalOptions } from '../context.ts';
import type { ShownService } from '../output/services.ts';
import { type AnswerFormat, answerFormatOption } from '../output-option.ts';

interface ServicesOptions {
  readonly output: AnswerFormat;
}

type Work = (own: OwnServices, names: readonly ComponentName[]) => Promise<readonly ServiceResult[]>;

const note = (text: string): boolean => process.stderr.write(`${text}\n`);

/** `stockula services start|stop|status`: the servers that a migration with the native driver brought up. */
export function addServices(program: Command): void {
  const services = program
    .command('services')
    .description('the servers that "migrate run --driver native" brought up in this data directory');
  add(
    services,
    'start',
    'start those that do not run, as after a restart of the machine; data and passwords stay',
  )
    .addHelpText('after', exitStatuses)
    .action((names: ComponentName[], options: ServicesOptions, command: Command) =>
      change(command, names, options, async (own, wanted) => {
        const { startServices } = await import('../../infra/native/own-services.ts');
        return startServices(own, wanted, note);
      }),
    );
  add(services, 'stop', 'stop them gracefully, the database last; data stay')
    .addHelpText('after', exitStatuses)
    .action((names: ComponentName[], options: ServicesOptions, command: Command) =>
      change(command, names, options, async (own, wanted) => {
        const { stopServices } = await import('../../infra/native/own-services.ts');
        return stopServices(own, wanted);
      }),
    );
  add(services, 'status', 'say which there are, whether each runs, and its port and log; changes nothing')
    .addHelpText(
      'after',
      '\nExit status: 0, whether or not they run; 4 for one that this data directory does not have.',
    )
    .action(async (names: ComponentName[], options: ServicesOptions, command: Command) => {
      const loaded = await configurationOf(command);
      const own = await servicesOf(loaded);
      await show(loaded, own, options, chosen(own, names), []);
    });
}

const exitStatuses =
  '\nExit status: 0 if they are as they should be, changed or not; 4 for one that this data directory does not have; 8 while a migration is at work; otherwise that of the first that failed (10), the others being done all the same.';

function add(services: Command, name: string, description: string): Command {
  return services
    .command(name)
    .description(description)
    .addArgument(new Argument('[service...]', 'only these (default: all there are)').choices(componentNames))
    .addOption(answerFormatOption());
}

async function configurationOf(command: Command): Promise<LoadedConfig> {
  const { readConfiguration } = await import('../../app/configuration.ts');
  return readConfiguration(command.optsWithGlobals<GlobalOptions>().config);
}

async function servicesOf({ config }: LoadedConfig): Promise<OwnServices> {
  const { ownServices } = await import('../../infra/native/own-services.ts');
  return ownServices(config.database.data_dir);
}

/** @throws StockulaError NOT_FOUND for a service that was never brought up here */
function chosen(
  { names, dataDirectory }: OwnServices,
  wanted: readonly ComponentName[],
): readonly ComponentName[] {
  const strange = wanted.filter((name) => !names.includes(name));
  if (strange.length === 0)
    return wanted.length === 0 ? names : names.filter((name) => wanted.includes(name));
  throw new StockulaError('NOT_FOUND', {
    expected: `a ${strange.join(' and a ')} that "migrate run --driver native" brought up in ${dataDirectory}`,
    got: names.length === 0 ? 'none of any kind' : `only ${names.join(', ')}`,
    remedy: whereElse,
  });
}

const whereElse =
  'If they are of another data directory, name it with STOCKULA_DATA_DIR. The embedded database has its own command: stockula db status';

/** Starts or stops, while no migration does, and tells how things are then. */
async function change(
  command: Command,
  names: readonly ComponentName[],
  options: ServicesOptions,
  work: Work,
): Promise<void> {
  const loaded = await configurationOf(command);
  const own = await servicesOf(loaded);
  const wanted = chosen(own, names);
  const { withMigrationLock } = await import('./migrate/lock.ts');
  // Without servers there is nothing to keep apart, and perhaps no data directory, which is not to be made for this.
  const results = wanted.length === 0 ? [] : await withMigrationLock(loaded, () => work(own, wanted));
  await show(loaded, own, options, wanted, results);
  const failed = results.find(({ outcome }) => outcome === 'failed');
  if (!failed) return;
  const { publicError } = await import('../output/public-error.ts');
  process.exitCode = errorTable[publicError(failed.problem).code].exit;
}

async function show(
  { config }: LoadedConfig,
  own: OwnServices,
  { output }: ServicesOptions,
  names: readonly ComponentName[],
  results: readonly ServiceResult[],
): Promise<void> {
  const { statusOfService } = await import('../../infra/native/own-services.ts');
  const { serviceAt } = await import('../../infra/native/service-hint.ts');
  const { publicError } = await import('../output/public-error.ts');
  const urls = [config.database.url, config.cache.redis_url].flatMap((url) => (url ? [url.reveal()] : []));
  const used = urls.map((url) => serviceAt(own, url));
  const shown = await Promise.all(
    names.map(async (name): Promise<ShownService> => {
      const status: ServiceStatus = await statusOfService(own, name);
      const result = results.find((one) => one.name === name);
      const problem = result?.outcome === 'failed' ? publicError(result.problem) : null;
      return { ...status, configured: used.includes(name), outcome: result?.outcome ?? null, problem };
    }),
  );
  const { renderJson } = await import('../output/json.ts');
  const { renderServices } = await import('../output/services.ts');
  const { asTyped } = await import('../invocation.ts');
  process.stdout.write(
    output === 'json'
      ? renderJson({ data_directory: own.dataDirectory, services: shown })
      : asTyped(renderServices(shown, own.dataDirectory, process.stdout.isTTY)),
  );
}
