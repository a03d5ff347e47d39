import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SecretUrl } from '../../config/secret-url.ts';
import { testMonitoring } from '../checks/monitoring-test.ts';
import { type InfrastructureOptions, serviceFolder } from '../options.ts';
import { serviceAccount } from '../system/account.ts';
import { writeSettings } from '../system/settings-file.ts';
import type { NativeComponent } from './component.ts';
import { requireProgram } from './programs.ts';
import { dataFolder, prepareFolder } from './service.ts';
import type { ServicePlace } from './service-place.ts';

export function monitoringPlace(options: InfrastructureOptions): ServicePlace {
  return {
    component: 'monitoring',
    folder: serviceFolder(options, 'monitoring'),
    port: options.ports.monitoring,
    stopSignals: ['SIGTERM'],
  };
}

/**
 * Prometheus, watching itself and whatever puts a file into its folder `targets`.
 * @throws StockulaError PROGRAM_MISSING, RIGHTS_MISSING
 */
export async function prometheusComponent(
  options: InfrastructureOptions,
  searchPath: readonly string[],
): Promise<NativeComponent> {
  const place = monitoringPlace(options);
  const { folder, port } = place;
  const program = requireProgram('prometheus', 'monitoring', searchPath);
  const account = await serviceAccount(['prometheus']);
  await prepareFolder(folder, account);
  const [settings, targets, data] = [
    join(folder, 'prometheus.yml'),
    join(folder, 'targets'),
    join(folder, 'data'),
  ];
  const url = `http://127.0.0.1:${port}`;
  return {
    service: {
      ...place,
      command: [
        program,
        `--config.file=${settings}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=15d',
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      account,
      settings: [settings],
      prepare: async () => {
        dataFolder(data, account);
        // Read by Prometheus, written by this user.
        mkdirSync(targets, { recursive: true, mode: 0o755 });
        writeSettings(settings, prometheusSettings(port, targets), account);
      },
      isReady: () => isReady(url),
    },
    url: new SecretUrl(url),
    sessionUrl: null,
    // Its settings are whole before it starts, and files in `targets` are read when they change.
    configure: async () => undefined,
    test: () => testMonitoring(url),
  };
}

function prometheusSettings(port: number, targets: string): string {
  return `# Written by Stockula at each start. Further targets: files in ${targets}
global:
  scrape_interval: 15s
scrape_configs:
  - job_name: prometheus
    scrape_interval: 5s
    static_configs:
      - targets: ['127.0.0.1:${port}']
  - job_name: stockula
    file_sd_configs:
      - files: [${JSON.stringify(join(targets, '*.yml'))}]
`;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    // Nobody listens yet; whoever waits asks again and reads the log in the end.
    return false;
  }
}
