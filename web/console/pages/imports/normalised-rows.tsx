import { useFormat, useText } from "../../../ui/index.ts";
import { Rows } from "../../parts/rows.tsx";
import { importsText } from "./text.ts";

type AnyRow = Readonly<Record<string, unknown>>;

/** The fields a merchant looks at, in this order; the house's own keys are left out. */
const fields = [
  "orderNumber",
  "refundNumber",
  "orderedAt",
  "refundedAt",
  "status",
  "buyer",
  "name",
  "nickname",
  "phone",
  "email",
  "customerNumber",
  "productName",
  "variantName",
  "sku",
  "quantity",
  "unitPriceCents",
  "discountCents",
  "lineTotalCents",
  "refundedCents",
  "category",
  "channel",
  "country",
  "province",
  "birthday",
  "level",
  "points",
  "joinedAt",
  "reason",
] as const;
type Field = (typeof fields)[number];

/** The first rows as they will be stored: money and times written as everywhere else. */
export function NormalisedRows({ rows }: { readonly rows: readonly AnyRow[] }) {
  const t = useText(importsText);
  const format = useFormat();
  const show = (field: Field, row: AnyRow): string => {
    const value = row[field];
    if (value === undefined || value === null) return "";
    if (field.endsWith("Cents")) return format.money(Number(value), textOf(row["currency"]) || undefined);
    if (field.endsWith("At")) return format.date(textOf(value), "full");
    if (field === "buyer")
      return Object.values(value as AnyRow)
        .map(textOf)
        .join(" · ");
    return textOf(value);
  };
  const used = fields.filter((field) => rows.some((row) => row[field] !== undefined));
  return (
    <Rows
      rows={rows}
      rowKey={({ lineNumber }) => textOf(lineNumber)}
      columns={[
        { title: t("lineNumber"), key: "line", render: (_, row) => textOf(row["lineNumber"]) },
        ...used.map((field) => ({
          title: t(`field_${field}`),
          key: field,
          render: (_: unknown, row: AnyRow) => show(field, row),
        })),
      ]}
    />
  );
}

/** Rows of any shape: each field that some row has becomes a column. */
export function Cells({ rows }: { readonly rows: readonly AnyRow[] }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const numbered = rows.map((row, at) => ({ row, at }));
  return (
    <Rows
      rows={numbered}
      rowKey={({ at }) => String(at)}
      columns={names.map((name) => ({
        title: name,
        key: name,
        render: (_: unknown, { row }: { row: AnyRow }) => textOf(row[name]),
      }))}
    />
  );
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
