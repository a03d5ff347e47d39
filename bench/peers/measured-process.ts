import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What running a program came to. */
export interface ProgramRun {
  /** From its start to its end. */
  readonly seconds: number;
  /** Processor time of the program itself, user and system: a busy machine stretches the other one. */
  readonly cpuSeconds: number;
  /** Largest resident memory (VmHWM) in megabytes. */
  readonly peakMegabytes: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly stdout: string;
}

/** Clock ticks a second of /proc, the same on all Linux systems. */
const ticksPerSecond = 100;

/** Runs a program to its end and measures it from outside. Linux. Throws if it fails. */
export async function runMeasured(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProgramRun> {
  const [started, startedAt] = [performance.now(), Date.now()];
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [cpuSeconds, peakMegabytes] = [0, 0];
  const sample = (): void => {
    cpuSeconds = cpuSecondsOf(child.pid ?? 0) ?? cpuSeconds;
    peakMegabytes = peakMegabytesOf(child.pid ?? 0) ?? peakMegabytes;
  };
  const timer = setInterval(sample, 20);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(timer);
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${`${stdout}${stderr}`.slice(-1000)}`);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds, peakMegabytes, startedAt, stdout };
}

/** Processor time that a server and the processes it started have taken, ended ones included. */
export function familyCpuSeconds(server: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => Number(statOf(Number(name))?.[1]) === server)
    .map((name) => cpuSecondsOf(Number(name)) ?? 0);
  const own = statOf(server) ?? [];
  const ended = (Number(own[13] ?? 0) + Number(own[14] ?? 0)) / ticksPerSecond;
  return children.reduce((sum, seconds) => sum + seconds, ended + (cpuSecondsOf(server) ?? 0));
}

function cpuSecondsOf(pid: number): number | null {
  const stat = statOf(pid);
  return stat && (Number(stat[11]) + Number(stat[12])) / ticksPerSecond;
}

/** The fields of /proc/PID/stat from the third on (proc_pid_stat(5)), or null once it has ended. */
function statOf(pid: number): string[] | null {
  const text = readProc(pid, 'stat');
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function peakMegabytesOf(pid: number): number | null {
  const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readProc(pid, 'status') ?? '')?.[1];
  return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6;
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}
