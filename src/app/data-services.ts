import { join, resolve } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import type { DataServices } from '../api/data-services.ts';
import type { Cache } from '../cache/cache.ts';
import type { Config } from '../config/schema.ts';
import { JobService } from '../jobs/job-service.ts';
import { EtlService } from '../manager/pipeline/etl-service.ts';
import { QuarantineService } from '../manager/quarantine/quarantine-service.ts';
import { SystemService } from '../manager/system/system-service.ts';
import { UploadFolder } from '../manager/uploads/upload-folder.ts';
import { UploadService } from '../manager/uploads/upload-service.ts';
import { policiesOf } from './app.ts';
import type { OwnDatabase } from './own-database.ts';
import { uploadRunner } from './uploads/run-upload-task.ts';

/** A market as far as the system page looks at it. */
interface CachedMarket {
  use<Answer>(
    work: (market: { readonly cache: Cache; readonly config: Config }) => Promise<Answer>,
  ): Promise<Answer>;
}

export interface DataServiceNeeds {
  readonly database: Pick<OwnDatabase, 'read' | 'write'>;
  readonly market: CachedMarket;
  readonly config: () => Config;
  readonly configFile: string | undefined;
}

export interface OpenDataServices extends DataServices {
  close(): Promise<void>;
}

/** What the routes about data operations ask, over the database of the market. */
export function openDataServices({
  database,
  market,
  config,
  configFile,
}: DataServiceNeeds): OpenDataServices {
  const policies = () => policiesOf(config());
  const jobs = new JobService(database, config);
  const root = resolve(config().database.data_dir);
  const folder = new UploadFolder(join(root, 'scratch', 'uploads'));
  const uploads = new UploadService(folder, uploadRunner(configFile), root);
  return {
    etl: new EtlService(database, config),
    quarantine: new QuarantineService(database, policies),
    jobs,
    uploads,
    system: new SystemService({
      version: manifest.version,
      database,
      useCache: (work) => market.use(({ cache, config: used }) => work(cache, used)),
      config,
      policies,
    }),
    close: async () => {
      await uploads.close();
      await jobs.close();
    },
  };
}
