-- Shows, their run-sheets, the room's chat and who watched.

create table show (
  shop_id uuid not null references shop,
  id uuid not null,
  title jsonb not null,
  cover text not null,
  host_name text not null,
  status text not null default 'planned',
  starts_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  publishing boolean not null default false,
  likes bigint not null default 0,
  peak integer not null default 0,
  new_members integer not null default 0,
  product_clicks integer not null default 0,
  created_at timestamptz not null,
  primary key (shop_id, id)
);
create index show_newest on show (shop_id, starts_at desc, id);
create index show_on_air on show (shop_id) where status = 'on_air';

create table show_product (
  shop_id uuid not null,
  show_id uuid not null,
  product_id uuid not null,
  position integer not null,
  role text not null,
  notes text,
  primary key (shop_id, show_id, product_id),
  foreign key (shop_id, show_id) references show (shop_id, id) on delete cascade
);

create table spotlight (
  shop_id uuid not null,
  show_id uuid not null,
  started_at timestamptz not null,
  product_id uuid not null,
  ended_at timestamptz,
  primary key (shop_id, show_id, started_at),
  foreign key (shop_id, show_id) references show (shop_id, id) on delete cascade
);
-- One product in the light at a time.
create unique index spotlight_now on spotlight (shop_id, show_id) where ended_at is null;

create table room_rule (
  shop_id uuid not null,
  show_id uuid not null,
  slow_mode_seconds integer not null,
  sensitive_words text[] not null,
  links_allowed boolean not null,
  primary key (shop_id, show_id),
  foreign key (shop_id, show_id) references show (shop_id, id) on delete cascade
);

create table chat_message (
  shop_id uuid not null,
  show_id uuid not null,
  id uuid not null,
  member_id uuid,
  name text not null,
  sender text not null,
  text text not null,
  at timestamptz not null,
  removed_at timestamptz,
  removed_by text,
  primary key (shop_id, show_id, id),
  foreign key (shop_id, show_id) references show (shop_id, id) on delete cascade
);
create index chat_message_recent on chat_message (shop_id, show_id, at desc);
create index chat_message_member on chat_message (shop_id, show_id, member_id, at desc);

create table chat_mute (
  shop_id uuid not null,
  show_id uuid not null,
  member_id uuid not null,
  until timestamptz,
  reason text not null,
  muted_by text not null,
  at timestamptz not null,
  primary key (shop_id, show_id, member_id),
  foreign key (shop_id, show_id) references show (shop_id, id) on delete cascade
);

create table show_visit (
  shop_id uuid not null,
  show_id uuid not null,
  member_id uuid not null,
  first_entered_at timestamptz not null,
  last_entered_at timestamptz not null,
  entries integer not null default 1,
  watch_seconds integer not null default 0,
  primary key (shop_id, show_id, member_id),
  foreign key (shop_id, show_id) references show (shop_id, id) on delete cascade
);
create index show_visit_member on show_visit (shop_id, member_id, last_entered_at desc);
