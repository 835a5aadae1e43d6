import { ConfigProvider } from "antd";
import { type ReactNode, useLayoutEffect } from "react";
import { antTheme } from "./ant-theme.ts";

/** The dark desk of the studio: for as long as it is on screen, dialogs and menus are dark too. */
export function StudioAppearance({ children }: { readonly children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.dataset["theme"] = "studio";
    return () => {
      delete document.documentElement.dataset["theme"];
    };
  }, []);
  return (
    <ConfigProvider theme={antTheme("studio")} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
