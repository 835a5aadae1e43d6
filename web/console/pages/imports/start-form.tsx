import { Alert, AutoComplete, Button, Checkbox, Form, Input } from "antd";
import { useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { server } from "../../server.ts";
import type { ImportRun } from "./one-import.tsx";
import type { PreviewAnswer } from "./preview.tsx";
import { importsText } from "./text.ts";
import styles from "./imports.module.css";

type Fields = { timeZone: string; currency: string; consents: ("inbox" | "email")[] };
type Props = {
  readonly run: ImportRun;
  readonly preview: PreviewAnswer;
  readonly format: string | undefined;
  readonly again: boolean;
};

/** Time zone, currency and consents, then go. */
export function StartForm({ run, preview, format, again }: Props) {
  const formErrors = useFormErrors();
  const t = useText(importsText);
  const [form] = Form.useForm<Fields>();
  const start = useAct(
    (fields: Fields) =>
      server.call("POST /api/v1/imports/{id}/start", {
        params: { id: run.id },
        body: { ...fields, ...(format === undefined ? {} : { format }) },
      }),
    { refresh: ["GET /api/v1/imports", "GET /api/v1/imports/{id}"] },
  );
  const submit = (fields: Fields) =>
    start.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  const zones = Intl.supportedValuesOf("timeZone").map((value) => ({ value }));
  return (
    <div className={styles.start}>
      {again && <p className={styles.soft}>{t("againHint")}</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ timeZone: preview.timeZone, currency: preview.currency, consents: [] }}
        onFinish={submit}
      >
        <Form.Item name="timeZone" label={t("timeZone")} rules={[{ required: true }]}>
          <AutoComplete options={zones} showSearch={{ filterOption: matches }} />
        </Form.Item>
        <Form.Item
          name="currency"
          label={t("currency")}
          normalize={(value: string) => value.toUpperCase()}
          rules={[{ required: true, pattern: /^[A-Z]{3}$/u }]}
        >
          <Input maxLength={3} style={{ width: 100 }} />
        </Form.Item>
        <Form.Item name="consents" label={t("consents")}>
          <Checkbox.Group
            options={(["inbox", "email"] as const).map((value) => ({ value, label: t(`consent_${value}`) }))}
          />
        </Form.Item>
        <Alert type="warning" title={t("consentsWarning")} className={styles.problems ?? ""} />
        <Button
          type={again ? "default" : "primary"}
          htmlType="submit"
          size="large"
          block={!again}
          loading={start.isPending}
        >
          {t(again ? "again" : "start")}
        </Button>
      </Form>
    </div>
  );
}

function matches(typed: string, option?: { value?: string | number | null }): boolean {
  return String(option?.value ?? "")
    .toLowerCase()
    .includes(typed.toLowerCase());
}
