import { Alert, Button, Drawer, Form, Input, Select, Switch } from "antd";
import { useState } from "react";
import { ErrorNote, useLocalText, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { badFieldsOf, useFormErrors } from "../../failure-words.ts";
import { useLoad } from "../../load.ts";
import { BothLanguages, tidyText } from "../../parts/both-languages.tsx";
import { server } from "../../server.ts";
import styles from "./content.module.css";
import type { Piece } from "./content.tsx";
import { useRefusalWords } from "./refusal-words.ts";
import { contentText } from "./text.ts";

type Words = { zh?: string; en?: string };
type Fields = {
  title: Words;
  body: Words;
  kind: Piece["kind"];
  category?: string;
  productId?: string | null;
  active: boolean;
};
const kinds = ["tip", "story", "know_how", "news", "service", "benefit", "sale"] as const;

/** Writes a piece. A value piece that sells is refused by the server, and the message stands at the field. */
export function PieceDrawer(props: { readonly editing: Piece | "new"; readonly onClose: () => void }) {
  const { editing, onClose } = props;
  const formErrors = useFormErrors();
  const t = useText(contentText);
  const local = useLocalText();
  const piece = editing === "new" ? undefined : editing;
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch("kind", form);
  const [refused, setRefused] = useState(false);
  const products = useLoad("GET /api/v1/products", { query: { limit: 200 } });
  const save = useAct(
    ({ active, category, productId, ...rest }: Fields) => {
      const body = {
        kind: rest.kind,
        title: tidyText(rest.title),
        body: tidyText(rest.body),
        ...(category ? { category } : {}),
        ...(productId ? { productId } : {}),
      };
      return piece === undefined
        ? server.call("POST /api/v1/content", { body })
        : server.call("PUT /api/v1/content/{id}", { params: { id: piece.id }, body: { ...body, active } });
    },
    { done: t("saved"), refresh: ["GET /api/v1/content"], onDone: onClose, quiet: true },
  );
  const explain = useRefusalWords();
  const submit = (fields: Fields) => {
    setRefused(false);
    save.mutate(fields, {
      onError: (error) => {
        const fields = formErrors(error).map(({ name, errors }) => ({ name, errors: errors.map(explain) }));
        form.setFields(fields as never);
        setRefused(badFieldsOf(error).length > 0);
      },
    });
  };
  return (
    <Drawer
      open
      size={680}
      title={t(piece === undefined ? "newPiece" : "editPiece")}
      onClose={onClose}
      extra={
        <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t("save")}
        </Button>
      }
    >
      <Form form={form} layout="vertical" initialValues={fieldsOf(piece)} onFinish={submit}>
        {save.error !== null && !refused && <ErrorNote error={save.error} />}
        {refused && (
          <Alert
            type="warning"
            showIcon
            title={t("refusedTitle")}
            description={t("refusedHint")}
            className={styles.refused ?? ""}
          />
        )}
        <Form.Item
          name="kind"
          label={t("kind")}
          extra={t(kind === "sale" ? "kindHintSales" : "kindHintValue")}
        >
          <Select options={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))} />
        </Form.Item>
        <BothLanguages name="title" label={t("name")} maxLength={120} needed={t("needName")} />
        <BothLanguages name="body" label={t("body")} maxLength={4000} lines={6} needed={t("needBody")} />
        <Form.Item name="productId" label={t("product")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={(products.data?.items ?? []).map((one) => ({ value: one.id, label: local(one.title) }))}
          />
        </Form.Item>
        <Form.Item name="category" label={t("category")} extra={t("categoryHint")}>
          <Input maxLength={80} />
        </Form.Item>
        {piece !== undefined && (
          <Form.Item name="active" label={t("active")} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        <Preview />
      </Form>
    </Drawer>
  );
}

function Preview() {
  const t = useText(contentText);
  const local = useLocalText();
  const form = Form.useFormInstance<Fields>();
  const title = Form.useWatch("title", form) as Words | undefined;
  const body = Form.useWatch("body", form) as Words | undefined;
  return (
    <section className={styles.preview}>
      <h3>{t("preview")}</h3>
      <article>
        <b>{local(title)}</b>
        <p>{local(body)}</p>
      </article>
    </section>
  );
}

function fieldsOf(piece: Piece | undefined): Partial<Fields> {
  if (piece === undefined) return { kind: "tip", active: true };
  const { title, body, kind, category, productId, active } = piece;
  return {
    title: tidyText(title),
    body: tidyText(body),
    kind,
    productId: productId ?? null,
    active,
    ...(category === undefined ? {} : { category }),
  };
}
