import fastifyMultipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import {
  importRequest,
  previewRequest,
  type uploadOptions,
  uploadParams,
  upload as uploadSchema,
  uploads as uploadsSchema,
} from '../../contract/uploads.ts';
import { StockulaError } from '../../domain/errors.ts';
import { type FileOptions, isCurrency } from '../../manager/pipeline/file-options.ts';
import type { Upload } from '../../manager/uploads/upload.ts';
import type { Api, Routes } from '../api.ts';
import type { ApiContext } from '../context.ts';
import { eventStreamAnswer, openEventStream } from '../event-stream.ts';
import { uploadJson } from '../upload-json.ts';

const tags = ['uploads'];
const admin = { right: 'admin' as const };
const mebibyte = 2 ** 20;

/** Files that are sent, looked into, and imported. They change what is stored, so that all of it is for admins. */
export const addUploads: Routes = (api, context) => {
  api.register(fastifyMultipart, { limits: { files: 1, fields: 10, fieldSize: 65_536 } });
  addSending(api, context);
  addDeciding(api, context);
  addWatching(api, context);
};

const addSending: Routes = (api, { config, data: { uploads } }) => {
  api.post(
    '/api/v1/uploads',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Send a file of market data',
        description:
          'As multipart/form-data with one file: CSV, JSON or Parquet, plain, in gzip or zip. Its beginning is looked at; then its import is to be asked for. `api.upload_limit_mb` is the largest size.',
        consumes: ['multipart/form-data'],
        response: { 202: uploadSchema },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) throw noFile(`a body of type ${request.headers['content-type'] ?? 'none'}`);
      const limit = config().api.upload_limit_mb * mebibyte;
      const expectedBytes = sizeOf(request, limit);
      const part = await request.file({ limits: { fileSize: limit } });
      if (!part) throw noFile('a form without a file');
      const { file, filename } = part;
      const received = await uploads.receive({
        name: filename === '' ? 'file' : filename,
        by: request.caller.user,
        content: file,
        expectedBytes,
        refuse: () => {
          if (file.truncated) throw tooLarge(limit);
        },
      });
      return reply.code(202).header('location', `/api/v1/uploads/${received.id}`).send(uploadJson(received));
    },
  );
};

const addDeciding: Routes = (api, { data: { uploads } }) => {
  api.post(
    '/api/v1/uploads/:id/preview',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Look at a file again, with what you say of it',
        params: uploadParams,
        body: previewRequest,
        response: { 202: uploadSchema },
      },
    },
    async ({ params: { id }, body: { options } }, reply) =>
      reply.code(202).send(uploadJson(await uploads.preview(id, optionsOf(options)))),
  );
  api.post(
    '/api/v1/uploads/:id/import',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Have a file imported in the background: all of it or nothing',
        params: uploadParams,
        body: importRequest,
        response: { 202: uploadSchema },
      },
    },
    async ({ params: { id }, body: { options, replace } }, reply) =>
      reply.code(202).send(uploadJson(await uploads.import(id, optionsOf(options), replace))),
  );
  api.delete(
    '/api/v1/uploads/:id',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Stop the import of a file, or forget one that has ended',
        params: uploadParams,
        response: { 200: uploadSchema },
      },
    },
    async ({ params: { id } }) => uploadJson(await uploads.cancel(id)),
  );
};

const addWatching: Routes = (api, { data: { uploads } }) => {
  api.get(
    '/api/v1/uploads',
    {
      config: admin,
      schema: { tags, summary: 'Files that were sent, the latest first', response: { 200: uploadsSchema } },
    },
    async () => ({ uploads: (await uploads.list()).map(uploadJson) }),
  );
  api.get(
    '/api/v1/uploads/:id',
    {
      config: admin,
      schema: {
        tags,
        summary: 'A file that was sent, and what became of it',
        params: uploadParams,
        response: { 200: uploadSchema },
      },
    },
    async ({ params: { id } }) => uploadJson(await uploads.find(id)),
  );
  addEvents(api, { uploads });
};

function addEvents(api: Api, { uploads }: Pick<ApiContext['data'], 'uploads'>): void {
  api.get(
    '/api/v1/uploads/:id/events',
    {
      config: admin,
      schema: {
        tags,
        summary: 'What becomes of a file, as it happens',
        params: uploadParams,
        produces: ['text/event-stream'],
        response: {
          200: eventStreamAnswer(
            '`upload`, with the same as the route without /events, at first and at each change',
          ),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const now = await uploads.find(id);
      const stream = openEventStream(request, reply);
      const tell = (upload: Upload): void => {
        stream.send('upload', uploadJson(upload));
      };
      const end = uploads.watch(id, tell);
      stream.signal.addEventListener('abort', end, { once: true });
      tell(now);
      if (stream.signal.aborted) end();
      return reply;
    },
  );
}

/** What the request says of its size. @throws where that is far too much already */
function sizeOf({ headers }: FastifyRequest, limit: number): number {
  const said = Number(headers['content-length'] ?? 0);
  // What is only a little too much is read to its end: a client that is still sending would not see the answer.
  if (said > 2 * limit) throw tooLarge(limit);
  return said;
}

function tooLarge(limit: number): Error {
  const text = `a file of more than ${limit / mebibyte} MiB, which api.upload_limit_mb allows`;
  return Object.assign(new Error(text), { statusCode: 413 });
}

/** @throws StockulaError USAGE where zone or currency is none */
function optionsOf({ map, ...said }: z.output<typeof uploadOptions>): FileOptions {
  const { zone, currency } = said;
  if (zone !== undefined) refuseUnknownZone(zone);
  if (currency !== undefined && !isCurrency(currency))
    throw unusable('a currency such as USD, or GBp for pence', currency);
  const given = Object.entries({ ...said, map }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as FileOptions;
}

function refuseUnknownZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw unusable('an IANA time zone, such as Europe/Berlin', zone);
  }
}

function unusable(expected: string, got: string): StockulaError {
  return new StockulaError('USAGE', {
    expected,
    got: JSON.stringify(got),
    remedy: 'Correct it, or leave it out.',
  });
}

function noFile(got: string): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'a form with one file (multipart/form-data)',
    got,
    remedy: 'For example: curl -F file=@AAPL.csv http://127.0.0.1:8080/api/v1/uploads',
  });
}
