-- The trust budget: consent, rules, touches and why each went out or did not.

create table trust_policy (
  shop_id uuid primary key references shop,
  weekly_budget double precision not null,
  sales_share double precision not null,
  minimum_gap_hours double precision not null,
  quiet_from text not null,
  quiet_until text not null,
  control_share double precision not null,
  updated_at timestamptz not null
);

create table consent (
  shop_id uuid not null references shop,
  member_id uuid not null,
  channel text not null,
  granted boolean not null,
  since timestamptz not null,
  source text not null,
  primary key (shop_id, member_id, channel)
);

-- One row a member: locked while the gate decides, so that two senders never spend the same last touch.
create table trust_account (
  shop_id uuid not null references shop,
  member_id uuid not null,
  wished_per_week double precision,
  primary key (shop_id, member_id)
);

create table content_piece (
  shop_id uuid not null references shop,
  id uuid not null,
  title jsonb not null,
  body jsonb not null,
  kind text not null,
  purpose text not null,
  category text,
  product_id uuid,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (shop_id, id)
);

create table touch (
  shop_id uuid not null references shop,
  id uuid not null,
  member_id uuid not null,
  channel text not null,
  class text not null,
  purpose text not null,
  kind text not null,
  subject jsonb not null,
  body jsonb not null,
  why jsonb not null,
  link text,
  product_id uuid,
  content_id uuid,
  source text not null,
  worth double precision not null default 0,
  status text not null,
  -- The next moment to look at it: the wish's own, or the one it was deferred to.
  due_at timestamptz not null,
  not_before timestamptz not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  -- When the gate let it go: from then on it counts in every budget.
  sent_at timestamptz,
  delivered_at timestamptz,
  attempts integer not null default 0,
  failure text,
  opened_at timestamptz,
  clicked_at timestamptz,
  converted_order_id uuid,
  request_key text not null,
  primary key (shop_id, id),
  unique (shop_id, request_key)
);
create index touch_waiting on touch (due_at, worth desc) where status in ('waiting', 'deferred');
create index touch_leaving on touch (due_at) where status = 'sending';
create index touch_member_sent on touch (shop_id, member_id, sent_at desc) where sent_at is not null;
create index touch_shop_sent on touch (shop_id, sent_at desc) where sent_at is not null;
create index touch_newest on touch (shop_id, created_at desc, id);
create index touch_source on touch (shop_id, source);

create table touch_decision (
  shop_id uuid not null,
  touch_id uuid not null,
  no integer not null,
  at timestamptz not null,
  outcome text not null,
  until timestamptz,
  reasons jsonb not null,
  primary key (shop_id, touch_id, no),
  foreign key (shop_id, touch_id) references touch (shop_id, id) on delete cascade
);
create index touch_decision_recent on touch_decision (shop_id, at desc);
