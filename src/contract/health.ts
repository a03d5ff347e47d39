import * as z from 'zod';

export const live = z.object({ status: z.literal('ok') }).meta({ id: 'Live' });
