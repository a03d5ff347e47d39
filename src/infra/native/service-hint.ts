import { StockulaError } from '../../domain/errors.ts';
import type { ComponentName } from '../driver.ts';
import { placeOf } from './native-driver.ts';
import { type OwnServices, ownServices } from './own-services.ts';
import { logOf, runningPid } from './service-place.ts';

const loopback: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const usualPorts: Readonly<Record<string, string>> = {
  'postgres:': '5432',
  'postgresql:': '5432',
  'redis:': '6379',
};

/** Which of the servers a URL leads to; null if to none of them. */
export function serviceAt({ names, options }: OwnServices, url: string): ComponentName | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port } = new URL(url);
  if (!loopback.includes(hostname)) return null;
  const wanted = Number(port || usualPorts[protocol]);
  return names.find((name) => options.ports[name] === wanted) ?? null;
}

/**
 * What to do where nothing answers at a URL that leads to a server of the data directory; null if it leads elsewhere,
 * or to what this user may not look at.
 */
export function remedyForOwnService(dataDirectory: string, url: string): string | null {
  try {
    const own = ownServices(dataDirectory);
    const name = serviceAt(own, url);
    if (name === null) return null;
    const place = placeOf(own.options, name);
    return runningPid(place) === null
      ? `It is the ${name} of this data directory, and does not run. To start it: stockula services start`
      : `It is the ${name} of this data directory, and runs; its log ${logOf(place)} may tell why. To look at it: stockula services status`;
  } catch (error) {
    if (error instanceof StockulaError && error.code === 'RIGHTS_MISSING') return null;
    throw error;
  }
}
