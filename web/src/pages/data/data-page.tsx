import { Tabs } from '@mantine/core';
import { PageHeader } from '../../components/page-header.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { CoverageTab } from './coverage-tab.tsx';
import { JobsTab } from './jobs-tab.tsx';
import { QuarantineTab } from './quarantine-tab.tsx';
import { RunsTab } from './runs-tab.tsx';
import { UploadTab } from './upload-tab.tsx';

const tabs = [
  { id: 'coverage', title: 'Coverage', Panel: CoverageTab },
  { id: 'quarantine', title: 'Quarantine', Panel: QuarantineTab },
  { id: 'upload', title: 'Upload', Panel: UploadTab },
  { id: 'runs', title: 'Runs', Panel: RunsTab },
  { id: 'jobs', title: 'Jobs', Panel: JobsTab },
] as const;

/** What is stored, what is missing, what was set aside, and the work that brings it in. */
export function DataPage() {
  const [tab, setTab] = useSearchParam('tab', 'coverage');
  return (
    <>
      <PageHeader
        title="Data"
        description="What is stored, what is missing, and the work that brings it in"
      />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map(({ id, title }) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ id, Panel }) => (
          <Tabs.Panel key={id} value={id}>
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
