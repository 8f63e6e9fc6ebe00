// Nothing undeclared: what a manifest says is what there is.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';

import { openTestDistrict } from '#kernel/testing';

import { modules } from '../src/app.ts';

describe('the manifests', async () => {
  const district = await openTestDistrict({ modules });
  after(() => district.close());
  const all = district.modules;
  const screensOf = (face: 'portal' | 'console') => all.flatMap((module) => module[face].map(({ view }) => view));

  it('name each module, table, permission, purpose, event, port and job once', () => {
    const names = {
      module: all.map(({ name }) => name),
      table: all.flatMap(({ tables }) => Object.keys(tables)),
      permission: all.flatMap(({ permissions }) => Object.keys(permissions)),
      purpose: all.flatMap(({ purposes }) => purposes.map(({ code }) => code)),
      event: all.flatMap(({ publishes }) => publishes.map(({ name }) => name)),
      port: all.flatMap(({ ports }) => ports.map(({ name }) => name)),
      job: all.flatMap(({ jobs }) => jobs.map(({ type }) => type.name)),
      page: all.flatMap(({ portal }) => portal.map(({ path }) => path)),
    };
    for (const [kind, list] of Object.entries(names)) assert.deepEqual(list, [...new Set(list)], kind);
  });
  it('ask only for permissions that somebody can be given', () => {
    const known = new Set(all.flatMap(({ permissions }) => Object.keys(permissions)));
    const asked = all.flatMap((module) => [...module.routes, ...module.portal, ...module.console].map(({ permission }) => permission));
    assert.ok(asked.length > 20);
    assert.deepEqual(
      asked.filter((name) => name.includes(':') && !known.has(name)),
      [],
    );
  });
  it('consume only events that a module publishes', () => {
    const published = new Set(all.flatMap(({ publishes }) => publishes.map(({ name }) => name)));
    assert.deepEqual(
      all.flatMap(({ consumes }) => consumes.map(({ event }) => event.name)).filter((name) => !published.has(name)),
      [],
    );
  });
  for (const face of ['portal', 'console'] as const) {
    it(`have a view for every ${face} screen, and a screen for every view`, () => {
      const files = globSync(`src/{kernel,modules}/*/screens/${face}/*.tsx`).filter((file) =>
        /export default/.test(readFileSync(file, 'utf8')),
      );
      const views = files.map((file) => file.replace(/^src\/(?:kernel|modules)\/([^/]+)\/screens\/\w+\/([^/]+)\.tsx$/, '$1/$2'));
      const shown = [...new Set(screensOf(face))].sort();
      assert.deepEqual(views.filter((view) => !shown.includes(view) && view !== 'portal/problem').sort(), []);
      assert.deepEqual(
        shown.filter((view) => !views.includes(view)),
        [],
      );
    });
  }
  it('say both languages wherever words are for people', () => {
    const words = all.flatMap((module) => [
      module.title,
      ...Object.values(module.permissions),
      ...module.purposes.map(({ text }) => text),
      ...module.jobs.map(({ type }) => type.title),
      ...module.portal.map(({ title }) => title),
      ...module.console.map(({ title }) => title),
      ...(module.contributes.doors ?? []).flatMap(({ title, text }) => [title, text]),
    ]);
    for (const { en, zh } of words) {
      assert.ok(en.trim() && /[\u4e00-\u9fff]/.test(zh), JSON.stringify({ en, zh }));
    }
  });
  it('mount every route they declare, and the description of the interface has each', async () => {
    const { body } = await district.as()('GET', '/api/openapi.json');
    for (const module of all) {
      for (const route of module.routes) {
        const path = (route.absolute ? route.path : `/api/${module.api ?? module.name}${route.path}`).replaceAll(/:(\w+)/g, '{$1}');
        assert.ok(body.paths[path]?.[route.method.toLowerCase()], `${route.method} ${path}`);
      }
    }
  });
  it('read only profile files that exist and fit', () => {
    const files = all.flatMap(({ profiles }) => profiles);
    assert.ok(files.length > 5);
    for (const file of files) {
      assert.ok(existsSync(`profiles/zhejiang/${file.name}.json`), file.name);
      district.profile(file);
    }
  });
  it('give each personal column of each table a home in the register', () => {
    for (const { tables } of all) {
      for (const [name, { personal, retentionDays }] of Object.entries(
        tables as Record<string, { personal: string[]; retentionDays: unknown }>,
      )) {
        if (personal.length > 0) assert.ok(retentionDays === 'forever' || Number(retentionDays) > 0, name);
      }
    }
  });
  it('name personal columns that the tables have', async () => {
    const columns = await district.pool.query('select table_name, column_name from information_schema.columns where table_schema = $1', [
      district.schema,
    ]);
    const there = new Set(columns.rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`));
    const declared = all.flatMap(({ tables }) =>
      Object.entries(tables as Record<string, { personal: readonly string[] }>).flatMap(([table, { personal }]) =>
        personal.map((column) => `${table}.${column}`),
      ),
    );
    assert.deepEqual(
      declared.filter((name) => !there.has(name)),
      [],
    );
  });
});
