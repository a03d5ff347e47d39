import type { Answered, Part } from '../modes/answered.ts';
import type { Question } from '../modes/document.ts';
import { publicError } from '../output/public-error.ts';
import { writeWhole } from '../write-whole.ts';
import { type Report, type ReportGroup, reportPage } from './page.ts';

/** `--html FILE`: what was answered as a page of its own. @param now epoch milliseconds */
export function writeReport(path: string, question: Question, answered: Answered, now: number): void {
  writeWhole(path, reportPage(reportOf(question, answered, now)));
}

/** What a page shows of an answer: each symbol, then what concerns all of them, then what failed. */
function reportOf({ mode, interval }: Question, answered: Answered, now: number): Report {
  const { symbols, together, failures } = answered;
  const names = symbols.map(({ symbol }) => symbol);
  const group = (about: string, { title, answer }: Part): ReportGroup => ({
    about,
    title,
    sections: answer.html,
  });
  const failed: ReportGroup = {
    about: 'Without an answer',
    title: '',
    sections: [
      {
        kind: 'table',
        title: '',
        columns: [{ title: 'Symbol' }, { title: 'Mode' }, { title: 'Reason' }],
        rows: failures.map(({ symbol, mode: asked, error }) => {
          const { expected, got, remedy } = publicError(error);
          return [symbol ?? 'all symbols', asked, `Expected ${expected}. Got ${got}. ${remedy}`];
        }),
      },
    ],
  };
  return {
    title: names.length > 3 ? `${names.length} symbols` : names.join(', '),
    asked: [
      `mode ${mode}`,
      `bars of ${interval}`,
      `made ${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    ],
    groups: [
      ...symbols.flatMap(({ symbol, parts }) => parts.map((part) => group(symbol, part))),
      ...together.map((part) => group('All symbols', part)),
      ...(failures.length > 0 ? [failed] : []),
    ],
  };
}
