-- Two versions can become current in one millisecond: their order is kept, and of two that began at one moment the later counts.
alter table data_platform_currency drop constraint data_platform_currency_pkey;
alter table data_platform_currency add column place bigint generated always as identity constraint data_platform_currency_place primary key;
create index data_platform_currency_since on data_platform_currency (dataset_id, since desc);
