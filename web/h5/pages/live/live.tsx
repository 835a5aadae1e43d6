import { Empty, useText } from "../../../ui/index.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { liveText } from "./text.ts";

/** The live room: picture, chat, the product in the light. */
export function LivePage() {
  const t = useText(liveText);
  return (
    <PlainLayout title={t("title")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </PlainLayout>
  );
}
