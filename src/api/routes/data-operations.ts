import type { Routes } from '../api.ts';
import { addCoverage } from './coverage.ts';
import { addEtl } from './etl.ts';
import { addJobs } from './jobs.ts';
import { addQuarantine } from './quarantine.ts';
import { addSystem } from './system.ts';
import { addUploads } from './uploads.ts';

/** What keeps the data up to date, and how it fares. */
export const addDataOperations: Routes = (api, context) => {
  for (const add of [addEtl, addCoverage, addQuarantine, addUploads, addJobs, addSystem]) add(api, context);
};
