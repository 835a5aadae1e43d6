import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber, Select } from "antd";
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

const none: readonly SheetLine[] = [];

/** The run-sheet as a form field: search to add; order by arrows or by a place; a role and a note for each. */
export function RunSheetField({ id, value = none, onChange }: Props) {
  const t = useText(showsText);
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
          <li key={line.product.id}>
            <Line
              line={line}
              place={at}
              count={value.length}
              onSet={(change) => set(at, change)}
              onMove={(to) => move(at, to)}
              onRemove={() => onChange?.(value.toSpliced(at, 1))}
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
  /** From 0. */
  readonly place: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
};

function Line({ line, place, count, onSet, onMove, onRemove }: LineProps) {
  const t = useText(showsText);
  const local = useLocalText();
  const title = local(line.product.title);
  const roles = (["traffic", "benefit", "profit"] as const).map((value) => ({
    value,
    label: t(`role_${value}`),
  }));
  return (
    <>
      <InputNumber
        size="small"
        variant="filled"
        controls={false}
        min={1}
        max={count}
        value={place + 1}
        aria-label={`${t("place")} · ${title}`}
        className={styles.place ?? ""}
        onChange={(to) => typeof to === "number" && onMove(to - 1)}
      />
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
          disabled={place === 0}
          aria-label={t("up")}
          onClick={() => onMove(place - 1)}
        />
        <Button
          size="small"
          type="text"
          icon={<ArrowDownOutlined />}
          disabled={place === count - 1}
          aria-label={t("down")}
          onClick={() => onMove(place + 1)}
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
