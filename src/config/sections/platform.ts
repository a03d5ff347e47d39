import * as z from 'zod';
import { duration, durationOrNever, oneOf, optional, secretUrl, text, time, whole } from '../fields.ts';

// The sections that the older application did not have.

export const database = z.object({
  url: optional(secretUrl(['postgres', 'postgresql'])).meta({
    description: 'A TimescaleDB server to use in place of the embedded engine',
    env: 'DATABASE_URL',
    secret: true,
  }),
  session_url: optional(secretUrl(['postgres', 'postgresql'])).meta({
    description:
      'The same database without a pooler in transaction mode, for what needs a session: jobs, and hearing of changes; default: database.url',
    env: 'DATABASE_SESSION_URL',
    secret: true,
  }),
  password_file: optional(text()).meta({
    description: 'File with the password for database.url, for a URL that carries none',
  }),
  data_dir: text().meta({
    description: 'Folder of the embedded engine; by default .stockula beside the configuration file, or here',
    env: 'STOCKULA_DATA_DIR',
  }),
  port: optional(whole({ min: 1, max: 65_535 })).meta({
    description: 'TCP port on which the embedded engine listens on the loopback interface; by default none',
  }),
});

export const storage = z.object({
  backend: oneOf(['timescale', 'sqlite']).prefault('timescale').meta({
    description:
      'Where analyses are answered from: timescale, or sqlite, the file at data.db_path before its migration',
    env: 'STOCKULA_STORAGE_BACKEND',
  }),
  fallback_file: optional(text()).meta({
    description:
      'The older application’s file that answers, marked as stale, while TimescaleDB does not; set when a migration is switched to',
  }),
  fallback_until: optional(time()).meta({
    description: 'When that ends; without it there is no fallback. Set when a migration is switched to',
  }),
  fallback_grace: duration().prefault('7 days').meta({ description: 'How long after the switch that is' }),
  chunk_interval_prices: duration()
    .prefault('1 day')
    .meta({ description: 'Span of one chunk of prices that arrive live' }),
  compress_after: durationOrNever()
    .prefault('7 days')
    .meta({ description: 'Age at which chunks are compressed' }),
  retention_raw_bars: durationOrNever()
    .prefault('5 years')
    .meta({ description: 'Age at which raw bars are dropped; aggregates stay' }),
});

export const engine = z.object({
  idle_stop_seconds: whole({ min: 1 })
    .prefault(60)
    .meta({ description: 'Time without a client after which the embedded engine stops', unit: 's' }),
});

const ttl = (seconds: number, description: string) =>
  whole({ min: 1 }).prefault(seconds).meta({ description, unit: 's' });

export const cache = z.object({
  redis_url: optional(secretUrl(['redis', 'rediss'])).meta({
    description: 'A Redis server to share the cache through; by default in this process only',
    env: 'REDIS_URL',
    secret: true,
  }),
  price_ttl_seconds: ttl(3600, 'How long prices stay cached'),
  indicators_ttl_seconds: ttl(900, 'How long indicators stay cached'),
  market_data_ttl_seconds: ttl(300, 'How long market data stay cached'),
  session_ttl_seconds: ttl(86_400, 'How long sessions last'),
});
