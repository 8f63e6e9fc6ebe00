export { searchQuery, searchWords } from './words.ts';
