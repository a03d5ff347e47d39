import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import { easter, fixed, together } from '../rules.ts';

/** SIX Swiss Exchange. */
export const zurich: CalendarDefinition = {
  id: 'XSWX',
  title: 'Zurich (SIX)',
  zone: 'Europe/Zurich',
  knownYears: [1990, 2030],
  week: mondayToFriday,
  hours: [{ since: '1990-01-01', open: '09:00', close: '17:30' }],
  closed: together(
    fixed(1, 1),
    fixed(1, 2),
    easter(-2),
    easter(1),
    easter(39),
    easter(50),
    fixed(5, 1),
    fixed(8, 1),
    fixed(12, 24),
    fixed(12, 25),
    fixed(12, 26),
    fixed(12, 31),
  ),
  early: [],
};
