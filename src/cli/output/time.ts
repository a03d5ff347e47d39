/** A moment in UTC for people: `2026-11-30 19:17:02`. */
export const timeText = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');
