/** Locks that processes of Stockula take among themselves, each for one purpose. Any numbers do, if all use the same. */
export const advisoryLocks = {
  schemaUpgrade: 7_865_001,
  createExtension: 7_865_002,
  policies: 7_865_003,
  enqueue: 7_865_004,
  installQueue: 7_865_005,
  portfolios: 7_865_020,
} as const;
