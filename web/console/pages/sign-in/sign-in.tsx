import { useRouter, useSearch } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { ErrorNote, LanguageSwitch, Logo, useText } from "../../../ui/index.ts";
import { useSignIn } from "../../session.ts";
import { DemoAccounts } from "./demo-accounts.tsx";
import { Echoes } from "./echoes.tsx";
import styles from "./sign-in.module.css";
import { signInText } from "./text.ts";

type Fields = { email: string; password: string };

/** The door of the console. */
export function SignInPage() {
  const t = useText(signInText);
  const router = useRouter();
  const { back = "/" } = useSearch({ strict: false });
  const signIn = useSignIn();
  const [form] = Form.useForm<Fields>();
  const submit = (fields: Fields) => {
    signIn.mutate(fields, { onSuccess: () => router.history.push(back) });
  };
  return (
    <div className={styles.door}>
      <aside className={styles.poster}>
        <Echoes />
        <p>{t("lead")}</p>
      </aside>
      <main id="content" className={styles.form}>
        <div className={styles.top}>
          <Logo size={34} />
          <LanguageSwitch />
        </div>
        <h1>{t("title")}</h1>
        <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={submit}>
          <Form.Item name="email" label={t("email")} rules={[{ required: true, message: t("needEmail") }]}>
            <Input type="email" autoComplete="username" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t("password")}
            rules={[{ required: true, message: t("needPassword") }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          {signIn.error !== null && (
            <div className={styles.error}>
              <ErrorNote error={signIn.error} />
            </div>
          )}
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
            {t("submit")}
          </Button>
        </Form>
        <DemoAccounts onPick={(account) => form.setFieldsValue(account)} />
      </main>
    </div>
  );
}
