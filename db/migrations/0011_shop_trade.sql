-- Products, stock, orders, money back, coupons.

create table product (
  shop_id uuid not null references shop,
  id uuid not null,
  title jsonb not null,
  description jsonb,
  category text not null,
  role text not null,
  picture text not null,
  use_up_days double precision,
  active boolean not null default true,
  -- "refrain" or the import's format.
  source text not null default 'refrain',
  created_at timestamptz not null,
  primary key (shop_id, id)
);
create index product_newest on product (shop_id, created_at desc, id);

create table variant (
  shop_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  sku text not null,
  name jsonb,
  price_cents bigint not null check (price_cents >= 0),
  member_price_cents bigint check (member_price_cents >= 0),
  stock integer not null default 0 check (stock >= 0),
  active boolean not null default true,
  position integer not null default 0,
  primary key (shop_id, id),
  unique (shop_id, sku),
  foreign key (shop_id, product_id) references product (shop_id, id)
);
create index variant_product on variant (shop_id, product_id);

create table coupon (
  shop_id uuid not null references shop,
  id uuid not null,
  member_id uuid not null,
  label jsonb not null,
  off_cents bigint not null check (off_cents > 0),
  minimum_cents bigint not null check (minimum_cents >= 0),
  currency text not null,
  issued_for text not null,
  issued_at timestamptz not null,
  valid_until timestamptz not null,
  used_by_order uuid,
  primary key (shop_id, id),
  -- One coupon for one reason: issuing again finds the first.
  unique (shop_id, member_id, issued_for)
);

create table shop_order (
  shop_id uuid not null references shop,
  id uuid not null,
  number text not null,
  source text not null default 'refrain',
  status text not null,
  member_id uuid,
  currency text not null,
  items_cents bigint not null,
  discount_cents bigint not null default 0,
  total_cents bigint not null,
  refunded_cents bigint not null default 0,
  coupon_id uuid,
  address jsonb,
  origin jsonb not null default '{}',
  idempotency_key text,
  request_hash text,
  placed_at timestamptz not null,
  expires_at timestamptz,
  paid_at timestamptz,
  shipped_at timestamptz,
  cancelled_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, source, number)
);
create unique index shop_order_once on shop_order (shop_id, member_id, idempotency_key) where idempotency_key is not null;
create index shop_order_newest on shop_order (shop_id, placed_at desc, id);
create index shop_order_member on shop_order (shop_id, member_id, placed_at desc);
create index shop_order_due on shop_order (expires_at) where status = 'awaiting_payment';
create index shop_order_show on shop_order (shop_id, ((origin ->> 'showId'))) where origin ? 'showId';

create table order_line (
  shop_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  product_id uuid not null,
  variant_id uuid not null,
  sku text not null,
  title jsonb not null,
  quantity integer not null check (quantity > 0),
  list_price_cents bigint not null,
  unit_price_cents bigint not null,
  discount_cents bigint not null default 0,
  total_cents bigint not null,
  refunded_cents bigint not null default 0,
  price_rules jsonb not null default '[]',
  -- Names the line in the file it was imported from.
  source_key text,
  primary key (shop_id, order_id, line_no),
  foreign key (shop_id, order_id) references shop_order (shop_id, id) on delete cascade
);
create unique index order_line_imported_once on order_line (shop_id, order_id, source_key) where source_key is not null;

create table refund (
  shop_id uuid not null references shop,
  id uuid not null,
  -- Absent when an import has the refund but not the sale.
  order_id uuid,
  line_no integer,
  member_id uuid,
  cents bigint not null check (cents >= 0),
  currency text not null,
  reason text not null,
  restocked boolean not null default false,
  idempotency_key text,
  source text not null default 'refrain',
  source_key text,
  at timestamptz not null,
  primary key (shop_id, id)
);
create unique index refund_once on refund (shop_id, order_id, idempotency_key) where idempotency_key is not null;
create unique index refund_imported_once on refund (shop_id, source, source_key) where source_key is not null;

create table payment (
  shop_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  method text not null,
  idempotency_key text not null,
  outcome text not null,
  cents bigint not null,
  at timestamptz not null,
  primary key (shop_id, id),
  unique (shop_id, order_id, idempotency_key),
  foreign key (shop_id, order_id) references shop_order (shop_id, id)
);

create table picture (
  name text primary key,
  shop_id uuid not null references shop,
  content_type text not null,
  bytes bytea not null,
  created_at timestamptz not null
);
