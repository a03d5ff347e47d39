import type {
  AlertCondition,
  AlertContent,
  AlertEvent,
  AlertNotWritten,
  AlertRule,
  AlertStore,
  EventPage,
} from '../../domain/alert-store.ts';
import { StockulaError } from '../../domain/errors.ts';
import { requireIndicator } from '../../indicators/catalogue.ts';
import { resolveParameters } from '../../indicators/parameters.ts';

/** How many rules one user may have. */
const mostRules = 200;

/** The rules of users and what came of them. What one has, others do not see. */
export class AlertService {
  readonly #store: AlertStore;
  readonly #onChanged: () => void;

  /** @param onChanged told when a rule has been made or changed, so that it is looked at */
  constructor(store: AlertStore, onChanged: () => void) {
    this.#store = store;
    this.#onChanged = onChanged;
  }

  list(owner: string): Promise<AlertRule[]> {
    return this.#store.list(owner);
  }

  /** @throws StockulaError USAGE where there are too many, or an indicator is asked for what it has not */
  async create(owner: string, content: AlertContent): Promise<AlertRule> {
    const settled = { ...content, condition: settledCondition(content.condition) };
    const made = written(await this.#store.create(owner, settled, mostRules), '');
    this.#onChanged();
    return made;
  }

  /**
   * What was seen under the rule as it was is forgotten; its events stay.
   * @param version the one that is to be replaced; null for whichever there is
   * @throws StockulaError as create; NOT_FOUND; CHANGED_MEANWHILE
   */
  async replace(
    owner: string,
    id: string,
    version: number | null,
    content: AlertContent,
  ): Promise<AlertRule> {
    const settled = { ...content, condition: settledCondition(content.condition) };
    const changed = written(await this.#store.replace(owner, id, version, settled), id);
    this.#onChanged();
    return changed;
  }

  /** Its events stay. @throws StockulaError NOT_FOUND */
  async delete(owner: string, id: string): Promise<void> {
    if (!(await this.#store.delete(owner, id))) throw refused('absent', id);
  }

  /** The newest first. */
  events(owner: string, page: EventPage): Promise<AlertEvent[]> {
    return this.#store.events(owner, page);
  }

  countUnacknowledged(owner: string): Promise<number> {
    return this.#store.countUnacknowledged(owner);
  }

  /** @param id null for all @returns how many @throws StockulaError NOT_FOUND */
  async acknowledge(owner: string, id: string | null): Promise<number> {
    const count = await this.#store.acknowledge(owner, id);
    if (count > 0 || id === null) return count;
    throw new StockulaError('NOT_FOUND', {
      expected: 'an event of one of your rules',
      got: id,
      remedy: 'GET /api/v1/alerts/events lists them.',
    });
  }
}

/**
 * The condition with the names and parameters of its indicator as the catalogue has them.
 * @throws StockulaError USAGE
 */
export function settledCondition(condition: AlertCondition): AlertCondition {
  if (condition.kind !== 'indicator') return condition;
  const definition = requireIndicator(condition.indicator);
  const parameters = resolveParameters(definition, condition.parameters);
  const { outputs, name } = definition;
  if (outputs.includes(condition.output)) return { ...condition, indicator: name, parameters };
  throw new StockulaError('USAGE', {
    expected: `an output of ${name}: ${outputs.join(', ')}`,
    got: `'${condition.output}'`,
    remedy: 'Name one of them.',
  });
}

function written(outcome: AlertRule | AlertNotWritten, id: string): AlertRule {
  if (typeof outcome === 'string') throw refused(outcome, id);
  return outcome;
}

function refused(why: AlertNotWritten, id: string): StockulaError {
  if (why === 'absent') {
    return new StockulaError('NOT_FOUND', {
      expected: 'a rule of yours',
      got: id,
      remedy: 'See which there are: GET /api/v1/alerts',
    });
  }
  if (why === 'changed') {
    return new StockulaError('CHANGED_MEANWHILE', {
      expected: 'the rule as it was when you read it',
      got: 'one that was changed since then',
      remedy: 'Read it again, and make your change to that.',
    });
  }
  return new StockulaError('USAGE', {
    expected: `at most ${mostRules} rules`,
    got: 'one more',
    remedy: 'Delete one that you do not need any more.',
  });
}
