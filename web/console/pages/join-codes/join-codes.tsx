import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Empty, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet, Split } from "../../parts/page.tsx";
import { useMay } from "../../session.ts";
import { Benefits } from "./benefits.tsx";
import { type Code, CodeRow } from "./code-row.tsx";
import styles from "./join-codes.module.css";
import { NewCode } from "./new-code.tsx";
import { QrModal } from "./qr-modal.tsx";
import { joinCodesText } from "./text.ts";

/** Join codes with their funnels, and the benefits people join for. */
export function JoinCodesPage() {
  const t = useText(joinCodesText);
  const may = useMay();
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<Code>();
  const codes = useList("GET /api/v1/join-codes", { query: { limit: 30 } });
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        may("join.write") && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t("make")}
          </Button>
        )
      }
    >
      <Split>
        <Loaded query={{ data: codes.items, error: codes.error, refetch: codes.refetch }}>
          {(items) => (
            <Sheet flush={items.length > 0}>
              {items.length === 0 ? (
                <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
              ) : (
                <ul className={styles.codes}>
                  {items.map((code) => (
                    <CodeRow key={code.id} code={code} onShow={() => setShown(code)} />
                  ))}
                </ul>
              )}
              <More list={codes} />
            </Sheet>
          )}
        </Loaded>
        <Benefits />
      </Split>
      {making && <NewCode onClose={() => setMaking(false)} onMade={setShown} />}
      {shown !== undefined && <QrModal code={shown} onClose={() => setShown(undefined)} />}
    </Page>
  );
}
