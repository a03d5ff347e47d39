import * as z from 'zod';
import { flag, text, whole } from '../fields.ts';

/** The REST API and the dashboard, as `stockula serve` offers them. */
export const api = z.object({
  host: text()
    .prefault('127.0.0.1')
    .meta({ description: 'Address to listen on; another than loopback needs an admin first' }),
  port: whole({ min: 0, max: 65_535 })
    .prefault(8080)
    .meta({ description: 'Port to listen on; 0: any that is free' }),
  trust_proxy: flag()
    .prefault(false)
    .meta({ description: 'Whether a proxy in front says who the client is (X-Forwarded-For)' }),
});
