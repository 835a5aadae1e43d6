-- Lucky bags 福袋: a draw among those who are in the room, which anybody can recompute.

create table lucky_bag (
  shop_id uuid not null references shop,
  id uuid not null,
  show_id uuid not null,
  benefit_id uuid not null,
  winners integer not null check (winners > 0),
  status text not null default 'open',
  opened_at timestamptz not null,
  closes_at timestamptz not null,
  -- 32 random bytes as hex; shown to nobody before the draw. Its SHA-256 is shown from the beginning.
  seed text not null,
  commitment text not null,
  drawn_at timestamptz,
  primary key (shop_id, id),
  foreign key (shop_id, benefit_id) references join_benefit (shop_id, id)
);
-- One at a time in a room.
create unique index lucky_bag_open on lucky_bag (shop_id, show_id) where status = 'open';
create index lucky_bag_due on lucky_bag (closes_at) where status = 'open';
create index lucky_bag_show on lucky_bag (shop_id, show_id, opened_at);

create table lucky_bag_entry (
  shop_id uuid not null,
  bag_id uuid not null,
  member_id uuid not null,
  -- Made by the shopper's own device, so that the shop cannot choose one that wins.
  ticket uuid not null,
  entered_at timestamptz not null,
  won boolean not null default false,
  coupon_id uuid,
  primary key (shop_id, bag_id, member_id),
  foreign key (shop_id, bag_id) references lucky_bag (shop_id, id) on delete cascade
);
create unique index lucky_bag_ticket on lucky_bag_entry (shop_id, bag_id, ticket);
create index lucky_bag_member on lucky_bag_entry (shop_id, member_id);
