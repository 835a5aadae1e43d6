-- Join codes, what is given for joining, and each person's way over a code.

create table join_benefit (
  shop_id uuid not null references shop,
  id uuid not null,
  label jsonb not null,
  kind text not null,
  off_cents bigint not null check (off_cents > 0),
  minimum_cents bigint not null check (minimum_cents >= 0),
  valid_days integer not null check (valid_days > 0),
  -- How many may be issued in all; issued never passes it.
  budget integer not null check (budget > 0),
  issued integer not null default 0 check (issued <= budget),
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (shop_id, id)
);

create table join_code (
  shop_id uuid not null references shop,
  id uuid not null,
  code text not null,
  label text not null,
  channel text not null,
  show_id uuid,
  product_id uuid,
  benefit_id uuid,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (shop_id, id)
);
-- Codes are printed and scanned without their shop, so each is there once.
create unique index join_code_code on join_code (code);
create index join_code_show on join_code (shop_id, show_id, created_at);

-- Each person once per code; a step that was not taken yet is null.
create table join_path (
  shop_id uuid not null,
  code_id uuid not null,
  member_id uuid not null,
  scanned_at timestamptz not null,
  joined_at timestamptz,
  replied_at timestamptz,
  ordered_at timestamptz,
  gmv_cents bigint not null default 0,
  primary key (shop_id, code_id, member_id),
  foreign key (shop_id, code_id) references join_code (shop_id, id) on delete cascade
);
create index join_path_member on join_path (shop_id, member_id);

create table join_reply (
  shop_id uuid not null,
  id uuid not null,
  code_id uuid not null,
  member_id uuid not null,
  text text not null,
  at timestamptz not null,
  primary key (shop_id, id)
);
