import { randomBytes, randomUUID } from 'node:crypto';
import type { Webhook, WebhookStore } from '../../domain/alert-store.ts';
import { StockulaError } from '../../domain/errors.ts';
import { type SendOptions, sendWebhook } from './send-webhook.ts';

const mostWebhooks = 10;

/** Where the events of users are sent. */
export class WebhookService {
  readonly #store: WebhookStore;
  readonly #sending: () => SendOptions;

  constructor(store: WebhookStore, sending: () => SendOptions) {
    this.#store = store;
    this.#sending = sending;
  }

  list(owner: string): Promise<Webhook[]> {
    return this.#store.list(owner);
  }

  /**
   * @returns also the secret that deliveries are signed with, which is not told again
   * @throws StockulaError NAME_TAKEN where there is one of this address; USAGE where there are too many
   */
  async create(owner: string, url: string): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
    const secret = randomBytes(32).toString('base64url');
    const made = await this.#store.create(owner, { url, secret }, mostWebhooks);
    if (made === 'taken') {
      throw new StockulaError('NAME_TAKEN', {
        expected: 'an address that none of your webhooks has',
        got: url,
        remedy: 'Give another one, or delete the one there is.',
      });
    }
    if (made === 'too many') {
      throw new StockulaError('USAGE', {
        expected: `at most ${mostWebhooks} webhooks`,
        got: 'one more',
        remedy: 'Delete one that you do not need any more.',
      });
    }
    return { webhook: made, secret };
  }

  /** What was to be sent there is not any more. @throws StockulaError NOT_FOUND */
  async delete(owner: string, id: string): Promise<void> {
    if (!(await this.#store.delete(owner, id))) throw notThere(id);
  }

  /** Sends something that is no alert, once. @returns null, or why it was not taken @throws StockulaError NOT_FOUND */
  async test(owner: string, id: string): Promise<string | null> {
    const target = await this.#store.target(owner, id);
    if (target === null) throw notThere(id);
    const content = {
      type: 'test',
      at: new Date().toISOString(),
      text: 'A test of this webhook by Stockula',
    };
    return sendWebhook(target, `test-${randomUUID()}`, content, this.#sending());
  }
}

function notThere(id: string): StockulaError {
  return new StockulaError('NOT_FOUND', {
    expected: 'a webhook of yours',
    got: id,
    remedy: 'See which there are: GET /api/v1/webhooks',
  });
}
