import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, HolderOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { ProductPicture, useLocalText, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import styles from "./shows.module.css";
import { showsText } from "./text.ts";

type Product = ResultOf<AllRoutes["GET /api/v1/products"]>["items"][number];
export type SheetLine = { readonly product: Product; readonly role: Product["role"]; readonly notes: string };

type Props = {
  /** Given by the form. */
  readonly id?: string;
  readonly value?: readonly SheetLine[];
  readonly onChange?: (lines: SheetLine[]) => void;
};

/** The run-sheet as a form field: search to add, drag or use the arrows to order, role and a note for each. */
export function RunSheetField({ id, value = [], onChange }: Props) {
  const t = useText(showsText);
  const [dragged, setDragged] = useState<number>();
  const set = (at: number, line: Partial<SheetLine>) =>
    onChange?.(value.map((each, index) => (index === at ? { ...each, ...line } : each)));
  const move = (from: number, to: number) => {
    const line = value[from];
    if (line === undefined || to < 0 || to >= value.length) return;
    onChange?.(value.toSpliced(from, 1).toSpliced(to, 0, line));
  };
  return (
    <div className={styles.sheet}>
      <ol>
        {value.map((line, at) => (
          <li
            key={line.product.id}
            draggable
            data-dragged={dragged === at}
            onDragStart={() => setDragged(at)}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => {
              event.preventDefault();
              if (dragged === undefined || dragged === at) return;
              move(dragged, at);
              setDragged(at);
            }}
          >
            <Line
              line={line}
              onSet={(change) => set(at, change)}
              onMove={(by) => move(at, at + by)}
              onRemove={() => onChange?.(value.toSpliced(at, 1))}
              isFirst={at === 0}
              isLast={at === value.length - 1}
            />
          </li>
        ))}
      </ol>
      <ProductSearch
        {...(id !== undefined && { id })}
        taken={value.map((line) => line.product.id)}
        onPick={(product) => onChange?.([...value, { product, role: product.role, notes: "" }])}
        placeholder={t("addProduct")}
      />
    </div>
  );
}

type LineProps = {
  readonly line: SheetLine;
  readonly onSet: (change: Partial<SheetLine>) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
};

function Line({ line, onSet, onMove, onRemove, isFirst, isLast }: LineProps) {
  const t = useText(showsText);
  const local = useLocalText();
  const title = local(line.product.title);
  const roles = (["traffic", "benefit", "profit"] as const).map((value) => ({
    value,
    label: t(`role_${value}`),
  }));
  return (
    <>
      <HolderOutlined aria-hidden />
      <span className={styles.thumb}>
        <ProductPicture src={line.product.pictureUrl} alt="" />
      </span>
      <span className={styles.lineWords}>
        <b>{title}</b>
        <Input
          size="small"
          variant="filled"
          maxLength={500}
          value={line.notes}
          placeholder={t("notes")}
          aria-label={`${t("notes")} · ${title}`}
          onChange={({ target }) => onSet({ notes: target.value })}
        />
      </span>
      <Select
        size="small"
        value={line.role}
        options={roles}
        aria-label={`${t("role")} · ${title}`}
        onChange={(role) => onSet({ role })}
        popupMatchSelectWidth={false}
      />
      <span className={styles.arrows}>
        <Button
          size="small"
          type="text"
          icon={<ArrowUpOutlined />}
          disabled={isFirst}
          aria-label={t("up")}
          onClick={() => onMove(-1)}
        />
        <Button
          size="small"
          type="text"
          icon={<ArrowDownOutlined />}
          disabled={isLast}
          aria-label={t("down")}
          onClick={() => onMove(1)}
        />
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          aria-label={t("removeLine")}
          onClick={onRemove}
        />
      </span>
    </>
  );
}

type SearchProps = {
  readonly id?: string;
  readonly taken: readonly string[];
  readonly placeholder: string;
  readonly onPick: (product: Product) => void;
};

function ProductSearch({ id, taken, placeholder, onPick }: SearchProps) {
  const t = useText(showsText);
  const local = useLocalText();
  const [search, setSearch] = useState("");
  const found = useLoad("GET /api/v1/products", { query: { limit: 50, ...(search && { search }) } });
  const offered = (found.data?.items ?? []).filter((one) => one.active && !taken.includes(one.id));
  return (
    <Select
      {...(id !== undefined && { id })}
      value={null}
      placeholder={placeholder}
      aria-label={placeholder}
      loading={found.isFetching}
      notFoundContent={t("noProducts")}
      showSearch={{ filterOption: false, onSearch: setSearch, searchValue: search }}
      options={offered.map((product) => ({ value: product.id, label: local(product.title) }))}
      onChange={(productId) => {
        const product = offered.find((one) => one.id === productId);
        if (product !== undefined) onPick(product);
        setSearch("");
      }}
    />
  );
}
