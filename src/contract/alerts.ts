import * as z from 'zod';
import { interval, symbol } from './common.ts';

const compared = {
  operator: z
    .enum(['above', 'below', 'crosses_above', 'crosses_below'])
    .describe('Crossings look at the bar before as well: at or below the threshold there, above it here'),
  threshold: z.number().min(-1e15).max(1e15),
};
const ofSeries = { symbol, interval: interval.default('1d'), ...compared };
const id = z.string().regex(/^[1-9]\d{0,17}$/);

const alertCondition = z
  .discriminatedUnion('kind', [
    z
      .object({ kind: z.literal('price'), ...ofSeries })
      .strict()
      .describe('The close, adjusted for splits'),
    z
      .object({
        kind: z.literal('change'),
        ...ofSeries,
        bars: z.int().min(1).max(1_000).default(1).describe('Against the close so many bars before'),
      })
      .strict()
      .describe('The change of the close, as a fraction: 0.05 is 5 %'),
    z
      .object({
        kind: z.literal('indicator'),
        ...ofSeries,
        indicator: z.string().max(64).describe('As GET /indicators names it'),
        parameters: z
          .record(z.string().max(32), z.number().min(-1e15).max(1e15))
          .refine((given) => Object.keys(given).length <= 20, 'at most 20 parameters')
          .default({}),
        output: z.string().max(64).describe('Which of its outputs'),
      })
      .strict()
      .describe('The value of an indicator, over prices adjusted for splits and dividends'),
    z
      .object({ kind: z.literal('drift'), portfolio: id, ...compared })
      .strict()
      .describe('The largest drift of a holding from its target, as a fraction of the portfolio'),
    z
      .object({ kind: z.literal('stale'), ...ofSeries })
      .strict()
      .describe('How many sessions are over that the bars do not reach'),
  ])
  .meta({ id: 'AlertCondition', description: 'When a rule is true' });

export const alertContent = z
  .object({
    name: z.string().trim().min(1).max(100),
    condition: alertCondition,
    cooldownSeconds: z
      .int()
      .min(60)
      .max(31_536_000)
      .nullable()
      .default(null)
      .describe(
        'It fires when the condition becomes true, and then not before it was false; with a cooldown at most once in so many seconds, and while it stays true again at a later bar',
      ),
    enabled: z.boolean().default(true),
  })
  .strict()
  .meta({ id: 'AlertContent', description: 'A rule as a user writes it' });

export const alertChange = alertContent
  .extend({
    version: z
      .int()
      .positive()
      .max(2_147_483_647)
      .optional()
      .describe('The version that is replaced; refused with 412 where it was changed since'),
  })
  .strict()
  .meta({ id: 'AlertChange', description: 'What replaces a rule; what was seen under it is forgotten' });

const savedCondition = z
  .looseObject({
    kind: z.enum(['price', 'change', 'indicator', 'drift', 'stale']),
    operator: compared.operator,
    threshold: z.number(),
    symbol: z.string().optional(),
    interval: interval.optional(),
    bars: z.int().optional(),
    indicator: z.string().optional(),
    parameters: z.record(z.string(), z.number()).optional(),
    output: z.string().optional(),
    portfolio: z.string().optional(),
  })
  .meta({ id: 'SavedAlertCondition', description: 'As AlertCondition, with everything filled in' });

export const alertRule = z
  .object({
    id: z.string(),
    name: z.string(),
    condition: savedCondition,
    cooldownSeconds: z.int().nullable(),
    enabled: z.boolean(),
    version: z.int(),
    isTrue: z.boolean().nullable().describe('Null: not looked at yet'),
    value: z.number().nullable().describe('What was compared last'),
    observedAt: z.iso.datetime().nullable().describe('The bar or session that value is of'),
    evaluatedAt: z.iso.datetime().nullable().describe('When any of this last changed'),
    firedAt: z.iso.datetime().nullable(),
    problem: z.string().nullable().describe('Why it cannot be evaluated'),
  })
  .meta({ id: 'AlertRule' });

export const alertRules = z.object({ alerts: z.array(alertRule) }).meta({ id: 'AlertRules' });

export const alertPreview = z
  .object({
    value: z.number().nullable(),
    observedAt: z.iso.datetime().nullable(),
    isTrue: z.boolean().nullable(),
    text: z.string().nullable().describe('What an event would say, where it is true'),
    problem: z.string().nullable(),
  })
  .meta({ id: 'AlertPreview', description: 'What a rule would come to now' });

export const alertPath = z.object({ id }).strict();

export const alertEventQuery = z
  .object({
    unacknowledged: z.enum(['true', 'false']).default('false').describe('Only those'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  })
  .strict();

export const alertEvent = z
  .object({
    id: z.string(),
    rule: z.string().nullable().describe('Null where it has been deleted'),
    ruleName: z.string(),
    at: z.iso.datetime(),
    symbol: z.string().nullable(),
    portfolio: z.string().nullable(),
    observedAt: z.iso.datetime().describe('The bar or session that it was true of'),
    value: z.number(),
    text: z.string(),
    acknowledgedAt: z.iso.datetime().nullable(),
    delivery: z
      .enum(['none', 'waiting', 'delivered', 'given up'])
      .describe('Of its webhooks: none: there were none; the worst where there are several'),
    deliveryProblem: z.string().nullable(),
  })
  .meta({ id: 'AlertEvent', description: 'A rule came true' });

export const alertEvents = z
  .object({
    events: z.array(alertEvent),
    unacknowledged: z.int().describe('Of all events'),
    next: z.string().nullable(),
  })
  .meta({ id: 'AlertEvents' });

export const acknowledged = z.object({ acknowledged: z.int() }).meta({ id: 'AcknowledgedAlerts' });

export const webhookContent = z
  .object({
    url: z
      .string()
      .trim()
      .max(2_000)
      .refine(isWebhookUrl, 'an address that begins with https:// or http://, without a password'),
  })
  .strict()
  .meta({ id: 'WebhookContent' });

export const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    enabled: z.boolean(),
    createdAt: z.iso.datetime(),
    last: z
      .object({
        state: z.enum(['none', 'waiting', 'delivered', 'given up']),
        at: z.iso.datetime(),
        problem: z.string().nullable(),
      })
      .nullable()
      .describe('The last event that was to be sent there'),
  })
  .meta({ id: 'Webhook', description: 'An address that events are sent to' });

export const webhooks = z.object({ webhooks: z.array(webhook) }).meta({ id: 'Webhooks' });

export const newWebhook = z
  .object({
    webhook,
    secret: z.string().describe('What deliveries are signed with; it is not told again'),
  })
  .meta({ id: 'NewWebhook' });

export const webhookTest = z
  .object({ taken: z.boolean(), problem: z.string().nullable() })
  .meta({ id: 'WebhookTest', description: 'What became of a test delivery' });

function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
