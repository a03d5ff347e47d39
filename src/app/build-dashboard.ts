import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { messageOf, StockulaError } from '../domain/errors.ts';

export const projectRoot = join(import.meta.dirname, '../..');
const vite = join(projectRoot, 'node_modules/vite/bin/vite.js');
/** In a built folder: the fingerprint of what it was built from. */
const stampFile = 'built-from.txt';
/** What the bundler reads; the packages are named by the lock file. */
const sources = [
  'web/{src,public}/**',
  'web/*.{html,ts,json}',
  'src/{contract,domain}/**',
  'package-lock.json',
];

/** Whether what builds the dashboard is installed: it is not in installations for production. */
export const canBuildDashboard = (): boolean => existsSync(vite);

/** Whether a folder holds a dashboard, and one of the sources as they are now. */
export function stateOfDashboard(folder: string): 'missing' | 'outdated' | 'current' {
  if (!existsSync(join(folder, 'index.html'))) return 'missing';
  const stamp = join(folder, stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint() ? 'current' : 'outdated';
}

/**
 * Builds the dashboard beside `folder`, with compressed twins of what compresses, and then puts it there. Who builds
 * at the same time does the same work, and the last one stays.
 * @throws StockulaError INTERNAL where it cannot be built
 */
export async function buildDashboard(folder: string): Promise<void> {
  const builtFrom = fingerprint();
  const fresh = await mkdtemp(`${folder}.`).catch((error: unknown) => {
    throw notBuilt(messageOf(error));
  });
  const before = `${fresh}.before`;
  try {
    await runVite(fresh);
    await compressFiles(fresh);
    await writeFile(join(fresh, stampFile), builtFrom);
    // A web server that runs as another user may hand it out.
    await chmod(fresh, 0o755);
    await rename(folder, before).catch(ignoreMissing);
    await rename(fresh, folder).catch(async (error: unknown) => {
      // Somebody else put theirs there in between.
      if (stateOfDashboard(folder) !== 'current') throw error;
    });
  } finally {
    await Promise.all([fresh, before].map((left) => rm(left, { recursive: true, force: true })));
  }
}

/** Of the content of all sources: dates of files say little after a clone or a copy. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: projectRoot, withFileTypes: true }));
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of paths.sort()) hash.update(path.slice(projectRoot.length)).update(readFileSync(path));
  return hash.digest('hex');
}

async function runVite(outDir: string): Promise<void> {
  const args = [
    vite,
    'build',
    join(projectRoot, 'web'),
    '--outDir',
    outDir,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  // Otherwise React has its checks for developers in it, where the caller runs in another mode.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, args, { cwd: dirname(vite), env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw notBuilt(said.trim().slice(-2_000) || `status ${status} of Vite`);
}

/** The server hands them out as they are, so that no request waits for a compressor. */
async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = entries.filter((entry) => entry.isFile() && compressible.has(extname(entry.name)));
  await Promise.all(
    texts.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const bytes = await readFile(path);
      const [asGzip, asBrotli] = await Promise.all([
        promisify(gzip)(bytes, { level: 9 }),
        promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      ]);
      await Promise.all([writeFile(`${path}.gz`, asGzip), writeFile(`${path}.br`, asBrotli)]);
    }),
  );
}

const compressible = new Set(['.js', '.css', '.svg', '.webmanifest']);

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function notBuilt(got: string): StockulaError {
  return new StockulaError('INTERNAL', {
    expected: 'the dashboard to be built',
    got,
    remedy: 'Mend that, and build it with "npm run dashboard".',
  });
}
