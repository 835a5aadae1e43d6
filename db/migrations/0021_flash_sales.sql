-- Units set aside from a variant's stock, and flash sales that sell them.

-- Only orders drawn from an allotment may have its units. Every unit is free, in an order, or returned to the stock.
create table stock_allotment (
  shop_id uuid not null references shop,
  id uuid not null,
  variant_id uuid not null,
  units integer not null check (units > 0),
  free integer not null check (free >= 0),
  returned integer not null default 0 check (returned >= 0),
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (shop_id, id),
  check (free + returned <= units),
  foreign key (shop_id, variant_id) references variant (shop_id, id)
);

alter table shop_order add column allotment_id uuid;
create index shop_order_allotment on shop_order (shop_id, allotment_id, status) where allotment_id is not null;

-- The sale's units are the allotment with the sale's id.
create table flash_sale (
  shop_id uuid not null references shop,
  id uuid not null,
  show_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  price_cents bigint not null check (price_cents >= 0),
  units integer not null check (units > 0),
  per_person integer not null check (per_person > 0),
  audience text not null,
  pay_within_seconds integer not null check (pay_within_seconds > 0),
  status text not null default 'prepared',
  opens_at timestamptz not null,
  -- Claims are numbered in the order of their decision: that is the queue.
  next_place integer not null default 1,
  prepared_at timestamptz not null,
  ended_at timestamptz,
  reconciled_at timestamptz,
  reconciliation jsonb,
  primary key (shop_id, id),
  foreign key (shop_id, show_id) references show (shop_id, id) on delete cascade
);
create index flash_sale_show on flash_sale (shop_id, show_id, opens_at);
create index flash_sale_at_work on flash_sale (status) where reconciled_at is null;

create table sale_claim (
  shop_id uuid not null,
  sale_id uuid not null,
  place integer not null,
  member_id uuid not null,
  idempotency_key text not null,
  quantity integer not null check (quantity > 0),
  status text not null,
  order_id uuid,
  pay_until timestamptz,
  address jsonb,
  at timestamptz not null,
  primary key (shop_id, sale_id, place),
  unique (shop_id, sale_id, member_id, idempotency_key),
  foreign key (shop_id, sale_id) references flash_sale (shop_id, id) on delete cascade
);
create unique index sale_claim_order on sale_claim (shop_id, order_id) where order_id is not null;
create index sale_claim_waiting on sale_claim (shop_id, sale_id, place) where status = 'waiting';
create index sale_claim_member on sale_claim (shop_id, member_id);

-- When somebody last said that she is watching: the proof of being in the room where the live line is not in this process.
alter table show_visit add column watched_at timestamptz;
