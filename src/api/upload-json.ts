import type * as z from 'zod';
import type { filePreview, upload } from '../contract/uploads.ts';
import type { RawBar, RawNumber } from '../domain/raw-bar.ts';
import { reasonText } from '../manager/quarantine/reason-text.ts';
import type { ImportedFile, Upload } from '../manager/uploads/upload.ts';

type UploadJson = z.output<typeof upload>;
type PreviewJson = z.output<typeof filePreview>;

/** An upload as it is answered: nothing of where it lies on the server. */
export function uploadJson({ preview, result, attempts: _, options, ...rest }: Upload): UploadJson {
  return {
    ...rest,
    options: options as UploadJson['options'],
    preview: preview && previewJson(preview),
    result: result && resultJson(result),
    problem: rest.problem && { ...rest.problem, ...withoutFolders(rest.problem) },
  };
}

function previewJson({ bars, problem, ...rest }: NonNullable<Upload['preview']>): PreviewJson {
  return {
    ...rest,
    skipped: [...rest.skipped],
    columns: [...rest.columns],
    rows: rest.rows.map((row) => [...row]),
    bars: bars.map(barJson),
    problem: problem && withoutFolders(problem),
  };
}

const barJson = ({
  symbol,
  interval,
  ts,
  open,
  high,
  low,
  close,
  volume,
}: RawBar): PreviewJson['bars'][number] => ({
  ...{ symbol, interval, time: typeof ts === 'number' ? new Date(ts / 1000).toISOString() : ts },
  ...{ open: numberJson(open), high: numberJson(high), low: numberJson(low), close: numberJson(close) },
  volume: numberJson(volume),
});

const numberJson = (value: RawNumber): number | string | null =>
  typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value;

function resultJson({ report, quarantinedBy, skipped }: ImportedFile): UploadJson['result'] {
  return {
    run: report.id,
    seconds: report.seconds,
    symbols: report.symbols.map(({ symbol, interval, counts }) => ({ symbol, interval, ...counts })),
    quarantinedBy: quarantinedBy.map(({ reason, rows }) => ({ reason, sentence: reasonText(reason), rows })),
    skipped: [...skipped],
  };
}

/** Messages name the file by its path, which is nobody's business: its name is enough. */
function withoutFolders({ expected, got, remedy }: { expected: string; got: string; remedy: string }) {
  const plain = (text: string): string => text.replace(/\S*\/uploads\/[0-9a-f-]{36}\//g, '');
  return { expected: plain(expected), got: plain(got), remedy: plain(remedy) };
}
