-- The units an order drew from its allotment stand on the order, so that an allotment is counted from one index.
alter table shop_order add column allotment_units integer;
update shop_order o set allotment_units = (
  select sum(l.quantity) from order_line l where l.shop_id = o.shop_id and l.order_id = o.id)
where allotment_id is not null;
alter table shop_order add check ((allotment_id is null) = (allotment_units is null));
drop index shop_order_allotment;
create index shop_order_allotment on shop_order (shop_id, allotment_id, status) include (allotment_units)
  where allotment_id is not null;
