import { Button, Collapse, Popconfirm, Progress, Result } from "antd";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet } from "../../parts/page.tsx";
import { server } from "../../server.ts";
import { fileSize } from "./file-size.ts";
import { Preview } from "./preview.tsx";
import { Report } from "./report.tsx";
import { importsText } from "./text.ts";
import styles from "./imports.module.css";

export type ImportRun = ResultOf<AllRoutes["GET /api/v1/imports/{id}"]>;
const whileRunningMs = 500;

/** One import in whatever state it is: preview, progress, report. */
export function OneImport({ importId, onGone }: { readonly importId: string; readonly onGone: () => void }) {
  const t = useText(importsText);
  const params = { id: importId };
  const first = useLoad("GET /api/v1/imports/{id}", { params }, { everyMs: whileRunningMs });
  return (
    <Loaded query={first}>
      {(run) => (
        <>
          <Head run={run} onGone={onGone} />
          {run.status === "uploaded" && <Preview run={run} />}
          {run.status === "running" && <Running run={run} />}
          {(run.status === "finished" || run.status === "cancelled") && <Report run={run} />}
          {run.status === "failed" && <Failed run={run} />}
          {run.status !== "uploaded" && run.status !== "running" && (
            <Collapse items={[{ key: "again", label: t("again"), children: <Preview run={run} again /> }]} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Head({ run, onGone }: { readonly run: ImportRun; readonly onGone: () => void }) {
  const t = useText(importsText);
  const remove = useAct(() => server.call("DELETE /api/v1/imports/{id}", { params: { id: run.id } }), {
    done: t("removed"),
    refresh: ["GET /api/v1/imports"],
    onDone: onGone,
  });
  return (
    <div className={styles.head}>
      <h2>
        {run.fileName} <small>{fileSize(run.bytes)}</small>
      </h2>
      {run.status !== "running" && (
        <Popconfirm
          title={t("removeTitle")}
          description={t("removeHint")}
          okText={t("remove")}
          cancelText={t("keep")}
          okButtonProps={{ danger: true }}
          onConfirm={() => remove.mutate(undefined)}
        >
          <Button type="text" danger>
            {t("remove")}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}

function Running({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText);
  const format = useFormat();
  const stop = useAct(() => server.call("POST /api/v1/imports/{id}/cancel", { params: { id: run.id } }), {
    done: t("stopped"),
    refresh: ["GET /api/v1/imports", "GET /api/v1/imports/{id}"],
  });
  return (
    <Sheet title={t("running")}>
      <Progress
        percent={Math.round(run.progress.fraction * 1000) / 10}
        status="active"
        aria-label={t("running")}
      />
      <p className={styles.running}>
        {t("progress", {
          lines: format.number(run.progress.linesRead),
          rate: format.number(Math.round(run.linesPerSecond ?? 0)),
        })}
        <Button loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
          {t("stop")}
        </Button>
      </p>
    </Sheet>
  );
}

function Failed({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText);
  return (
    <Sheet>
      <Result status="warning" title={t("failed")} subTitle={`${t("error")}: ${run.error ?? ""}`} />
    </Sheet>
  );
}
