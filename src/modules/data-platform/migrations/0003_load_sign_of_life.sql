-- Several processes can serve one district: a load that shows no sign of life is nobody's.
alter table data_platform_load add column alive_at timestamptz;
