import {
  IconBell,
  IconBriefcase,
  IconChartCandle,
  IconChartDots3,
  IconDatabase,
  IconDatabaseImport,
  IconGauge,
  IconHistoryToggle,
  IconKey,
  IconLayoutDashboard,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { PagePath } from '../../../src/contract/pages.ts';

interface PageEntry {
  /** Address, with parameters as wouter has them. */
  readonly path: PagePath;
  /** In the navigation; null: reached otherwise. */
  readonly title: string | null;
  readonly Icon: TablerIcon;
  readonly Page: LazyExoticComponent<ComponentType>;
  /** Without head and navigation, as the page to sign in. */
  readonly bare?: true;
}

/** Every page, in the order of the navigation. Each is loaded when it is first opened. */
export const pages: readonly PageEntry[] = [
  {
    path: '/',
    title: 'Overview',
    Icon: IconLayoutDashboard,
    Page: lazy(async () => ({ default: (await import('../pages/overview/overview-page.tsx')).OverviewPage })),
  },
  {
    path: '/symbols/:symbol',
    title: null,
    Icon: IconChartCandle,
    Page: lazy(async () => ({ default: (await import('../pages/symbol/symbol-page.tsx')).SymbolPage })),
  },
  {
    path: '/portfolio',
    title: 'Portfolios',
    Icon: IconBriefcase,
    Page: lazy(async () => ({
      default: (await import('../pages/portfolio/portfolio-list-page.tsx')).PortfolioListPage,
    })),
  },
  {
    path: '/portfolio/:id',
    title: null,
    Icon: IconBriefcase,
    Page: lazy(async () => ({
      default: (await import('../pages/portfolio/portfolio-page.tsx')).PortfolioPage,
    })),
  },
  {
    path: '/backtest',
    title: 'Backtest',
    Icon: IconHistoryToggle,
    Page: lazy(async () => ({ default: (await import('../pages/backtest/backtest-page.tsx')).BacktestPage })),
  },
  {
    path: '/forecast',
    title: 'Forecast',
    Icon: IconChartDots3,
    Page: lazy(async () => ({
      default: (await import('../pages/forecast/forecast-page.tsx')).ForecastPage,
    })),
  },
  {
    path: '/alerts',
    title: 'Alerts',
    Icon: IconBell,
    Page: lazy(async () => ({ default: (await import('../pages/alerts/alerts-page.tsx')).AlertsPage })),
  },
  {
    path: '/data',
    title: 'Data',
    Icon: IconDatabase,
    Page: lazy(async () => ({ default: (await import('../pages/data/data-page.tsx')).DataPage })),
  },
  {
    path: '/migration',
    title: 'Migration',
    Icon: IconDatabaseImport,
    Page: lazy(async () => ({
      default: (await import('../pages/migration/migration-page.tsx')).MigrationPage,
    })),
  },
  {
    path: '/system',
    title: 'System',
    Icon: IconGauge,
    Page: lazy(async () => ({ default: (await import('../pages/system/system-page.tsx')).SystemPage })),
  },
  {
    path: '/access',
    title: 'Access',
    Icon: IconKey,
    Page: lazy(async () => ({ default: (await import('../pages/access/access-page.tsx')).AccessPage })),
  },
  {
    path: '/login',
    title: null,
    Icon: IconKey,
    Page: lazy(async () => ({ default: (await import('../pages/login/login-page.tsx')).LoginPage })),
    bare: true,
  },
];
