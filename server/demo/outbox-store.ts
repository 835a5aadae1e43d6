import { type Queries, sql } from "../platform/database/index.ts";
import { newId } from "../platform/ids/index.ts";

export type OutboxMessage = {
  readonly id: string;
  readonly at: Date;
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
};

export async function keepMessage(db: Queries, message: Omit<OutboxMessage, "id">): Promise<void> {
  await db.run(sql`
    insert into demo_outbox (id, at, channel, recipient, subject, body, html, headers)
    values (${newId(message.at)}, ${message.at}, ${message.channel}, ${message.to}, ${message.subject},
      ${message.text}, ${message.html}, ${JSON.stringify(message.headers)}::jsonb)`);
}

/** Newest first. */
export function listMessages(db: Queries, limit: number, to?: string): Promise<OutboxMessage[]> {
  const recipient = to ? sql`where recipient = ${to}` : sql``;
  return db.rows<OutboxMessage>(sql`
    select id, at, channel, recipient as "to", subject, body as text, html, headers
    from demo_outbox ${recipient} order by at desc, id desc limit ${limit}`);
}

export async function emptyOutbox(db: Queries): Promise<void> {
  await db.run(sql`delete from demo_outbox`);
}

export async function readState<Value>(db: Queries, key: string): Promise<Value | undefined> {
  const found = await db.row<{ value: Value }>(sql`select value from demo_state where key = ${key}`);
  return found?.value;
}

export async function writeState(db: Queries, key: string, value: unknown): Promise<void> {
  await db.run(sql`
    insert into demo_state (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value`);
}
