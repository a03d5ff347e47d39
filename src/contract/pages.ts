/** Where the pages of the dashboard are, parameters after a colon: by this the server tells them from what there is not. */
export const pagePaths = [
  '/',
  '/symbols/:symbol',
  '/backtest',
  '/forecast',
  '/portfolio',
  '/portfolio/:id',
  '/alerts',
  '/data',
  '/migration',
  '/system',
  '/access',
  '/login',
] as const;

export type PagePath = (typeof pagePaths)[number];
