import { type CSSVariablesResolver, createTheme, Drawer, type MantineColorsTuple, Modal } from '@mantine/core';

// Ten shades a colour because Mantine asks for them: 0 to 1 soft grounds, 6 the token itself, 7 to 9 its strong form.
const river: MantineColorsTuple = [
  '#e4eef8',
  '#cfe0f1',
  '#a9c7e4',
  '#7fabd4',
  '#5690c4',
  '#3373ab',
  '#17508c',
  '#134578',
  '#0f3a68',
  '#0a2a4d',
];

/** Mantine in the district's clothes. Colours stay the variables of tokens.css, so light, dark and print share one source. */
export const theme = createTheme({
  primaryColor: 'river',
  primaryShade: 6,
  colors: { river },
  white: '#ffffff',
  black: '#1d1b18',
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontFamily: 'var(--serif)', fontWeight: '600' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The head of a dialog is a <header>, which would count as a second banner of the page.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
  },
});

const SURFACES = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-placeholder': 'var(--ink-3)',
};

/** Points Mantine's surfaces at our tokens. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: SURFACES, light: SURFACES, dark: SURFACES });
