import { renderError } from './output/error.ts';

/**
 * Does what comes after the answer, such as writing files. What goes wrong is told on stderr and in the exit status:
 * the answer is on stdout by now, which in JSON is to be one document.
 */
export async function besideAnswer(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = renderError(error, { format: 'console' });
  }
}
