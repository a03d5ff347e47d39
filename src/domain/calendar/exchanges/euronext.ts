import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import { type DayRule, easter, fixed, since, together, until } from '../rules.ts';

/** What all exchanges of Euronext keep. */
const common = together(fixed(1, 1), easter(-2), easter(1), fixed(5, 1), fixed(12, 25), fixed(12, 26));

interface Member {
  readonly id: string;
  readonly city: string;
  readonly zone: string;
  /** Times of Central Europe, as the exchange's clocks show them. */
  readonly times: { readonly open: string; readonly close: string; readonly halfDay: string };
  /** Days of its own, from before Euronext. */
  readonly closed: DayRule;
  readonly halfDays: DayRule;
}

function euronext({ id, city, zone, times, closed, halfDays }: Member): CalendarDefinition {
  return {
    id,
    title: `${city} (Euronext)`,
    zone,
    knownYears: [1990, 2030],
    week: mondayToFriday,
    hours: [{ since: '1990-01-01', open: times.open, close: times.close }],
    closed: together(common, closed),
    early: [{ close: times.halfDay, days: halfDays }],
  };
}

const centralEurope = { open: '09:00', close: '17:30', halfDay: '14:05' };
const ascension = easter(39);
const whitMonday = easter(50);
const [christmasEve, newYearsEve] = [fixed(12, 24), fixed(12, 31)];
const halfDays = together(christmasEve, since(2002, newYearsEve));

export const paris = euronext({
  id: 'XPAR',
  city: 'Paris',
  zone: 'Europe/Paris',
  times: centralEurope,
  closed: together(until(2000, fixed(7, 14)), until(2001, together(whitMonday, newYearsEve))),
  halfDays,
});

export const amsterdam = euronext({
  id: 'XAMS',
  city: 'Amsterdam',
  zone: 'Europe/Amsterdam',
  times: centralEurope,
  closed: together(until(2000, ascension), until(2001, together(fixed(4, 30), whitMonday, newYearsEve))),
  halfDays,
});

export const brussels = euronext({
  id: 'XBRU',
  city: 'Brussels',
  zone: 'Europe/Brussels',
  times: centralEurope,
  closed: together(
    until(2000, together(ascension, fixed(7, 21))),
    until(2001, together(whitMonday, newYearsEve)),
  ),
  halfDays,
});

export const lisbon = euronext({
  id: 'XLIS',
  city: 'Lisbon',
  zone: 'Europe/Lisbon',
  times: { open: '08:00', close: '16:30', halfDay: '13:05' },
  closed: together(
    until(2001, fixed(6, 13)),
    until(
      2002,
      together(
        easter(-47), // carnival
        fixed(4, 25),
        easter(60), // Corpus Christi
        fixed(6, 10),
        fixed(8, 15),
        fixed(10, 5),
        fixed(11, 1),
        fixed(12, 1),
        fixed(12, 8),
        christmasEve,
      ),
    ),
  ),
  halfDays: together(since(2003, christmasEve), newYearsEve),
});
