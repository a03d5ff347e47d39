import type { Command } from 'commander';
import type { App } from '../../app/app.ts';
import { withApp } from '../context.ts';
import { type AnswerFormat, answerFormatOption } from '../output-option.ts';

interface OutputOption {
  readonly output: AnswerFormat;
}

/** `stockula cache stats|clear`: the cache that processes share. */
export function addCache(program: Command): void {
  const cache = program
    .command('cache')
    .description('the cache of answers, where processes share one in Redis');
  cache
    .command('stats')
    .description('hits, misses, stale answers and errors by class, and what Redis holds')
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
Classes live as long as the configuration says (cache.*_ttl_seconds). A stale answer is an outdated one that was given
because loading failed; an error is one of Redis, and the question was answered without it.
Without cache.redis_url each process has a cache of its own, and a worker tells its counts at its metrics port.`,
    )
    .action(({ output }: OutputOption, command: Command) =>
      withApp(command, (app) => showStats(app, output), { mustExist: true }),
    );
  cache
    .command('clear')
    .description('forget every cached answer; the data themselves stay')
    .addOption(answerFormatOption())
    .action(({ output }: OutputOption, command: Command) =>
      withApp(command, (app) => clear(app, output), { mustExist: true }),
    );
}

async function showStats({ cache, config }: App, output: AnswerFormat): Promise<void> {
  const { statusOf } = await import('../../manager/cache-status.ts');
  const status = await statusOf(cache, config);
  if (output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    process.stdout.write(renderJson(status));
    return;
  }
  const { renderCacheStatus } = await import('../output/cache.ts');
  process.stdout.write(renderCacheStatus(status, process.stdout.isTTY));
}

async function clear({ cache }: App, output: AnswerFormat): Promise<void> {
  const { clearCache } = await import('../../manager/cache-status.ts');
  const removed = await clearCache(cache);
  if (output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    process.stdout.write(renderJson({ removed }));
    return;
  }
  process.stdout.write(
    removed === null
      ? 'Nothing is shared: without cache.redis_url each process has a cache of its own, which ends with it.\n'
      : `${removed} cached ${removed === 1 ? 'answer' : 'answers'} removed.\n`,
  );
}
