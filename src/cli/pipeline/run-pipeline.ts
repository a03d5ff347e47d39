import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Market } from '../../app/market-service.ts';
import { errorTable } from '../../domain/errors.ts';
import { type GlobalOptions, withMarket } from '../context.ts';
import { type Answered, isEmpty } from '../modes/answered.ts';
import { askConfigured, configuredRange } from '../modes/ask-configured.ts';
import { jsonOf, type Question, tablesOf } from '../modes/document.ts';
import { printAnswer } from '../modes/print.ts';
import { saveOptimizedConfig } from '../save-config.ts';
import { writeResultFile } from './result-file.ts';

/** What stands on the command line of `stockula pipeline`. */
export interface PipelineOptions {
  readonly baseConfig?: string;
  readonly optimizedConfig: string;
  readonly output?: string;
  readonly skipOptimization?: boolean;
  readonly skipBacktest?: boolean;
  readonly verbose?: boolean;
}

interface Step {
  readonly question: Question;
  readonly answered: Answered;
}

/**
 * The steps of the pipeline, each with what it found on stdout. What a step leaves in files is whole or not there, so
 * that it may be interrupted at any moment.
 * @throws StockulaError CONFIG_INVALID; what the modes throw
 */
export async function runPipeline(options: PipelineOptions, command: Command): Promise<void> {
  const base = options.baseConfig ?? command.optsWithGlobals<GlobalOptions>().config;
  const optimized = resolve(options.optimizedConfig);
  const steps: Step[] = [];
  const hasFailed = await withMarket(
    command,
    async (market) => {
      steps.length = 0;
      if (!options.skipOptimization) {
        const step = await ask(market, market.config, 'optimize-allocation');
        steps.push(step);
        await print(step, options);
        if (isEmpty(step.answered) || step.answered.optimised === null) return true;
        await saveOptimizedConfig(optimized, base, {}, step.answered.optimised);
      }
      if (options.skipBacktest) return false;
      const { readConfiguration } = await import('../../app/configuration.ts');
      const { config } = await readConfiguration(optimized);
      const { trialOfOptimised } = await import('../../manager/allocation/trial-of-optimised.ts');
      const { manager } = market;
      const range = configuredRange(config);
      // The same shares may have cost more than the capital when the backtest begins.
      const trial = await trialOfOptimised(market.config, config, range, (...asked) =>
        manager.bars(...asked),
      );
      const step = await ask(market, trial.config, 'backtest', trial.notes);
      steps.push(step);
      await print(step, options);
      return isEmpty(step.answered);
    },
    { configFile: base },
  );
  if (options.output !== undefined) await writeResults(options.output, steps);
  if (hasFailed) process.exitCode = errorTable.RUN_FAILED.exit;
}

async function ask(
  { manager }: Market,
  config: Market['config'],
  mode: 'optimize-allocation' | 'backtest',
  notes: readonly string[] = [],
): Promise<Step> {
  process.stderr.write(
    mode === 'backtest' ? 'Backtest with the optimised configuration …\n' : 'Optimising the allocation …\n',
  );
  const answered = await askConfigured({ config, manager, mode, notes });
  return { question: { mode, interval: config.data.interval }, answered };
}

/** Without --verbose what concerns all symbols, where a step has that. */
function print({ question, answered }: Step, { verbose }: PipelineOptions): Promise<void> {
  const isShort = !verbose && answered.together.length > 0;
  const symbols = isShort ? answered.symbols.map((one) => ({ ...one, parts: [] })) : answered.symbols;
  return printAnswer(question, { ...answered, symbols }, { format: 'console' });
}

async function writeResults(path: string, steps: readonly Step[]): Promise<void> {
  const result = Object.fromEntries(
    steps.map(({ question, answered }) => [question.mode.replace('-', '_'), jsonOf(question, answered)]),
  );
  const tables = steps.flatMap(({ answered }) => tablesOf(answered));
  const target = resolve(path);
  await writeResultFile(target, result, tables);
  process.stderr.write(`Results written to ${target}\n`);
}
