import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import type { DayRule } from '../rules.ts';

const never: DayRule = () => [];

/** Crypto currencies: all the time, in days of UTC. */
export const crypto: CalendarDefinition = {
  id: 'crypto',
  title: 'Crypto currencies (24/7)',
  zone: 'UTC',
  knownYears: [1970, 9999],
  week: [0, 1, 2, 3, 4, 5, 6],
  hours: [{ since: '1970-01-01', open: '00:00', close: '24:00' }],
  closed: never,
  early: [],
};

/**
 * Currency pairs: Monday to Friday, in days of London, where Yahoo begins its daily bars of them. They are quoted on
 * holidays too, 1 January among them.
 */
export const forex: CalendarDefinition = {
  id: 'forex',
  title: 'Currencies (24/5)',
  zone: 'Europe/London',
  knownYears: [1970, 9999],
  week: mondayToFriday,
  hours: [{ since: '1970-01-01', open: '00:00', close: '24:00' }],
  closed: never,
  early: [],
};

/** An exchange that is not known: weekdays of UTC; every holiday is taken for a session. */
export const unknownExchange: CalendarDefinition = {
  id: 'unknown',
  title: 'Unknown exchange',
  zone: 'UTC',
  knownYears: null,
  week: mondayToFriday,
  hours: [{ since: '1970-01-01', open: '00:00', close: '24:00' }],
  closed: never,
  early: [],
};
