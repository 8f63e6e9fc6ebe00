export { cutWords, searchQuery, searchWords } from './words.ts';
