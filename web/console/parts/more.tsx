import { Button } from "antd";
import { useText } from "../../ui/index.ts";
import styles from "./parts.module.css";
import { partsText } from "./text.ts";

type Paged = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

/** Below a list: the way to its next page, gone when there is none. */
export function More({ list }: { readonly list: Paged }) {
  const t = useText(partsText);
  if (!list.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t("more")}
      </Button>
    </div>
  );
}
