-- Forecasts per member and product, and the weekly plan.

create table model_fit (
  shop_id uuid not null references shop,
  id uuid not null,
  fitted_at timestamptz not null,
  -- End of observation: now, or the last order when the shop's record ended long before.
  as_of timestamptz not null,
  customers integer not null,
  params jsonb not null,
  log_likelihood double precision not null,
  converged boolean not null,
  note text not null,
  spend jsonb,
  seconds double precision not null,
  calibration jsonb not null,
  primary key (shop_id, id)
);
create index model_fit_newest on model_fit (shop_id, fitted_at desc);

-- Which fit's forecasts are shown. Rows of a new fit are written beside the old ones; this row then points at them.
create table forecast_current (
  shop_id uuid primary key references shop,
  fit_id uuid not null
);

-- Shops whose orders changed in bulk since their last fit.
create table fit_wanted (
  shop_id uuid primary key references shop,
  wanted_at timestamptz not null
);

create table member_forecast (
  shop_id uuid not null,
  fit_id uuid not null,
  member_id uuid not null,
  repeats integer not null,
  recency_weeks double precision not null,
  observed_weeks double precision not null,
  alive_chance double precision not null,
  -- Chance of an order in the next seven days.
  week_chance double precision not null,
  expected_orders_30 double precision not null,
  expected_orders_90 double precision not null,
  expected_orders_365 double precision not null,
  expected_spend_90_cents bigint not null,
  -- Orders per 90 days at her own pace, times the chance that she has left.
  losing double precision not null,
  favourite_category text,
  suggested_product_id uuid,
  suggested_share double precision,
  -- Local hours of the day in which her activity concentrates, best first.
  active_hours smallint[] not null default '{}',
  primary key (shop_id, fit_id, member_id)
);
create index member_forecast_expected on member_forecast (shop_id, fit_id, expected_orders_90 desc, member_id desc);
create index member_forecast_alive on member_forecast (shop_id, fit_id, alive_chance desc, member_id desc);
create index member_forecast_losing on member_forecast (shop_id, fit_id, losing desc, member_id desc);

create table member_need (
  shop_id uuid not null,
  fit_id uuid not null,
  member_id uuid not null,
  product_id uuid not null,
  last_bought_at timestamptz not null,
  times_bought integer not null,
  days_between double precision not null,
  due_at timestamptz not null,
  earliest_at timestamptz not null,
  latest_at timestamptz not null,
  -- Chance that she buys it again at all, and within the next seven days.
  chance double precision not null,
  week_chance double precision not null,
  basis text not null,
  primary key (shop_id, fit_id, member_id, product_id)
);
create index member_need_due on member_need (shop_id, fit_id, due_at, member_id, product_id);

create table weekly_plan (
  shop_id uuid not null references shop,
  id uuid not null,
  week_starts_at timestamptz not null,
  status text not null,
  made_at timestamptz not null,
  made_by text not null,
  seconds double precision not null default 0,
  members integer not null default 0,
  counts jsonb not null default '{}',
  left_alone jsonb not null default '{}',
  sales_share double precision not null default 0,
  expected_orders double precision not null default 0,
  -- How the assignment was found: the multiplier, the bound on what any plan could gain, what this one gains.
  solution jsonb,
  progress double precision not null default 0,
  error text,
  approved_at timestamptz,
  primary key (shop_id, id)
);
create index weekly_plan_newest on weekly_plan (shop_id, made_at desc, id desc);

create table plan_item (
  shop_id uuid not null,
  plan_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  choice text not null,
  purpose text,
  channel text,
  product_id uuid,
  content_id uuid,
  subject jsonb,
  body jsonb,
  why jsonb,
  link text,
  send_at timestamptz,
  worth double precision not null,
  reason jsonb not null,
  left_alone text,
  status text not null,
  touch_id uuid,
  -- How well the touch fits her week, 0 to 1: the exposure that its effect is learned by.
  match double precision not null default 0,
  sent_at timestamptz,
  opened_at timestamptz,
  converted_at timestamptz,
  unsubscribed_at timestamptz,
  primary key (shop_id, plan_id, id),
  -- One choice a member: touches are found again by it.
  unique (shop_id, plan_id, member_id),
  foreign key (shop_id, plan_id) references weekly_plan (shop_id, id) on delete cascade
);
create index plan_item_best on plan_item (shop_id, plan_id, worth desc, id desc);
create index plan_item_touch on plan_item (shop_id, touch_id) where touch_id is not null;
create index plan_item_member on plan_item (shop_id, member_id) where choice <> 'nothing';
create index plan_item_sent on plan_item (shop_id, sent_at) where sent_at is not null;
