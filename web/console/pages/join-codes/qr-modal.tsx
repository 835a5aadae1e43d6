import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { QrCode, drawQrCode, useText } from "../../../ui/index.ts";
import { CopyLink } from "../../parts/copy-link.tsx";
import { saveFile } from "../../parts/download.tsx";
import type { Code } from "./code-row.tsx";
import styles from "./join-codes.module.css";
import { joinCodesText } from "./text.ts";

/** The code as a QR picture: to show, to print, to keep as a file. */
export function QrModal({ code, onClose }: { readonly code: Code; readonly onClose: () => void }) {
  const t = useText(joinCodesText);
  const download = async () => {
    const svg = await drawQrCode(code.url);
    saveFile(new Blob([svg], { type: "image/svg+xml" }), `${code.label}.svg`);
  };
  return (
    <Modal
      open
      title={code.label}
      onCancel={onClose}
      footer={[
        <Button key="print" icon={<PrinterOutlined />} onClick={() => print()}>
          {t("print")}
        </Button>,
        <Button key="download" icon={<DownloadOutlined />} onClick={() => void download()}>
          {t("download")}
        </Button>,
      ]}
    >
      <div className={styles.qr}>
        <QrCode value={code.url} label={code.label} size={240} />
        <b>{code.label}</b>
        <CopyLink address={code.url} />
      </div>
    </Modal>
  );
}
