import { Link } from "@tanstack/react-router";
import { useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import styles from "./dashboard.module.css";
import { dashboardText } from "./text.ts";

/** What a new shop needs, in its order; gone as soon as it has a product and a show. */
export function FirstSteps() {
  const t = useText(dashboardText);
  const products = useLoad("GET /api/v1/products", { query: { limit: 1 } }).data?.items;
  const shows = useLoad("GET /api/v1/shows", { query: { limit: 1 } }).data?.items;
  if (products === undefined || shows === undefined) return null;
  const hasProduct = products.length > 0;
  const hasShow = shows.length > 0;
  if (hasProduct && hasShow) return null;
  return (
    <section className={styles.first}>
      <h2>{t("begin")}</h2>
      <ol>
        <li data-done={hasProduct}>
          <Link to="/products">{t("beginProduct")}</Link>
        </li>
        <li data-done={hasShow}>
          <Link to="/shows">{t("beginShow")}</Link>
        </li>
        <li>
          <Link to="/imports">{t("beginImport")}</Link>
        </li>
      </ol>
    </section>
  );
}
