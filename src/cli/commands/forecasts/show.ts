import type { Command } from 'commander';
import { withMarket } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';

/** `stockula forecasts show ID` */
export function addShow(forecasts: Command): void {
  forecasts
    .command('show')
    .description('show one forecast: its bars, and how its models fared')
    .argument('<id>', 'number of the forecast, as listed')
    .addOption(answerFormatOption())
    .action((id: string, { output }: { output: AnswerFormat }, command: Command) =>
      withMarket(command, async ({ manager }) => {
        const forecast = await manager.storedForecast(id);
        const { forecastDocument, renderStoredForecast } = await import('../../output/stored-forecast.ts');
        const { forPeople } = await import('../../output/for-people.ts');
        const { renderJson } = await import('../../output/json.ts');
        const { styleFor } = await import('../../output/style.ts');
        process.stdout.write(
          output === 'json'
            ? renderJson(forecastDocument(forecast))
            : forPeople(renderStoredForecast(forecast, styleFor(process.stdout.isTTY))),
        );
      }),
    );
}
