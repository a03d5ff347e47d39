import type { Served } from '../../app/serve.ts';
import { StockulaError } from '../../domain/errors.ts';

/**
 * Serves API and dashboard beside what a command does of its own: at another port where the usual one is taken. Where
 * it cannot be, that is said, and the command goes on.
 */
export async function serveDashboard(configFile: string | undefined): Promise<Served | null> {
  const { serve } = await import('../../app/serve.ts');
  const onProgress = (text: string): void => void process.stderr.write(`${text} …\n`);
  const at = (port?: number): Promise<Served> => serve({ configFile, port, onProgress });
  try {
    return await at().catch((error: unknown) => {
      if (error instanceof StockulaError && error.code === 'PORT_UNAVAILABLE') return at(0);
      throw error;
    });
  } catch (error) {
    if (!(error instanceof StockulaError)) throw error;
    process.stderr.write(`The dashboard is not served: ${error.message}\n`);
    return null;
  }
}
