// Rewrites the Chinese holiday list of a profile from the package chinese-days:
//   node src/kernel/calendar/update-holidays.ts profiles/zhejiang/calendar.json
import { readFileSync, writeFileSync } from 'node:fs';

import type { CalendarFile } from './definition.ts';
import { readStateCouncilHolidays } from './state-council.ts';

const [path] = process.argv.slice(2);
if (!path) throw new Error('say which calendar.json to rewrite');
const file = JSON.parse(readFileSync(path, 'utf8')) as CalendarFile;
const updated = { ...file, holidayLists: { ...file.holidayLists, 'state-council': readStateCouncilHolidays() } };
writeFileSync(path, `${JSON.stringify(updated, null, 2)}\n`);
