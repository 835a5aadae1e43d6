-- Files of orders and customers from other systems.

create table import_run (
  shop_id uuid not null references shop,
  id uuid not null,
  file_name text not null,
  stored_path text not null,
  bytes bigint not null,
  format text,
  settings jsonb not null default '{}',
  status text not null,
  created_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  lines_read bigint not null default 0,
  bytes_read bigint not null default 0,
  counts jsonb not null default '{}',
  rejected bigint not null default 0,
  first_order_at timestamptz,
  last_order_at timestamptz,
  error text,
  primary key (shop_id, id)
);

create table import_rejected (
  shop_id uuid not null,
  import_id uuid not null,
  line_number bigint not null,
  code text not null,
  reason text not null,
  raw text not null,
  primary key (shop_id, import_id, line_number),
  foreign key (shop_id, import_id) references import_run (shop_id, id) on delete cascade
);
