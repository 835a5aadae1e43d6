import { type GetRef, Table, type TableProps } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./parts.module.css";

type Props<Row extends object> = {
  readonly rows: readonly Row[];
  readonly columns: NonNullable<TableProps<Row>["columns"]>;
  readonly rowKey: keyof Row | ((row: Row) => string);
  readonly loading?: boolean;
  /** A row leads somewhere. Give its main cell a link or button too, for keyboards. */
  readonly onPick?: (row: Row) => void;
  readonly empty?: ReactNode;
};

/** A table that scrolls sideways in its own box when the screen is narrow. Pages come by `<More>`. */
export function Rows<Row extends object>({
  rows,
  columns,
  rowKey,
  loading = false,
  onPick,
  empty,
}: Props<Row>) {
  const table = useRef<GetRef<typeof Table>>(null);
  useEffect(() => {
    // What scrolls must be reachable for a keyboard, too.
    const box = table.current?.nativeElement.querySelector(".ant-table-content");
    if (box && box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
  });
  return (
    <Table<Row>
      ref={table}
      className={styles.rows ?? ""}
      size="middle"
      dataSource={rows}
      columns={columns}
      rowKey={rowKey}
      loading={loading}
      pagination={false}
      scroll={{ x: "max-content" }}
      {...(empty !== undefined && { locale: { emptyText: empty } })}
      {...(onPick && {
        rowClassName: styles.pickable ?? "",
        onRow: (row: Row) => ({ onClick: () => onPick(row) }),
      })}
    />
  );
}
