import { readdirSync, readFileSync } from 'node:fs';

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

/** Resident memory in bytes of some processes and all their descendants, each counted once. Linux; elsewhere 0. */
function familyBytes(roots: readonly number[]): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readFacts(Number(name)) ?? []);
  const family = new Set(roots);
  // Parents have lower numbers than their children nearly always; a second pass catches the rest.
  for (let pass = 0; pass < 2; pass += 1) {
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.reduce((sum, { pid, bytes }) => (family.has(pid) ? sum + bytes : sum), 0);
}

function readFacts(pid: number): ProcessFacts | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { pid, parent: field('PPid'), bytes: field('VmRSS') * 1024 };
  } catch (error) {
    // It ended between being listed and being read.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}

/** Samples the memory of process families until stopped; the function returned stops and gives the peak. */
export function watchMemory(roots: () => readonly number[]): () => number {
  if (process.platform !== 'linux') return () => 0;
  let peak = 0;
  const sample = (): void => {
    peak = Math.max(peak, familyBytes(roots()));
  };
  const timer = setInterval(sample, 50);
  return () => {
    clearInterval(timer);
    sample();
    return peak;
  };
}
