import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Market } from '../../app/market-service.ts';
import { StockulaError } from '../../domain/errors.ts';
import { rangeOf, withMarket } from '../context.ts';
import type { Answered } from '../modes/ask.ts';
import type { Question } from '../modes/document.ts';
import { isReady } from '../modes/registry.ts';
import { type AnalyseOptions, addAnalyseOptions, valuesOf } from './analyse-options.ts';

/** The bare command: `stockula --ticker AAPL --mode ta`. */
export function addAnalyse(program: Command): void {
  addAnalyseOptions(program)
    .addHelpText(
      'after',
      '\nExamples:\n  stockula --ticker AAPL --mode ta\n  stockula -t AAPL,MSFT -m ta -o json\n  stockula migrate run --from stockula.db',
    )
    .action(async (options: AnalyseOptions, command: Command) => {
      if (await isBare(command)) return command.help();
      refuseUnready(options);
      const values = valuesOf(options);
      const asked = rangeOf(options);
      if (options.saveConfig !== undefined) {
        const { saveConfig } = await import('../save-config.ts');
        return saveConfig(options.saveConfig, command, values);
      }
      const { optimised } = await withMarket(command, (market) => analyse(market, options, asked), values);
      if (options.saveOptimizedConfig === undefined) return;
      const { saveOptimizedConfig } = await import('../save-config.ts');
      await saveOptimizedConfig(options.saveOptimizedConfig, command, values, optimised);
    });
}

/** Nothing was asked, and no configuration says what to ask about. */
async function isBare(command: Command): Promise<boolean> {
  const isAsked = command.options.some(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (isAsked) return false;
  const { locateConfigFile } = await import('../../config/locate.ts');
  return locateConfigFile(undefined, process.env, process.cwd()) === null;
}

async function analyse(
  market: Market,
  options: AnalyseOptions,
  asked: ReturnType<typeof rangeOf>,
): Promise<Answered> {
  const { config, manager } = market;
  const [{ askModes }, { openModes }, { printAnswer }, { progressLine }] = await Promise.all([
    import('../modes/ask.ts'),
    import('../modes/registry.ts'),
    import('../modes/print.ts'),
    import('../progress.ts'),
  ]);
  const whole = asked.from === undefined && asked.to === undefined;
  const symbols = config.portfolio.tickers.map(({ symbol }) => symbol);
  if (symbols.length === 0) throw noSymbols();
  const interval = options.interval ?? config.data.interval;
  const context = {
    config,
    manager,
    symbols: [...new Set(symbols)],
    interval,
    range: whole ? configuredRange(market) : asked,
    adjust: options.adjust,
    wantsReport: options.html !== undefined,
  };
  const line = progressLine(process.stderr);
  const { beforeInterruptedEnd } = await import('../interruption.ts');
  const restored = beforeInterruptedEnd(() => line.done());
  const isMuch = context.symbols.length > 1 || options.mode !== 'ta';
  const answered = await askModes(await openModes(options.mode), context, (label, done, total) => {
    if (line.isLive && isMuch) line.work({ label, done, total });
  });
  line.done();
  restored();
  const question: Question = { mode: options.mode, interval };
  if (options.html !== undefined) await writeHtml(options.html, question, answered);
  await printAnswer(question, answered, {
    format: options.output ?? config.output.format,
    table: options.table,
  });
  if (config.output.save_results) {
    const { saveResults } = await import('../save-results.ts');
    saveResults(config.output.results_dir, question, answered, Date.now());
  }
  if (whole) {
    const { noteMissing } = await import('../missing.ts');
    await noteMissing(market, answered, interval);
  }
  return answered;
}

async function writeHtml(file: string, question: Question, answered: Answered): Promise<void> {
  if (answered.together.length === 0 && answered.symbols.every(({ parts }) => parts.length === 0)) return;
  const { writeReport } = await import('../report/write-report.ts');
  const path = resolve(file);
  writeReport(path, question, answered, Date.now());
  process.stderr.write(`Report written to ${path}\n`);
}

function configuredRange({ config: { data } }: Market): ReturnType<typeof rangeOf> {
  return rangeOf({
    ...(data.start_date && { from: data.start_date }),
    ...(data.end_date && { to: data.end_date }),
  });
}

function noSymbols(): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'symbols to analyse',
    got: 'no --ticker, and an empty portfolio.tickers in the configuration',
    remedy: 'Name one: stockula --ticker AAPL',
  });
}

function refuseUnready({ mode, saveOptimizedConfig }: AnalyseOptions): void {
  if (saveOptimizedConfig !== undefined && mode !== 'optimize-allocation') {
    throw new StockulaError('USAGE', {
      expected: '--mode optimize-allocation beside --save-optimized-config',
      got: `--mode ${mode}`,
      remedy: 'Add --mode optimize-allocation; --save-config writes the configuration as it is.',
    });
  }
  if (isReady(mode)) return;
  throw new StockulaError('USAGE', {
    expected: 'a mode that this version has: ta (or all)',
    got: `--mode ${mode}, which has not been brought over from the older application yet`,
    remedy: 'Use --mode ta, and the older application for the rest until then.',
  });
}
