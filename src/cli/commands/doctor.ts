import type { Command } from 'commander';
import type { App } from '../../app/app.ts';
import { errorTable } from '../../domain/errors.ts';
import { withApp } from '../context.ts';
import { asTyped } from '../invocation.ts';
import { type AnswerFormat, answerFormatOption } from '../output-option.ts';

interface DoctorOptions {
  readonly mend?: boolean;
  readonly output: AnswerFormat;
}

/** `stockula doctor`: what is stored, how, and whether all is well. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('show edition, schema, chunks, compression and policies, and what is wrong with them')
    .option('--mend', 'put chunk widths and policies back to what the configuration says')
    .addOption(answerFormatOption())
    .addHelpText('after', '\nExit status: 0 if nothing is wrong (notes do not count), 7 otherwise.')
    .action((options: DoctorOptions, command: Command) => {
      const look = async ({ database, policies }: App): Promise<void> => {
        const { diagnose, mend } = await import('../../manager/doctor.ts');
        if (options.mend) await mend(database, policies);
        const found = await diagnose(database, policies);
        const typed = found.findings.map((finding) => ({ ...finding, remedy: asTyped(finding.remedy) }));
        const diagnosis = { ...found, findings: typed };
        if (options.output === 'json') {
          const { renderJson } = await import('../output/json.ts');
          process.stdout.write(renderJson(diagnosis));
        } else {
          const { renderDiagnosis } = await import('../output/diagnosis.ts');
          const { forPeople } = await import('../output/for-people.ts');
          process.stdout.write(forPeople(renderDiagnosis(diagnosis, process.stdout.isTTY)));
        }
        const ill = diagnosis.findings.some(({ severity }) => severity === 'problem');
        if (ill) process.exitCode = errorTable.DATABASE_UNSUITABLE.exit;
      };
      return withApp(command, look, { mustExist: true });
    });
}
