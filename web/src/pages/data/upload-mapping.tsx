import { Alert, Button, Checkbox, Group, NativeSelect, SimpleGrid, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Upload } from '../../api/data.ts';
import type { useUploadActions } from '../../api/uploads.ts';
import { DataTable } from '../../components/data-table.tsx';
import { formatTime } from '../../components/format.ts';

type Preview = NonNullable<Upload['preview']>;
type Role = keyof Preview['mapping'];

const roles: readonly (readonly [Role, string])[] = [
  ['ts', 'Date'],
  ['time', 'Time of day'],
  ['symbol', 'Symbol'],
  ['interval', 'Interval'],
  ['open', 'Open'],
  ['high', 'High'],
  ['low', 'Low'],
  ['close', 'Close'],
  ['adjClose', 'Adjusted close'],
  ['volume', 'Volume'],
  ['dividend', 'Dividend'],
  ['split', 'Split'],
];
const intervals = ['1m', '2m', '5m', '15m', '30m', '90m', '1h', '1d', '5d', '1wk', '1mo', '3mo'];

interface UploadMappingProps {
  readonly upload: Upload;
  readonly actions: ReturnType<typeof useUploadActions>;
}

/** What the columns mean, as it was found out and as the user says, with the first rows beside it. */
export function UploadMapping({ upload, actions }: UploadMappingProps) {
  const { preview, id } = upload;
  const [options, setOptions] = useState<Upload['options']>(upload.options);
  const [replace, setReplace] = useState(upload.replace);
  if (!preview) return null;
  const say = (said: Upload['options']): void => setOptions(withoutEmpty({ ...options, ...said }));
  const isChanged = JSON.stringify(options) !== JSON.stringify(upload.options);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged || preview.problem) actions.preview.mutate({ id, options });
    else actions.start.mutate({ id, options, replace });
  };
  const error = actions.preview.error ?? actions.start.error;
  return (
    <form onSubmit={submit}>
      {preview.problem && upload.problem === null && (
        <Alert color="orange" title="Something has to be said first" mb="sm" role="alert">
          Expected {preview.problem.expected}. Got {preview.problem.got}.
        </Alert>
      )}
      {error && (
        <Alert color="red" title="Refused" mb="sm" role="alert">
          {error.message}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, sm: 4, lg: 6 }} spacing="xs" mb="sm">
        {roles.map(([role, title]) => (
          <NativeSelect
            key={role}
            label={title}
            size="xs"
            data={[{ value: '', label: '–' }, ...new Set(preview.columns.filter((name) => name !== ''))]}
            value={options.map?.[role] ?? preview.mapping[role] ?? ''}
            onChange={(event) =>
              say({ map: { ...preview.mapping, ...options.map, [role]: event.currentTarget.value } })
            }
          />
        ))}
      </SimpleGrid>
      <Meaning options={options} preview={preview} say={say} />
      <Group my="sm" align="center">
        <Button type="submit" size="sm" loading={actions.preview.isPending || actions.start.isPending}>
          {isChanged || preview.problem ? 'Look again' : 'Import'}
        </Button>
        <Checkbox
          size="sm"
          label="Replace bars that other sources have stored"
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
      </Group>
      {preview.bars.length > 0 ? <AsRead bars={preview.bars} /> : <AsWritten preview={preview} />}
    </form>
  );
}

interface MeaningProps {
  readonly options: Upload['options'];
  readonly preview: Preview;
  readonly say: (said: Upload['options']) => void;
}

function Meaning({ options, preview, say }: MeaningProps) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="xs">
      <TextInput
        label="Symbol of all rows"
        size="xs"
        placeholder={preview.symbol ?? 'AAPL'}
        value={options.symbol ?? ''}
        onChange={(event) => say({ symbol: event.currentTarget.value })}
      />
      <NativeSelect
        label="Interval of all rows"
        size="xs"
        data={[{ value: '', label: preview.interval ?? 'found out' }, ...intervals]}
        value={options.interval ?? ''}
        onChange={(event) => say({ interval: event.currentTarget.value as '1d' })}
      />
      <NativeSelect
        label="Dates"
        size="xs"
        data={[
          { value: '', label: `found out${preview.dateFormat ? `: ${preview.dateFormat}` : ''}` },
          { value: 'ymd', label: 'year-month-day' },
          { value: 'dmy', label: 'day.month.year' },
          { value: 'mdy', label: 'month/day/year' },
          { value: 'excel', label: 'as spreadsheets count days' },
        ]}
        value={options.dateFormat ?? ''}
        onChange={(event) => say({ dateFormat: event.currentTarget.value as 'ymd' })}
      />
      <TextInput
        label="Zone of times"
        size="xs"
        placeholder="Europe/Berlin"
        value={options.zone ?? ''}
        onChange={(event) => say({ zone: event.currentTarget.value })}
      />
      <NativeSelect
        label="Prices are adjusted for"
        size="xs"
        data={[
          { value: '', label: `found out: ${preview.basis}` },
          { value: 'raw', label: 'nothing: raw' },
          { value: 'split', label: 'splits' },
          { value: 'total', label: 'splits and dividends' },
        ]}
        value={options.basis ?? ''}
        onChange={(event) => say({ basis: event.currentTarget.value as 'raw' })}
      />
      <TextInput
        label="Currency"
        size="xs"
        placeholder="USD"
        value={options.currency ?? ''}
        onChange={(event) => say({ currency: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

/** Nothing is said by an empty field. */
function withoutEmpty(options: Upload['options']): Upload['options'] {
  const map = Object.fromEntries(Object.entries(options.map ?? {}).filter(([, name]) => name !== ''));
  const said = Object.entries(options).filter(
    ([name, value]) => name !== 'map' && value !== '' && value !== undefined,
  );
  return { ...Object.fromEntries(said), ...(Object.keys(map).length > 0 && { map }) };
}

function AsRead({ bars }: { readonly bars: Preview['bars'] }) {
  const names = ['open', 'high', 'low', 'close', 'volume'] as const;
  return (
    <>
      <Title order={4}>The first bars as they would be stored</Title>
      <DataTable
        label="The first bars as they would be read"
        rows={bars}
        rowKey={(bar) => `${bar.symbol} ${bar.interval} ${bar.time}`}
        maxHeight={320}
        columns={[
          { id: 'time', title: 'Time', cell: ({ time }) => formatTime(time) },
          { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol },
          { id: 'interval', title: 'Interval', cell: ({ interval }) => interval },
          ...names.map((name) => ({
            id: name,
            title: name,
            numeric: true,
            cell: (bar: Preview['bars'][number]) => String(bar[name] ?? '–'),
          })),
        ]}
      />
    </>
  );
}

function AsWritten({ preview: { columns, rows } }: { readonly preview: Preview }) {
  if (rows.length === 0) return null;
  return (
    <>
      <Title order={4}>The first rows as they are written</Title>
      <DataTable
        label="The first rows as they are written"
        rows={rows.map((cells, at) => ({ cells, at }))}
        rowKey={({ at }) => String(at)}
        maxHeight={320}
        columns={columns.slice(0, 30).map((title, at) => ({
          id: `${at}`,
          title: title || '(no name)',
          cell: ({ cells }: { cells: readonly string[] }) => cells[at] ?? '',
        }))}
      />
    </>
  );
}
