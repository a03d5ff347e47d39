import { isRunning } from '../docker/docker-driver.ts';
import { dockerState } from '../docker/docker-engine.ts';
import type { ComponentName } from '../driver.ts';
import { placeOf } from '../native/native-driver.ts';
import { runningPid } from '../native/service-place.ts';
import type { InfrastructureOptions } from '../options.ts';
import { describeHolder, portHolder, portState } from '../system/ports.ts';
import { type Finding, fine, problem } from './finding.ts';

/** Whether a component's port is free, or taken by the component itself. */
export async function checkPort(
  options: InfrastructureOptions,
  component: ComponentName,
  searchPath: readonly string[],
): Promise<readonly Finding[]> {
  const port = options.ports[component];
  const what = `port ${port} for the ${component}`;
  const state = await portState(port);
  if (state === 'free') return [fine({ what, concerns: ['native', 'docker'] }, 'free')];
  const remedy = `Choose another port for the ${component}.`;
  if (state === 'forbidden') {
    const place = { what, concerns: ['native'] as const };
    return [problem(place, 'RIGHTS_MISSING', 'a port this user may not open', remedy)];
  }
  const own = {
    native: runningPid(placeOf(options, component)) !== null,
    docker: await hasContainer(options, component, searchPath),
  };
  const holder = describeHolder(portHolder(port));
  return (['native', 'docker'] as const).map((driver) =>
    own[driver]
      ? fine({ what, concerns: [driver] }, `taken by the ${component} itself`)
      : problem(
          { what, concerns: [driver] },
          'PORT_TAKEN',
          holder,
          `End that process, or choose another port.`,
        ),
  );
}

async function hasContainer(
  options: InfrastructureOptions,
  component: ComponentName,
  searchPath: readonly string[],
): Promise<boolean> {
  const { docker, problem: unusable } = await dockerState(searchPath);
  return docker !== null && unusable === null && isRunning(options, docker, component);
}
