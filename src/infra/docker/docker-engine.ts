import { atLeast, findProgram, parseVersion } from '../system/find-program.ts';
import { lastLines, runProgram } from '../system/run-program.ts';

const askTimeoutMs = 20_000;
/** Since then, settings and secrets can come from the environment. */
const oldestCompose = [2, 24];
const page = 'https://docs.docker.com/engine/install/';

/** Docker as it is on this machine. */
export interface DockerState {
  /** Path of the client; null: none. */
  readonly docker: string | null;
  /** Why containers cannot be started, with what to do; null: they can. */
  readonly problem: { readonly what: string; readonly found: string; readonly remedy: string } | null;
  /** For people: the versions found. */
  readonly found: string;
}

/** Looks for the client, Compose and an engine that answers. */
export async function dockerState(searchPath: readonly string[]): Promise<DockerState> {
  const docker = findProgram('docker', searchPath);
  if (docker === null) {
    const problem = { what: 'the program docker', found: 'none on PATH', remedy: `Install Docker: ${page}` };
    return { docker, problem, found: problem.found };
  }
  const [compose, engine] = await Promise.all([
    runProgram([docker, 'compose', 'version', '--short'], { timeoutMs: askTimeoutMs }),
    runProgram([docker, 'info', '--format', '{{.ServerVersion}}'], { timeoutMs: askTimeoutMs }),
  ]);
  const composeVersion = compose.status === 0 ? parseVersion(compose.stdout) : null;
  if (!atLeast(composeVersion, oldestCompose)) {
    const found = composeVersion ? `Compose ${composeVersion.join('.')}` : 'docker without Compose';
    const what = `Docker Compose ${oldestCompose.join('.')} or newer`;
    return { docker, problem: { what, found, remedy: `Install the Compose plugin: ${page}` }, found };
  }
  if (engine.status !== 0) {
    const found = lastLines(engine.stderr, 1) || 'no answer';
    const remedy =
      'Start the engine (on Linux "systemctl start docker"), and see that this user may use it: on Linux, be a member of the group docker.';
    return { docker, problem: { what: 'a Docker engine that answers', found, remedy }, found };
  }
  const found = `engine ${engine.stdout.trim()}, Compose ${composeVersion?.join('.')}`;
  return { docker, problem: null, found };
}
