import * as z from 'zod';
import { duration, flag, optional, text, webAddress, whole } from '../fields.ts';

/** The REST API and the dashboard, as `stockula serve` offers them. */
export const api = z.object({
  host: text()
    .prefault('127.0.0.1')
    .meta({ description: 'Address to listen on; another than loopback needs an admin first' }),
  port: whole({ min: 0, max: 65_535 })
    .prefault(8080)
    .meta({ description: 'Port to listen on; 0: any that is free' }),
  analysis_concurrency: whole({ min: 0, max: 64 }).prefault(2).meta({
    description:
      'How many backtests and other analyses one process runs at the same time; 0: others run them',
    unit: 'analyses',
  }),
  analyses_running: whole({ min: 1, max: 64 })
    .prefault(2)
    .meta({ description: 'How many analyses of one user run at the same time', unit: 'analyses' }),
  analyses_waiting: whole({ min: 1, max: 10_000 })
    .prefault(20)
    .meta({ description: 'How many analyses of one user may wait', unit: 'analyses' }),
  keep_analyses: duration()
    .prefault('7 days')
    .meta({ description: 'How long answers of analyses can be fetched' }),
  trust_proxy: flag()
    .prefault(false)
    .meta({ description: 'Whether a proxy in front says who the client is (X-Forwarded-For)' }),
  rate_limit_per_minute: whole({ min: 0 })
    .prefault(6_000)
    .meta({ description: 'Requests a minute of one user, key or address; 0: any number' }),
  login_attempts: whole({ min: 1 })
    .prefault(10)
    .meta({ description: 'Failed logins in 15 minutes to one account from one address' }),
  audit_days: whole({ min: 1, max: 36_500 })
    .prefault(400)
    .meta({ description: 'How long lines of the audit log are kept', unit: 'days' }),
  upload_limit_mb: whole({ min: 1, max: 65_536 })
    .prefault(512)
    .meta({ description: 'Size of a file that is sent beyond which it is refused', unit: 'MiB' }),
  webhook_private_addresses: flag().prefault(false).meta({
    description:
      'Whether alerts may be sent to addresses of this machine and of private networks; whoever may make a webhook then reaches what the server reaches',
  }),
  grafana_url: optional(webAddress()).meta({
    description: 'Address of Grafana, for links from the system page; by default there are none',
  }),
});
