-- The gate's own time, and its tally of what the shop sent.

-- The newest moment at which the gate decided for the shop: its time never goes back, whatever senders' clocks say.
alter table trust_policy add column decided_at timestamptz;

-- Marketing touches by quarter of an hour, so that the share of 28 days is summed and not counted anew for each batch.
create table trust_tally (
  shop_id uuid not null references shop,
  quarter timestamptz not null,
  touches integer not null,
  sales integer not null,
  primary key (shop_id, quarter)
);
insert into trust_tally (shop_id, quarter, touches, sales)
select shop_id, date_bin('15 minutes', sent_at, timestamptz '2001-01-01 00:00:00+00'), count(*),
  count(*) filter (where purpose = 'sales')
from touch where class = 'marketing' and sent_at is not null group by 1, 2;

-- The round of deliveries that took a touch over. It holds an advisory lock under this number as long as it lives.
alter table touch add column taken_by bigint;
