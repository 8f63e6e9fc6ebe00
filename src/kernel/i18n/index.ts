export { type Formats, formats, TIME_ZONE } from './formats.ts';
export { defineTexts, faultsOf, type Say, type Sentence, type TextSpec, type Texts } from './texts.ts';
