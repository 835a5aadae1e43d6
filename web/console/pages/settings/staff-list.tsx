import { PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Modal, Select, Switch } from "antd";
import { useState } from "react";
import type { StaffRole } from "../../../../contract/rights.ts";
import { useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import { server } from "../../server.ts";
import { useSession } from "../../session.ts";
import { shellText } from "../../shell/text.ts";
import { settingsText } from "./text.ts";

const roles = ["owner", "operator", "host", "service", "moderator", "analyst"] as const;
type Change = { readonly id: string; readonly role?: StaffRole; readonly active?: boolean };

/** Who works here, in which role, and who may sign in. Nobody takes away their own access. */
export function StaffList() {
  const t = useText(settingsText);
  const names = useText(shellText);
  const me = useSession()?.staff?.id;
  const [adding, setAdding] = useState(false);
  const staff = useLoad("GET /api/v1/staff");
  const change = useAct(
    ({ id, ...body }: Change) => server.call("PATCH /api/v1/staff/{id}", { params: { id }, body }),
    { done: t("changed"), refresh: ["GET /api/v1/staff"] },
  );
  const options = roles.map((value) => ({ value, label: names(`role_${value}`) }));
  return (
    <Loaded query={staff}>
      {({ items }) => (
        <Sheet
          flush
          title={t("staff")}
          aside={
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t("addStaff")}
            </Button>
          }
        >
          <Rows
            rows={items}
            rowKey="id"
            columns={[
              {
                title: t("staffName"),
                render: (_, one) => (
                  <>
                    <b>{one.name}</b> {one.id === me && <Pill tone="action">{t("you")}</Pill>}
                  </>
                ),
              },
              { title: t("email"), dataIndex: "email" },
              {
                title: t("role"),
                render: (_, { id, role, name }) => (
                  <Select
                    value={role}
                    options={options}
                    disabled={id === me}
                    aria-label={`${t("role")} · ${name}`}
                    popupMatchSelectWidth={false}
                    onChange={(next) => change.mutate({ id, role: next })}
                  />
                ),
              },
              {
                title: t("active"),
                render: (_, { id, active, name }) => (
                  <Switch
                    checked={active}
                    disabled={id === me}
                    aria-label={`${t("active")} · ${name}`}
                    onChange={(next) => change.mutate({ id, active: next })}
                  />
                ),
              },
            ]}
          />
          {adding && <AddStaff onClose={() => setAdding(false)} />}
        </Sheet>
      )}
    </Loaded>
  );
}

type Fields = { name: string; email: string; role: StaffRole; password: string };

function AddStaff({ onClose }: { readonly onClose: () => void }) {
  const formErrors = useFormErrors();
  const t = useText(settingsText);
  const names = useText(shellText);
  const [form] = Form.useForm<Fields>();
  const add = useAct((body: Fields) => server.call("POST /api/v1/staff", { body }), {
    done: t("added"),
    refresh: ["GET /api/v1/staff"],
    onDone: onClose,
  });
  const submit = (fields: Fields) =>
    add.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  return (
    <Modal
      open
      title={t("addStaff")}
      okText={t("save")}
      cancelText={t("cancel")}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ role: "operator" }} onFinish={submit}>
        <Form.Item name="name" label={t("staffName")} rules={[{ required: true, message: t("needName") }]}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="email"
          label={t("email")}
          rules={[{ required: true, type: "email", message: t("needEmail") }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="role" label={t("role")}>
          <Select options={roles.map((value) => ({ value, label: names(`role_${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("password")}
          extra={t("passwordHint")}
          rules={[{ required: true, min: 10, message: t("passwordHint") }]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
