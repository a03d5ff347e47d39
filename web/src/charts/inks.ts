import { type MantineTheme, parseThemeColor, useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useMemo } from 'react';

/** The colours of a chart in the scheme of the page, as a canvas takes them. */
export interface Inks {
  readonly text: string;
  readonly grid: string;
  readonly border: string;
  readonly page: string;
  readonly up: string;
  readonly down: string;
  readonly fontFamily: string;
  /** A colour of Mantine, or the one that stands at `index` when none is named. */
  colour(name: string | undefined, index?: number): string;
}

const palette = ['blue', 'orange', 'grape', 'teal', 'pink', 'lime', 'cyan', 'red'];

export function useInks(): Inks {
  const theme = useMantineTheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return useMemo(() => inksOf(theme, scheme), [theme, scheme]);
}

function inksOf(theme: MantineTheme, colorScheme: 'light' | 'dark'): Inks {
  const colour = (name: string | undefined, index = 0): string =>
    parseThemeColor({ color: name ?? palette[index % palette.length], theme, colorScheme }).value;
  const isDark = colorScheme === 'dark';
  return {
    text: colour(isDark ? 'dark.1' : 'gray.8'),
    grid: colour(isDark ? 'dark.6' : 'gray.2'),
    border: colour(isDark ? 'dark.4' : 'gray.4'),
    page: isDark ? colour('dark.7') : theme.white,
    up: colour('teal.6'),
    down: colour('red.6'),
    fontFamily: theme.fontFamily,
    colour,
  };
}
