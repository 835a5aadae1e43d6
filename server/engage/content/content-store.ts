import type { LocalText } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import type { ContentKind } from "./content.ts";

export type ContentView = {
  readonly id: string;
  readonly title: LocalText;
  readonly body: LocalText;
  readonly kind: ContentKind;
  readonly purpose: "value" | "sales";
  readonly category: string | null;
  readonly productId: string | null;
  readonly active: boolean;
  readonly createdAt: Date;
};

const columns = sql`c.id, c.title, c.body, c.kind, c.purpose, c.category, c.product_id as "productId", c.active,
  c.created_at as "createdAt"`;

export function listContent(
  db: Queries,
  shopId: string,
): Promise<(ContentView & { reached: number; opened: number })[]> {
  return db.rows(sql`
    select ${columns}, count(t.sent_at)::int as reached, count(t.opened_at)::int as opened
    from content_piece c left join touch t on t.shop_id = c.shop_id and t.content_id = c.id
    where c.shop_id = ${shopId} group by c.shop_id, c.id order by c.created_at desc, c.id`);
}

export function findContent(db: Queries, shopId: string, id: string): Promise<ContentView | undefined> {
  return db.row<ContentView>(
    sql`select ${columns} from content_piece c where c.shop_id = ${shopId} and c.id = ${id}`,
  );
}

export async function saveContent(db: Queries, shopId: string, piece: ContentView): Promise<void> {
  await db.run(sql`
    insert into content_piece (shop_id, id, title, body, kind, purpose, category, product_id, active, created_at)
    values (${shopId}, ${piece.id}, ${JSON.stringify(piece.title)}::jsonb, ${JSON.stringify(piece.body)}::jsonb,
      ${piece.kind}, ${piece.purpose}, ${piece.category}, ${piece.productId}, ${piece.active}, ${piece.createdAt})
    on conflict (shop_id, id) do update set title = excluded.title, body = excluded.body, kind = excluded.kind,
      purpose = excluded.purpose, category = excluded.category, product_id = excluded.product_id, active = excluded.active`);
}
