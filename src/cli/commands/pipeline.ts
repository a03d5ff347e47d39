import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { StockulaError } from '../../domain/errors.ts';
import { renderError } from '../output/error.ts';
import type { PipelineOptions } from '../pipeline/run-pipeline.ts';

/** `stockula pipeline`: optimise the allocation, write the configuration it leads to, and backtest that. */
export function addPipeline(program: Command): void {
  program
    .command('pipeline')
    .description('optimise the allocation, write the optimised configuration, and backtest with it')
    .option(
      '-b, --base-config <file>',
      'configuration to begin with (default: --config, STOCKULA_CONFIG_FILE, then .stockula.yaml here)',
    )
    .option(
      '-o, --optimized-config <file>',
      'where the optimised configuration goes, or with --skip-optimization comes from',
      '.stockula-optimized.yaml',
    )
    .option('--output <file>', 'also write the results: .json, .yaml, .yml or .csv')
    .option('--skip-optimization', 'backtest with the optimised configuration as it is')
    .option('--skip-backtest', 'end once the optimised configuration is written')
    .option('-v, --verbose', 'print the answers about each symbol too')
    .action(async (options: PipelineOptions, command: Command) => {
      if (options.skipOptimization && options.skipBacktest) return refuseNothing();
      if (options.skipOptimization && !existsSync(options.optimizedConfig)) throw nothingOptimised(options);
      const { checkResultFile } = await import('../pipeline/result-file.ts');
      if (options.output !== undefined) checkResultFile(options.output);
      const { checkPlace } = await import('../write-whole.ts');
      const written = [options.skipOptimization ? undefined : options.optimizedConfig, options.output];
      for (const file of written) if (file !== undefined) checkPlace(resolve(file));
      const { runPipeline } = await import('../pipeline/run-pipeline.ts');
      await runPipeline(options, command);
    });
}

/** Scripts of the older application expect this status. */
function refuseNothing(): void {
  const error = new StockulaError('USAGE', {
    expected: 'one step at least',
    got: '--skip-optimization and --skip-backtest together, which leave nothing to do',
    remedy: 'Leave one of them out.',
  });
  renderError(error, { format: 'console' });
  process.exitCode = 1;
}

function nothingOptimised({ optimizedConfig }: PipelineOptions): StockulaError {
  return new StockulaError('CONFIG_INVALID', {
    expected: 'an optimised configuration to backtest with, since --skip-optimization is given',
    got: `no file ${resolve(optimizedConfig)}`,
    remedy: 'Name it by --optimized-config, or leave --skip-optimization out: then it is made.',
  });
}
