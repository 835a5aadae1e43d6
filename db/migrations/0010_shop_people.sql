-- The shop itself, its staff, and the people who shop there.

create table shop (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  name_en text,
  currency text not null,
  time_zone text not null,
  language text not null,
  demo boolean not null default false,
  created_at timestamptz not null
);

create table staff (
  shop_id uuid not null references shop,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  password_hash text not null,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (shop_id, id)
);
-- One person signs in with one address, whichever shop she works for.
create unique index staff_email on staff (lower(email));

create table staff_session (
  secret_hash text primary key,
  shop_id uuid not null,
  staff_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (shop_id, staff_id) references staff (shop_id, id) on delete cascade
);

create table api_key (
  shop_id uuid not null references shop,
  id uuid not null,
  name text not null,
  secret_hash text not null unique,
  rights text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (shop_id, id)
);

create table audit_entry (
  shop_id uuid not null references shop,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null,
  primary key (shop_id, id)
);

-- A shopper. Without joined_at she is a guest; merged_into names the member her history went to.
create table member (
  shop_id uuid not null references shop,
  id uuid not null,
  name text not null,
  language text not null,
  time_zone text not null,
  birthday date,
  origin jsonb not null default '{}',
  tags text[] not null default '{}',
  first_seen_at timestamptz not null,
  joined_at timestamptz,
  merged_into uuid,
  -- Kept with every paid order, so that lists need no counting.
  order_count integer not null default 0,
  spent_cents bigint not null default 0,
  last_order_at timestamptz,
  primary key (shop_id, id)
);
create index member_recent on member (shop_id, first_seen_at desc, id) where merged_into is null;
create index member_spent on member (shop_id, spent_cents desc, id) where merged_into is null;

-- value is normalised: E.164 phone, lower-case e-mail.
create table member_identity (
  shop_id uuid not null,
  kind text not null,
  value text not null,
  member_id uuid not null,
  verified_at timestamptz,
  source text not null,
  primary key (shop_id, kind, value),
  foreign key (shop_id, member_id) references member (shop_id, id)
);
create index member_identity_member on member_identity (shop_id, member_id);

create table identity_conflict (
  shop_id uuid not null,
  id uuid not null,
  kind text not null,
  value text not null,
  member_id uuid not null,
  other_member_id uuid not null,
  why text not null,
  status text not null default 'open',
  found_at timestamptz not null,
  decided_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, kind, value, member_id, other_member_id)
);

create table shopper_session (
  secret_hash text primary key,
  shop_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (shop_id, member_id) references member (shop_id, id)
);
create index shopper_session_member on shopper_session (shop_id, member_id);

create table sign_in_code (
  shop_id uuid not null,
  kind text not null,
  value text not null,
  code_hash text not null,
  attempts integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (shop_id, kind, value)
);
