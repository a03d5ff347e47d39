import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Market } from '../../app/market-service.ts';
import { besideAnswer } from '../beside-answer.ts';
import { type GlobalOptions, rangeOf, withMarket } from '../context.ts';
import { type Answered, isEmpty } from '../modes/answered.ts';
import type { Question } from '../modes/document.ts';
import { checkPlace } from '../write-whole.ts';
import { type AnalyseOptions, addAnalyseOptions, savedValuesOf, valuesOf } from './analyse-options.ts';
import { refuseIgnored, refuseWithout } from './refuse-ignored.ts';

/** The bare command: `stockula --ticker AAPL --mode ta`. */
export function addAnalyse(program: Command): void {
  addAnalyseOptions(program)
    .addHelpText(
      'after',
      '\nExamples:\n  stockula --ticker AAPL --mode ta\n  stockula -t AAPL,MSFT -m ta -o json\n  stockula migrate run --from stockula.db',
    )
    .action(async (options: AnalyseOptions, command: Command) => {
      if (await isBare(command)) return command.help();
      refuseIgnored(options);
      for (const file of [options.html, options.saveConfig, options.saveOptimizedConfig])
        if (file !== undefined) checkPlace(resolve(file));
      const values = valuesOf(options);
      const { config: configFile } = command.optsWithGlobals<GlobalOptions>();
      const asked = rangeOf(options);
      if (options.saveConfig !== undefined) {
        const { saveConfig } = await import('../save-config.ts');
        return saveConfig(options.saveConfig, configFile, { ...values, ...savedValuesOf(options) });
      }
      const { optimised } = await withMarket(command, (market) => analyse(market, options, asked), {
        values,
      });
      const { saveOptimizedConfig: path } = options;
      if (path === undefined) return;
      const { saveOptimizedConfig } = await import('../save-config.ts');
      const saved = { ...values, ...savedValuesOf(options) };
      await besideAnswer(() => saveOptimizedConfig(path, configFile, saved, optimised));
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
  const [{ askConfigured }, { printAnswer }] = await Promise.all([
    import('../modes/ask-configured.ts'),
    import('../modes/print.ts'),
  ]);
  const whole = asked.from === undefined && asked.to === undefined;
  const interval = options.interval ?? config.data.interval;
  const format = options.output ?? config.output.format;
  refuseWithout(options, config, format);
  const answered = await askConfigured({
    config,
    manager,
    mode: options.mode,
    interval,
    ...(!whole && { range: asked }),
    adjust: options.adjust,
    wantsReport: options.html !== undefined,
  });
  const question: Question = { mode: options.mode, interval };
  await printAnswer(question, answered, { format, table: options.table });
  const { html } = options;
  if (html !== undefined) await besideAnswer(() => writeHtml(html, question, answered));
  if (config.output.save_results) {
    const { saveResults } = await import('../save-results.ts');
    await besideAnswer(() => saveResults(config.output.results_dir, question, answered, Date.now()));
  }
  if (whole) {
    const { noteMissing } = await import('../missing.ts');
    await noteMissing(market, answered, interval);
  }
  return answered;
}

async function writeHtml(file: string, question: Question, answered: Answered): Promise<void> {
  if (isEmpty(answered)) return;
  const { writeReport } = await import('../report/write-report.ts');
  const path = resolve(file);
  writeReport(path, question, answered, Date.now());
  process.stderr.write(`Report written to ${path}\n`);
}
