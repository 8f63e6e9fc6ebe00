create table bench_note (
  id      text primary key,
  subject text not null,
  words   text not null,
  at      timestamptz not null
);
