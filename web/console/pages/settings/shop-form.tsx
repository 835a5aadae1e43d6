import { Button, Form, Input, Select } from "antd";
import { useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet } from "../../parts/page.tsx";
import { queries } from "../../queries.ts";
import { server } from "../../server.ts";
import { sessionQuery, useMay } from "../../session.ts";
import styles from "./settings.module.css";
import { settingsText } from "./text.ts";

type Shop = NonNullable<ReturnType<typeof useLoad<"GET /api/v1/shop">>["data"]>;
type Fields = { name: string; nameEn?: string; timeZone: string; language: Shop["language"] };

/** Name, time zone and language of the shop. */
export function ShopForm() {
  const shop = useLoad("GET /api/v1/shop");
  return (
    <Loaded query={shop}>
      {(data) => (
        <Sheet>
          <About shop={data} />
        </Sheet>
      )}
    </Loaded>
  );
}

function About({ shop }: { readonly shop: Shop }) {
  const formErrors = useFormErrors();
  const t = useText(settingsText);
  const may = useMay()("shop.manage");
  const [form] = Form.useForm<Fields>();
  const save = useAct((body: Fields) => server.call("PATCH /api/v1/shop", { body }), {
    done: t("saved"),
    refresh: ["GET /api/v1/shop"],
    onDone: () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
  const submit = (fields: Fields) =>
    save.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!may}
      initialValues={shop}
      onFinish={submit}
      className={styles.form ?? ""}
    >
      {!may && <p className={styles.soft}>{t("notAllowed")}</p>}
      <Form.Item name="name" label={t("name")} rules={[{ required: true, message: t("needName") }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="nameEn" label={t("nameEn")}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="timeZone" label={t("timeZone")} extra={t("timeZoneHint")}>
        <Select
          showSearch
          options={Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name="language" label={t("language")}>
        <Select
          options={[
            { value: "zh-CN", label: "简体中文" },
            { value: "en", label: "English" },
          ]}
        />
      </Form.Item>
      <Form.Item label={t("currency")} extra={t("currencyHint")}>
        <Input value={shop.currency} disabled aria-label={t("currency")} />
      </Form.Item>
      {may && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("save")}
        </Button>
      )}
    </Form>
  );
}
