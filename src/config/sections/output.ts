import * as z from 'zod';
import { flag, oneOf, text, whole } from '../fields.ts';

export const output = z.object({
  format: oneOf(['console', 'json', 'csv']).prefault('console').meta({ description: 'Form of the answers' }),
  save_results: flag()
    .prefault(false)
    .meta({ description: 'Also write each answer into results_dir, as JSON and as CSV tables' }),
  results_dir: text().prefault('./results').meta({ description: 'Folder for these files' }),
});

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

export const logging = z.object({
  enabled: flag().prefault(false).meta({
    description:
      'Log from `level` on what commands and workers do; otherwise warnings and worse only, and on stderr only those of workers',
  }),
  level: oneOf(levels, 'upper').prefault('INFO').meta({ description: 'Least level that is logged' }),
  show_allocation_details: flag()
    .prefault(true)
    .meta({ description: 'Log allocation steps', noEffect: 'logging.level' }),
  show_price_fetching: flag()
    .prefault(true)
    .meta({ description: 'Tell after an answer which sessions it lacks, and how they are fetched' }),
  log_to_file: flag().prefault(false).meta({ description: 'Log to log_file instead of stderr' }),
  log_file: text().prefault('stockula.log').meta({ description: 'The log file' }),
  max_log_size: whole({ min: 1 })
    .prefault(10_485_760)
    .meta({ description: 'Size at which a new log file is begun', unit: 'bytes' }),
  backup_count: whole({ min: 0 }).prefault(3).meta({ description: 'Older log files to keep', unit: 'files' }),
});
