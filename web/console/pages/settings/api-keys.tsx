import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Form, Input, Modal, Popconfirm, Select } from "antd";
import { useState } from "react";
import { type StaffRight, staffRights } from "../../../../contract/rights.ts";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { CopyLink } from "../../parts/copy-link.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { server } from "../../server.ts";
import styles from "./settings.module.css";
import { settingsText } from "./text.ts";

/** Keys for other systems. A secret is shown once, when it is made. */
export function ApiKeys() {
  const t = useText(settingsText);
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const keys = useLoad("GET /api/v1/api-keys");
  const revoke = useAct((id: string) => server.call("DELETE /api/v1/api-keys/{id}", { params: { id } }), {
    done: t("revoked"),
    refresh: ["GET /api/v1/api-keys"],
  });
  return (
    <Sheet
      title={t("keys")}
      aside={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t("addKey")}
        </Button>
      }
    >
      <p className={styles.soft}>
        {t("keysHint")} <a href="/api/docs/">{t("docs")}</a>
      </p>
      <Loaded query={keys} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t("keysEmpty")} />
          ) : (
            <ul className={styles.keys}>
              {items.map((key) => (
                <li key={key.id}>
                  <span>
                    <b>{key.name}</b>
                    <small>
                      {format.date(key.createdAt)} ·{" "}
                      {key.lastUsedAt === undefined
                        ? t("neverUsed")
                        : t("lastUsed", { at: format.date(key.lastUsedAt, "moment") })}
                    </small>
                    <span className={styles.scopes}>
                      {key.rights.map((right) => (
                        <Pill key={right}>{t(`right_${right}`)}</Pill>
                      ))}
                    </span>
                  </span>
                  <Popconfirm
                    title={t("revokeAsk")}
                    okText={t("revoke")}
                    cancelText={t("cancel")}
                    okButtonProps={{ danger: true }}
                    onConfirm={() => revoke.mutate(key.id)}
                  >
                    <Button danger size="small">
                      {t("revoke")}
                    </Button>
                  </Popconfirm>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && <NewKey onClose={() => setAdding(false)} />}
    </Sheet>
  );
}

type Fields = { name: string; rights: StaffRight[] };

function NewKey({ onClose }: { readonly onClose: () => void }) {
  const t = useText(settingsText);
  const [form] = Form.useForm<Fields>();
  const make = useAct((body: Fields) => server.call("POST /api/v1/api-keys", { body }), {
    refresh: ["GET /api/v1/api-keys"],
  });
  const secret = make.data?.secret;
  if (secret !== undefined)
    return (
      <Modal
        open
        title={t("secretTitle")}
        okText={t("done")}
        onOk={onClose}
        onCancel={onClose}
        cancelButtonProps={{ style: { display: "none" } }}
        mask={{ closable: false }}
      >
        <Alert type="warning" showIcon title={t("secretHint")} className={styles.note ?? ""} />
        <CopyLink address={secret} />
      </Modal>
    );
  const options = (Object.keys(staffRights) as StaffRight[]).map((value) => ({
    value,
    label: t(`right_${value}`),
  }));
  return (
    <Modal
      open
      title={t("addKey")}
      okText={t("make")}
      cancelText={t("cancel")}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(fields) => make.mutate(fields)}>
        <Form.Item name="name" label={t("keyName")} rules={[{ required: true, message: t("needName") }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item
          name="rights"
          label={t("keyRights")}
          rules={[{ required: true, message: t("needRights") }]}
        >
          <Select mode="multiple" options={options} showSearch={{ optionFilterProp: "label" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
