import type { JobService } from '../jobs/job-service.ts';
import type { EtlService } from '../manager/pipeline/etl-service.ts';
import type { QuarantineService } from '../manager/quarantine/quarantine-service.ts';
import type { SystemService } from '../manager/system/system-service.ts';
import type { UploadService } from '../manager/uploads/upload-service.ts';

/** What routes about data operations ask. */
export interface DataServices {
  readonly etl: EtlService;
  readonly quarantine: QuarantineService;
  readonly jobs: JobService;
  readonly uploads: UploadService;
  readonly system: SystemService;
}
