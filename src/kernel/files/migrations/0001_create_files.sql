-- Contents, each kept once under its SHA-256. The bytes are on disk, in the district's folder.
create table kernel_file (
  hash       text primary key constraint kernel_file_hash check (hash ~ '^[0-9a-f]{64}$'),
  size       bigint not null constraint kernel_file_size check (size > 0),
  type       text not null,                        -- what the bytes are, not what their name says
  created_at timestamptz not null
);

-- Who sent which content under which name, and to which record it belongs. Without a record it is on its way.
create table kernel_attachment (
  id          uuid primary key,
  file_hash   text not null constraint kernel_attachment_file references kernel_file (hash),
  record      text constraint kernel_attachment_record check (record ~ '^[a-z_][a-z0-9_]*/.+$'),
  name        text not null,                       -- personal data: people name files after people
  owner_id    text not null,                       -- personal data: who sent it
  sent_hash   text not null constraint kernel_attachment_sent_hash check (sent_hash ~ '^[0-9a-f]{64}$'), -- SHA-256 of the bytes as sent
  metadata    text not null constraint kernel_attachment_metadata check (metadata in ('none', 'stripped', 'kept')),
  created_at  timestamptz not null,
  attached_at timestamptz,
  constraint kernel_attachment_attached check ((record is null) = (attached_at is null))
);

create index kernel_attachment_by_file on kernel_attachment (file_hash);
create index kernel_attachment_by_record on kernel_attachment (record) where record is not null;
create index kernel_attachment_waiting on kernel_attachment (created_at) where record is null;
