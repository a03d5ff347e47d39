import type { ObserveSources, SourceEvent } from '../app/pipeline.ts';
import { failureKinds } from '../domain/source.ts';
import { tellEvent } from './notes.ts';
import type { AnswerFormat } from './output-option.ts';
import type { ProgressLine } from './progress.ts';

/** Without a terminal, so many questions are told as they are asked: later ones are told by their answers. */
const questionsTold = 3;

/** Tells that sources are being asked, what is waited for, and who is asked next. */
export function sourceProgress(output: AnswerFormat, line: ProgressLine): ObserveSources {
  let asked = 0;
  return (event) => {
    if (output === 'json') return tellSource(event);
    if (event.type === 'ask') {
      asked += 1;
      if (line.isLive || asked <= questionsTold) line.waiting(`asking ${event.source} for ${event.question}`);
    } else if (event.type === 'retry') line.waiting(retryText(event));
    else if (event.type === 'next')
      line.waiting(`${event.failure.message}; now asking ${event.next} for ${event.question}`);
  };
}

function retryText(event: Extract<SourceEvent, { type: 'retry' }>): string {
  const { source, key, kind, delayMs, attempt, attempts } = event;
  const wait = `${(delayMs / 1000).toFixed(1)} s`;
  return `${source}: ${failureKinds[kind].text}; asking again about ${key} in ${wait} (try ${attempt} of ${attempts})`;
}

function tellSource(event: SourceEvent): void {
  const { source } = event;
  if (event.type === 'ask') tellEvent({ event: 'ask', source, question: event.question });
  else if (event.type === 'retry') {
    const { key, kind, delayMs, attempt, attempts } = event;
    tellEvent({ event: 'retry', source, key, kind, wait_seconds: delayMs / 1000, attempt, attempts });
  } else if (event.type === 'next') {
    const { question, failure, next } = event;
    tellEvent({ event: 'next', source, question, reason: failure.message, next });
  }
}
