import { counted } from '../domain/counted.ts';
import type { MigrationProgress } from '../migrate/report.ts';
import { forPeople } from './output/for-people.ts';

/** A line that tells how work goes on; on a terminal it is rewritten in place, elsewhere each step is one line. */
export interface ProgressLine {
  /** What is under way now. */
  note(text: string): void;
  /** What is done or found; the line goes on below it. */
  tell(text: string): void;
  migration(progress: MigrationProgress): void;
  /** What is waited for: on a terminal until something else is told. */
  waiting(text: string): void;
  /** Whether it is rewritten in place, so that much can be told. */
  readonly isLive: boolean;
  /** How far work has come; on a terminal a bar, where the whole is known. */
  work(progress: WorkProgress): void;
  done(): void;
}

/** What is under way now, and how much of it is done. */
interface WorkProgress {
  readonly label: string;
  readonly done: number;
  /** Null: nobody knows. */
  readonly total: number | null;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const redrawEveryMs = 60;
const barWidth = 24;
const clearLine = '\r\x1b[2K';

const stepNames: Readonly<Record<MigrationProgress['step'], string>> = {
  snapshot: 'Taking a snapshot of the source',
  read: 'Reading',
  copy: 'Copying',
  aggregate: 'Building aggregates',
  compress: 'Compressing chunks',
  verify: 'Verifying',
  compare: 'Comparing answers',
};

/** Progress for people; `stream` is stderr, so that answers on stdout stay clean. */
export function progressLine(stream: Stream): ProgressLine {
  return stream.isTTY ? new LiveLine(stream) : new PlainLines(stream);
}

class LiveLine implements ProgressLine {
  readonly isLive = true;
  readonly #stream: Stream;
  #lastDraw = 0;
  #drawn = false;
  #label = '';
  #labelSince = performance.now();

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  note(text: string): void {
    this.done();
    this.#stream.write(`${text} …\n`);
  }

  tell(text: string): void {
    this.done();
    this.#stream.write(`${forPeople(text, this.#stream)}\n`);
  }

  waiting(text: string): void {
    this.#draw({ label: text, done: 1, total: 1 }, () => `${text} …`);
  }

  migration(progress: MigrationProgress): void {
    const now = performance.now();
    if (progress.label !== this.#label) {
      this.#label = progress.label;
      this.#labelSince = now;
    }
    this.#draw(progress, () => `${describeProgress(progress)}${rate(progress, now - this.#labelSince)}`);
  }

  work(progress: WorkProgress): void {
    this.#draw(progress, () => describeWork(progress));
  }

  #draw({ done, total }: WorkProgress, lineOf: () => string): void {
    const now = performance.now();
    const last = total !== null && done >= total;
    if (!last && now - this.#lastDraw < redrawEveryMs) return;
    this.#lastDraw = now;
    this.#drawn = true;
    const line = lineOf();
    // A line that wraps could not be cleared: only its last part is.
    this.#stream.write(`${clearLine}${line.slice(0, (this.#stream.columns || line.length + 1) - 1)}`);
  }

  done(): void {
    if (this.#drawn) this.#stream.write(clearLine);
    this.#drawn = false;
  }
}

class PlainLines implements ProgressLine {
  readonly isLive = false;
  readonly #stream: Stream;
  #last = '';

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  note(text: string): void {
    this.tell(text);
  }

  tell(text: string): void {
    this.#stream.write(`${text}\n`);
  }

  waiting(text: string): void {
    this.tell(`${text} …`);
  }

  migration({ step, label, total }: MigrationProgress): void {
    if (step === 'copy' && total === 0) return;
    const line =
      step === 'copy'
        ? `${stepNames.copy} ${label}${total === null ? '' : ` (${counted(total, 'row')})`}`
        : stepNames[step];
    if (line !== this.#last) this.#stream.write(`${line}\n`);
    this.#last = line;
  }

  work({ label, done, total }: WorkProgress): void {
    if (total !== null) this.#stream.write(`${label} (${done}/${total})\n`);
  }

  done(): void {
    this.#last = '';
  }
}

function describeWork({ label, done, total }: WorkProgress): string {
  if (total === null || total === 0) return `${label} …`;
  return `${label.padEnd(34)} ${barOf(done / total)} ${done.toLocaleString('en-US')}/${total.toLocaleString('en-US')}`;
}

function barOf(part: number): string {
  const filled = Math.round(part * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
}

/** A step of a migration and how far it has come, as a bar where that is known. */
export function describeProgress({ step, label, done, total }: MigrationProgress): string {
  const name = step === 'copy' || step === 'read' ? `${stepNames[step]} ${label}` : stepNames[step];
  if (total === null || total === 0) return `${name} …`;
  return describeWork({ label: name, done, total });
}

function rate({ step, done, total }: MigrationProgress, elapsedMs: number): string {
  if (step !== 'copy' || total === null || elapsedMs < 1_000 || done === 0) return '';
  const perSecond = done / (elapsedMs / 1000);
  const seconds = Math.ceil((total - done) / perSecond);
  return `  ${counted(Math.round(perSecond), 'row')}/s, ${seconds} s left`;
}
