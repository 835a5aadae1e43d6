import type { ErrorComponentProps } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import { Empty, ErrorNote, Skeleton, useText } from "../../ui/index.ts";
import { Page } from "../parts/page.tsx";
import { shellText } from "./text.ts";

/** While a page's code is on its way. */
export function Coming() {
  return (
    <Page title="">
      <Skeleton shape="row" count={5} />
    </Page>
  );
}

/** When a page broke. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="">
      <ErrorNote error={error} onRetry={reset} />
    </Page>
  );
}

/** An address that leads nowhere. */
export function Lost() {
  const t = useText(shellText);
  return (
    <Page title="">
      <Empty title={t("lostTitle")} action={<Link to="/">{t("toStart")}</Link>}>
        {t("lostHint")}
      </Empty>
    </Page>
  );
}
