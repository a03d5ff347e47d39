import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, program, type Run } from '../support/run-stockula.ts';
import type { ReaderAnswer } from './sequence-reader.ts';

/** Only against waits that will never end: an engine on a busy machine can take its time. */
const patienceMs = 180_000;

/** Looks again and again until something is there. @throws Error that says what was waited for */
export async function until<Found>(what: string, look: () => Promise<Found | null>): Promise<Found> {
  for (const start = performance.now(); performance.now() - start < patienceMs; await sleep(25)) {
    const found = await look();
    if (found !== null) return found;
  }
  throw new Error(`waited ${patienceMs / 1000} s in vain for ${what}`);
}

/** What a counter says in a text for Prometheus; 0 where it has not counted yet. */
export function counter(text: string, name: string, labels: Readonly<Record<string, string>>): number {
  const isMeant = (line: string): boolean =>
    line.startsWith(`${name}{`) &&
    Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`));
  return text
    .split('\n')
    .filter(isMeant)
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

/** An environment with nothing in it but the configuration file. */
export function environment(configFile: string): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }), STOCKULA_CONFIG_FILE: configFile };
}

/** The reading process, seen from outside. */
export class Reader {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: ReaderAnswer) => void>();
  #asked = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (answer: ReaderAnswer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static async start(configFile: string): Promise<Reader> {
    const child = fork(join(import.meta.dirname, 'sequence-reader.ts'), [configFile], {
      execArgv: ['--no-warnings'],
      env: environment(configFile),
    });
    const exit = once(child, 'exit').then(([status]) => {
      throw new Error(`the reader ended with status ${status} before it was ready`);
    });
    await Promise.race([once(child, 'message'), exit]);
    exit.catch(() => undefined);
    return new Reader(child);
  }

  ask(symbol: string): Promise<ReaderAnswer> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      if (!this.#child.connected) reject(new Error('the reader has ended'));
      this.#waiting.set(id, resolve);
      this.#child.send({ id, symbol });
    });
  }

  /** Asks again as soon as an answer is there, until it is told to end. */
  askWithoutBreak(symbol: string) {
    const answers: ReaderAnswer[] = [];
    let isOver = false;
    const asking = (async () => {
      while (!isOver) {
        answers.push(await this.ask(symbol));
        await sleep(20);
      }
    })();
    const end = (): Promise<void> => {
      isOver = true;
      return asking;
    };
    return { answers, end };
  }

  async stop(): Promise<void> {
    if (!this.#child.connected) return;
    const end = once(this.#child, 'exit');
    this.#child.send('stop');
    await end;
  }
}

/** `stockula etl worker` as a process of its own. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #end: Promise<Run>;
  readonly #port: number;

  private constructor(child: ChildProcess, end: Promise<Run>, port: number) {
    this.#child = child;
    this.#end = end;
    this.#port = port;
  }

  static async start(configFile: string): Promise<Worker> {
    const args = ['etl', 'worker', '--metrics-port', '0', '--no-schedules', '-o', 'json'];
    const child = spawn(process.execPath, [program, ...args], {
      env: environment(configFile),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = ended(child);
    const ready = new Promise<number>((resolve) => {
      let told = '';
      child.stderr.on('data', (text: string) => {
        told += text;
        const port = /"metrics_port":(\d+)/.exec(told)?.[1];
        if (port !== undefined) resolve(Number(port));
      });
    });
    const early = end.then(({ stderr }) => {
      throw new Error(`the worker ended before it was ready: ${stderr}`);
    });
    const port = await Promise.race([ready, early]);
    early.catch(() => undefined);
    return new Worker(child, end, port);
  }

  async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.#port}/metrics`)).text();
  }

  /** Lets it end by itself; what it left. */
  async stop(): Promise<Run> {
    if (this.#child.exitCode === null) this.#child.kill('SIGTERM');
    return this.#end;
  }
}
