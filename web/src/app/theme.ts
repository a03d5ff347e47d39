import { type CSSVariablesResolver, createTheme, Drawer, Modal } from '@mantine/core';

/** Restrained and dense: what is looked at are figures. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
});

/** Colours that have enough contrast on their ground: rising and falling prices, and text that stands back. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#56606b',
    '--mantine-color-placeholder': '#69737d',
    '--mantine-color-error': '#c0262d',
    '--mantine-color-blue-light-color': '#0b4a86',
    '--mantine-color-yellow-light-color': '#6b4700',
    '--mantine-color-red-light-color': '#9b1c23',
    '--mantine-color-green-light-color': '#0a5229',
    '--stockula-up': '#0b7a3b',
    '--stockula-down': '#c0262d',
    '--stockula-ground': '#f6f7f9',
  },
  dark: {
    '--mantine-color-dimmed': '#a3abb4',
    '--mantine-color-placeholder': '#8d959e',
    '--mantine-color-error': '#ff8585',
    '--stockula-up': '#45c97b',
    '--stockula-down': '#ff7b7b',
    '--stockula-ground': '#16181b',
  },
});
