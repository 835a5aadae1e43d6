import { Empty, useText } from "../../../ui/index.ts";
import { Section } from "../../parts/section.tsx";
import { homeText } from "./text.ts";

/** The shop's front: what is live, what comes, what is sold. */
export function HomePage() {
  const t = useText(homeText);
  return (
    <>
      <Section title={t("onAir")}>
        <Empty title={t("quietTitle")}>{t("quietHint")}</Empty>
      </Section>
      <Section title={t("products")}>
        <Empty title={t("noProducts")}>{t("noProductsHint")}</Empty>
      </Section>
    </>
  );
}
