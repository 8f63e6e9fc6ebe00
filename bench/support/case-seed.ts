import type pg from 'pg';

/**
 * Fills the tables with copies of the newest closed case and its log: other ids, codes, towns and words, opened over the last two years.
 * The copies are made by the database, with its triggers off, so that a million takes minutes; nobody acts on them.
 */
export async function seedCases(pool: pg.Pool, schema: string, count: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`set search_path to ${schema}`);
    const { rows } = await client.query<{ id: string }>(
      `select id from operations_case where state = 'closed' order by opened_at desc limit 1`,
    );
    const template = rows[0]?.id;
    for (const table of TABLES) await client.query(`alter table ${table} disable trigger user`);
    await client.query(`create temporary table made as
      select n, gen_random_uuid() as id, now() - (n % 730) * interval '1 day' - (n % 86400) * interval '1 second' as at,
        (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (('x' || substr(md5(n::text), g * 2, 2))::bit(8)::int % 32), 1), '')
           from generate_series(1, 11) g) as code
      from generate_series(1, ${count}) n`);
    await client.query(`insert into operations_case
      select made.id, made.code, c.revision, case when n % 20 = 0 then 'working' else 'closed' end, c.title || ' ' || n, c.category, c.level,
        'town' || n % 16, c.place, 120.5 + (n % 1000) / 4000.0, 29.8 + (n / 1000 % 1000) / 4000.0, c.lead, c.source, null, null,
        made.at, made.at, case when n % 20 = 0 then made.at + interval '9 days' end, false, 0, c.answered_at, case when n % 20 > 0 then made.at end,
        case when n % 20 > 0 then c.outcome end, to_tsvector('simple', 'case ' || n || ' word' || n % 5000 || ' ' || made.code)
      from made, operations_case c where c.id = '${template}' on conflict (code) do nothing`);
    await client.query(`insert into operations_case_log
      select made.id, l.rev, made.at, l.actor_id, l.actor_department, l.act, l.fields, l.reason_code, l.law_ref, null
      from made, operations_case_log l where l.case_id = '${template}'`);
    await client.query(`insert into operations_task
      select gen_random_uuid(), made.id, t.department, t.title, t.state, t.bounces, null, null, made.at, made.at, made.at, null, null, t.result,
        t.skill, t.priority, t.due_at
      from made join operations_case c on c.id = made.id, operations_task t where t.case_id = '${template}'`);
    await client.query(`insert into operations_clock
      select gen_random_uuid(), made.id, null, k.kind, k.policy, k.policy_version, k.calendar, k.calendar_version, k.allowed_s, k.used_s, made.at,
        k.due_at, made.at, null, true, 'stopped', false, null
      from made join operations_case c on c.id = made.id, operations_clock k where k.case_id = '${template}'`);
    for (const table of TABLES) await client.query(`alter table ${table} enable trigger user`);
    await client.query('drop table made');
    for (const table of TABLES) await client.query(`vacuum analyze ${table}`);
  } finally {
    client.release(true);
  }
}

const TABLES = ['operations_case', 'operations_case_log', 'operations_task', 'operations_clock'];
