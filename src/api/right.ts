/** What a route may be asked by: anybody, or callers with this right or one above it. */
export const rights = ['public', 'read', 'analyse', 'admin'] as const;

export type Right = (typeof rights)[number];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route states it: one without does not start. */
    right?: Right;
  }
}
