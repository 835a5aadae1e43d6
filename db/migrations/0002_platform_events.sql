-- The stream of facts: written in the transaction of the state change it reports, read by readers with a cursor.
create table event (
  shop_id uuid not null,
  id bigint generated always as identity,
  -- Facts become readable when no transaction that began earlier is still open; the id alone would skip late commits.
  tx xid8 not null default pg_current_xact_id(),
  type text not null,
  member_id uuid,
  subject_id uuid,
  at timestamptz not null,
  data jsonb not null,
  primary key (shop_id, id)
);
create index event_by_tx on event (tx, id);
create index event_by_id on event (id);
create index event_by_type on event (shop_id, type, id);
create index event_by_member on event (shop_id, member_id, id) where member_id is not null;

-- How far a reader has come: everything of transactions before tx_from, and of the window [tx_from, tx_until)
-- everything up to after_id. Readers serve all shops, so this table and its key have none.
create table reader_cursor (
  reader text primary key,
  tx_from xid8 not null,
  tx_until xid8 not null,
  after_id bigint not null,
  check (tx_from <= tx_until)
);

-- Facts that a reader could not handle after several attempts; the reader went on without them.
create table event_failure (
  shop_id uuid not null,
  reader text not null,
  event_id bigint not null,
  type text not null,
  error text not null,
  attempts integer not null,
  failed_at timestamptz not null,
  primary key (shop_id, reader, event_id)
);
