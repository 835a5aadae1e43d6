import { useParams } from "@tanstack/react-router";
import { Empty, useText } from "../../../ui/index.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { joinText } from "./text.ts";

/** Where a join code or link leads. */
export function JoinPage() {
  const t = useText(joinText);
  const { code } = useParams({ from: "/j/$code" });
  return (
    <PlainLayout title={t("title")}>
      <Empty title={t("emptyTitle", { code })}>{t("emptyHint")}</Empty>
    </PlainLayout>
  );
}
