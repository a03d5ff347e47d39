import { type ErrorParts, StockulaError } from './errors.ts';
import { failureKinds, type SourceFailure } from './source.ts';

function remedyOf(failures: readonly SourceFailure[]): string {
  if (failures.length === 0)
    return 'Name one in sources.order; Tiingo takes part once sources.tiingo.api_key is set.';
  if (failures.some(({ kind }) => kind === 'offline'))
    return 'Switch sources.offline off (--offline) to ask them.';
  if (failures.some(({ kind }) => failureKinds[kind].retry)) return 'Try again later.';
  return 'Check the symbol, the interval and the range.';
}

function partsOf(question: string, failures: readonly SourceFailure[]): ErrorParts {
  const reasons = failures.map(({ message }) => message).join('; ');
  return {
    expected: `a source that has ${question}`,
    got: reasons || 'no source to ask',
    remedy: remedyOf(failures),
  };
}

/** None of the sources had an answer. Its message has the reason of each. */
export class NoSourceAnswered extends StockulaError {
  readonly failures: readonly SourceFailure[];

  /** @param question what was asked for, as in `bars of AAPL` */
  constructor(question: string, failures: readonly SourceFailure[]) {
    const otherwise = failures.some(({ kind }) => kind !== 'unknown_symbol' && kind !== 'unsupported');
    const unknown = failures.some(({ kind }) => kind === 'unknown_symbol');
    super(unknown && !otherwise ? 'NOT_FOUND' : 'NO_SOURCE_ANSWERED', partsOf(question, failures));
    this.failures = failures;
  }

  /** Whether the same question may have an answer later. */
  get mayPass(): boolean {
    return this.failures.some(({ kind }) => failureKinds[kind].retry || kind === 'budget');
  }
}
