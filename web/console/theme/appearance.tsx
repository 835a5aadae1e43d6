import { App, ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { Toasts, useLanguage } from "../../ui/index.ts";
import { antTheme } from "./ant-theme.ts";

/** Ant Design in our colours and the reader's language, for the whole console. */
export function Appearance({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <ConfigProvider
      locale={language === "en" ? en : zh}
      theme={antTheme("day")}
      button={{ autoInsertSpace: false }}
    >
      <App>{children}</App>
      <Toasts />
    </ConfigProvider>
  );
}
