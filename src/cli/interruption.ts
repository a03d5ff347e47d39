// What Ctrl-C does. One listener decides: libraries that draw on terminals listen too, so that who listens tells
// nothing about who ends the program.

const interruptedStatus = 130;
/**
 * One press can come several times: a terminal sends it to every process, and npm and the launcher pass it on.
 * A person who presses again wants to wait no longer.
 */
const samePressMs = 1_000;

const beforeEnd = new Set<() => void>();
let stop: AbortController | null = null;
let stoppedAt: number | null = null;
/** Whether the command changes nothing that it could go on with. */
let isQuestion = false;
/** Terminals show `^C` where the cursor is: what is told next begins on a line of its own. */
let onNewLine = false;

/** From now on Ctrl-C ends the program, unless a command has asked to end by itself. */
export function endOnInterruption(): void {
  process.on('SIGINT', interrupt);
}

/**
 * For a command that ends by itself when it is interrupted, by Ctrl-C or as service managers ask.
 * A second press, later than an echo of the first, ends the program at once.
 */
export function interruption(): AbortSignal {
  if (stop) return stop.signal;
  stop = new AbortController();
  process.on('SIGTERM', interrupt);
  return stop.signal;
}

/**
 * Has something done before Ctrl-C ends the program, such as giving the terminal back.
 * @returns takes that back
 */
export function beforeInterruptedEnd(action: () => void): () => void {
  beforeEnd.add(action);
  return () => void beforeEnd.delete(action);
}

/** From now on Ctrl-C says that no answer came of it, rather than what to do with the rest of the work. */
export function asksOnly(): void {
  isQuestion = true;
}

/** Says that a command did not come to its end. @returns the exit status */
export function tellInterrupted(): number {
  beginLine();
  const rest = isQuestion ? '' : ' What was committed stays; run the same command to go on.';
  process.stderr.write(`Interrupted${isQuestion ? ' before the answer was there' : ''}.${rest}\n`);
  return interruptedStatus;
}

function beginLine(): void {
  if (!onNewLine) process.stderr.write('\n');
  onNewLine = true;
}

function interrupt(): void {
  const now = performance.now();
  if (stop) {
    if (process.stderr.isTTY) beginLine();
    stoppedAt ??= now;
    stop.abort();
    if (now - stoppedAt < samePressMs) return;
  }
  for (const action of beforeEnd) action();
  process.exit(tellInterrupted());
}
