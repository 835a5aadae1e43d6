import { usePageTitle } from "../../ui/index.ts";
import { useShopName } from "../shopper.ts";
import styles from "./parts.module.css";

/** What a main page is, in large letters, and one line about it. */
export function PageHead({ title, lead }: { readonly title: string; readonly lead?: string }) {
  usePageTitle(title, useShopName());
  return (
    <div className={styles.head}>
      <h1>{title}</h1>
      {lead !== undefined && <p>{lead}</p>}
    </div>
  );
}
