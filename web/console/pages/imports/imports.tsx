import { InboxOutlined } from "@ant-design/icons";
import { Button, Upload } from "antd";
import { useState } from "react";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { Pill, type PillTone } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import { server } from "../../server.ts";
import { OneImport } from "./one-import.tsx";
import { fileSize } from "./file-size.ts";
import { importsText } from "./text.ts";

const tones: Readonly<Record<string, PillTone>> = {
  uploaded: "info",
  running: "action",
  finished: "good",
  failed: "hot",
  cancelled: "plain",
};
const whileRunningMs = 2000;

/** Imports: upload, look, start, watch, read the report. */
export function ImportsPage() {
  const t = useText(importsText);
  const [openId, setOpenId] = useState<string>();
  if (openId !== undefined)
    return (
      <Page title={t("title")} actions={<Button onClick={() => setOpenId(undefined)}>{t("back")}</Button>}>
        <OneImport key={openId} importId={openId} onGone={() => setOpenId(undefined)} />
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Drop onUploaded={setOpenId} />
      <History onOpen={setOpenId} />
    </Page>
  );
}

function Drop({ onUploaded }: { readonly onUploaded: (importId: string) => void }) {
  const t = useText(importsText);
  const upload = useAct(
    (file: File) => {
      const body = new FormData();
      body.set("file", file);
      return server.call("POST /api/v1/imports", { body });
    },
    { refresh: ["GET /api/v1/imports"], onDone: ({ id }) => onUploaded(id) },
  );
  return (
    <Sheet>
      <Upload.Dragger
        accept=".csv,.txt,.tsv,.xlsx,.gz"
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file) => {
          upload.mutate(file);
          return false;
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p className="ant-upload-text">{t(upload.isPending ? "uploading" : "drop")}</p>
        <p className="ant-upload-hint">{t("dropHint")}</p>
      </Upload.Dragger>
    </Sheet>
  );
}

function History({ onOpen }: { readonly onOpen: (importId: string) => void }) {
  const t = useText(importsText);
  const format = useFormat();
  const imports = useLoad("GET /api/v1/imports", {}, { everyMs: whileRunningMs });
  return (
    <Loaded query={imports}>
      {({ items }) => (
        <Sheet title={t("history")} flush={items.length > 0}>
          {items.length === 0 ? (
            <Empty title={t("historyEmpty")}>{t("historyEmptyHint")}</Empty>
          ) : (
            <Rows
              rows={items}
              rowKey="id"
              onPick={({ id }) => onOpen(id)}
              columns={[
                { title: t("file"), render: (_, run) => <b>{run.fileName}</b> },
                { title: t("when"), render: (_, run) => format.date(run.createdAt, "moment") },
                { title: t("size"), align: "right", render: (_, run) => fileSize(run.bytes) },
                {
                  title: t("lines"),
                  align: "right",
                  render: (_, run) => format.number(run.progress.linesRead),
                },
                {
                  title: t("status"),
                  render: (_, run) => (
                    <Pill tone={tones[run.status] ?? "plain"}>
                      {t(run.status)}
                      {run.status === "running" && ` ${format.share(run.progress.fraction, 0)}`}
                    </Pill>
                  ),
                },
                {
                  title: <span className="visually-hidden">{t("open")}</span>,
                  key: "open",
                  render: (_, run) => (
                    <Button type="link" size="small" onClick={() => onOpen(run.id)}>
                      {t("open")}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Sheet>
      )}
    </Loaded>
  );
}
