import { CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { toast, useText } from "../../ui/index.ts";
import styles from "./parts.module.css";
import { partsText } from "./text.ts";

/** An address that can be copied, and read where copying is not allowed (pages without https). */
export function CopyLink({ address }: { readonly address: string }) {
  const t = useText(partsText);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toast(t("copied"), "good");
    } catch {
      // The address stands beside the button and can be selected.
    }
  };
  return (
    <span className={styles.copyLink}>
      <code>{address}</code>
      <Button size="small" icon={<CopyOutlined />} onClick={() => void copy()}>
        {t("copy")}
      </Button>
    </span>
  );
}
