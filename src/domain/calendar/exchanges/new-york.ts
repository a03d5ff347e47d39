import { addDays, weekdayOf } from '../../day.ts';
import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import {
  type DayRule,
  during,
  easter,
  fixed,
  friday,
  monday,
  mondayAfterSunday,
  moved,
  nthWeekday,
  on,
  onWeekdays,
  saturday,
  since,
  sunday,
  thursday,
  together,
  tuesday,
  until,
  wednesday,
} from '../rules.ts';

/** Rule 7.2 of the NYSE: a holiday on a Saturday is kept on the Friday before it, one on a Sunday on the Monday after. */
function observed(rule: DayRule): DayRule {
  return moved(rule, (day) => {
    if (weekdayOf(day) === saturday) return addDays(day, -1);
    return weekdayOf(day) === sunday ? addDays(day, 1) : day;
  });
}

/** The Tuesday after the first Monday in November. */
const electionDay: DayRule = (year) => nthWeekday(1, monday, 11)(year).map((day) => addDays(day, 1));

const holidays = together(
  // Not on the Friday before, which is the last day of an accounting period.
  mondayAfterSunday(fixed(1, 1)),
  since(1998, nthWeekday(3, monday, 1)),
  until(1970, observed(fixed(2, 22))),
  since(1971, nthWeekday(3, monday, 2)),
  easter(-2),
  since(1971, nthWeekday(-1, monday, 5)),
  since(2022, observed(fixed(6, 19))),
  observed(fixed(7, 4)),
  nthWeekday(1, monday, 9),
  (year) => ([1972, 1976, 1980].includes(year) ? electionDay(year) : []),
  nthWeekday(4, thursday, 11),
  observed(fixed(12, 25)),
);

const specialClosures = on(
  ...['1972-12-28', '1973-01-25'], // funerals of Truman and Johnson
  '1977-07-14', // blackout in New York
  '1985-09-27', // hurricane Gloria
  '1994-04-27', // Nixon
  ...['2001-09-11', '2001-09-12', '2001-09-13', '2001-09-14'], // attack on New York
  '2004-06-11', // Reagan
  '2007-01-02', // Ford
  ...['2012-10-29', '2012-10-30'], // hurricane Sandy
  '2018-12-05', // Bush
  '2025-01-09', // Carter
);

const dayAfterThanksgiving: DayRule = (year) =>
  nthWeekday(4, thursday, 11)(year).map((day) => addDays(day, 1));

const mondayToThursday = [monday, tuesday, wednesday, thursday];

/** The day before Independence Day; until 2012 the Friday after it where it was a Thursday. */
const aroundIndependenceDay = together(
  during(1995, 2012, onWeekdays([monday, tuesday, thursday], fixed(7, 3))),
  during(1995, 2012, onWeekdays([friday], fixed(7, 5))),
  since(2013, onWeekdays(mondayToThursday, fixed(7, 3))),
);

/** NYSE, Nasdaq, NYSE Arca and American, Cboe: they keep the same days. Half days are known from 1990. */
export const newYork: CalendarDefinition = {
  id: 'XNYS',
  title: 'New York (NYSE, Nasdaq, Cboe)',
  zone: 'America/New_York',
  knownYears: [1970, 2030],
  week: mondayToFriday,
  hours: [
    { since: '1970-01-01', open: '10:00', close: '15:30' },
    { since: '1974-10-01', open: '10:00', close: '16:00' },
    { since: '1985-09-30', open: '09:30', close: '16:00' },
  ],
  closed: together(holidays, specialClosures),
  early: [
    {
      close: '14:00',
      days: together(during(1990, 1992, fixed(12, 24)), during(1992, 1992, dayAfterThanksgiving)),
    },
    {
      close: '13:00',
      days: together(
        since(1993, dayAfterThanksgiving),
        since(1993, onWeekdays(mondayToThursday, fixed(12, 24))),
        aroundIndependenceDay,
        on('1997-12-26', '1999-12-31', '2003-12-26'),
      ),
    },
  ],
};
