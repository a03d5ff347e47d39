// The house rule: folders are the stages that data passes, and imports point down this list only.
const anywhere = ['domain', 'config', 'telemetry'];
/** folder → the folders of ours it may import, besides itself */
const mayImport = {
  domain: [],
  config: ['domain'],
  telemetry: ['domain', 'config'],
  sources: anywhere,
  etl: anywhere,
  storage: anywhere,
  cache: anywhere,
  jobs: [...anywhere, 'etl', 'storage'],
  indicators: ['domain'],
  backtest: ['domain', 'indicators'],
  forecast: ['domain', 'indicators'],
  allocation: ['domain', 'indicators'],
  infra: anywhere,
  manager: [
    ...anywhere,
    'sources',
    'etl',
    'storage',
    'cache',
    'indicators',
    'backtest',
    'forecast',
    'allocation',
  ],
  migrate: [...anywhere, 'sources', 'etl', 'storage', 'infra'],
  contract: ['domain'],
  // jobs: what takes long is queued, and seen to be done; indicators for the names of their parameters
  api: [...anywhere, 'jobs', 'indicators', 'manager', 'migrate', 'contract'],
  // infra for the names of the drivers, and to find a program
  cli: [...anywhere, 'infra', 'jobs', 'manager', 'migrate', 'contract', 'app'],
};

/** The store over a legacy file reads it as a source and decides about its rows as a migration does. */
const legacyStore = '^src/storage/sqlite/';
const legacyStoreMayImport = [...anywhere, 'etl', 'sources/legacy-sqlite', 'storage'];

const layerRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `layer-${folder}`,
  comment: `src/${folder} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^src/${folder}/`, ...(folder === 'storage' && { pathNot: legacyStore }) },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'layer-storage-sqlite',
      comment: `src/storage/sqlite may import only: ${legacyStoreMayImport.join(', ')}`,
      severity: 'error',
      from: { path: legacyStore },
      to: { path: '^src/', pathNot: legacyStoreMayImport.map((name) => `^src/${name}/`) },
    },
    {
      name: 'web-knows-the-contract-only',
      comment: 'the dashboard asks the API; of src it may import only contract and domain',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^src/', pathNot: '^src/(contract|domain)/' },
    },
    {
      name: 'pages-are-apart',
      comment: 'what two pages of the dashboard need lies in web/src/components, charts or api',
      severity: 'error',
      from: { path: '^web/src/pages/([^/]+)/' },
      to: { path: '^web/src/(pages|app)/', pathNot: '^web/src/pages/$1/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-app',
      comment: 'src/app is the composition root; only the entry points of the command line open it',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app/', '^src/cli/'] },
      to: { path: '^src/app/' },
    },
    {
      name: 'calculations-are-pure',
      severity: 'error',
      from: { path: '^src/(domain|indicators|backtest|forecast|allocation)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'src-ignores-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
