-- Mails and codes the demo sent (nothing leaves the machine), and how far its clock was put forward.

create table demo_outbox (
  id uuid primary key,
  at timestamptz not null,
  channel text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  html text,
  headers jsonb not null default '{}'
);
create index demo_outbox_newest on demo_outbox (at desc, id);

create table demo_state (
  key text primary key,
  value jsonb not null
);
