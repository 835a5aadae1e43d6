import { DownloadOutlined } from "@ant-design/icons";
import { Button, Descriptions } from "antd";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { saveFile } from "../../parts/download.tsx";
import { Figure, Figures } from "../../parts/figure.tsx";
import { Sheet, Split } from "../../parts/page.tsx";
import { server } from "../../server.ts";
import { type CountName, isDoubt, isMess, isNews, knownCounts } from "./counts.ts";
import styles from "./imports.module.css";
import type { ImportRun } from "./one-import.tsx";
import { useFormatName } from "./preview.tsx";
import { importsText } from "./text.ts";

/** What came in, the file's mess, and the rows that could not be used. */
export function Report({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText);
  const format = useFormat();
  const formatName = useFormatName();
  const shown = knownCounts.filter((name) => (run.counts[name] ?? 0) > 0);
  const seconds =
    run.startedAt === undefined || run.finishedAt === undefined
      ? 0
      : (new Date(run.finishedAt).getTime() - new Date(run.startedAt).getTime()) / 1000;
  return (
    <>
      <p className={styles.soft}>
        {[
          run.format === undefined ? "" : formatName(run.format),
          run.firstOrderAt === undefined || run.lastOrderAt === undefined
            ? ""
            : t("span", { from: format.date(run.firstOrderAt), to: format.date(run.lastOrderAt) }),
          t("took", {
            seconds: format.number(Math.round(seconds * 10) / 10),
            rate: format.number(Math.round(run.linesPerSecond ?? 0)),
          }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Figures>
        {shown.filter(isNews).map((name) => (
          <Figure key={name} name={t(`count_${name}`)} value={format.number(run.counts[name] ?? 0)} />
        ))}
      </Figures>
      <Split>
        <Sheet title={t("mess")}>
          <p className={styles.soft}>{t("messHint")}</p>
          <Counts run={run} names={shown.filter(isMess)} />
        </Sheet>
        <div>
          {shown.some(isDoubt) && (
            <Sheet title={t("doubts")}>
              <Counts run={run} names={shown.filter(isDoubt)} />
            </Sheet>
          )}
          <Rejected run={run} />
        </div>
      </Split>
    </>
  );
}

function Counts({ run, names }: { readonly run: ImportRun; readonly names: readonly CountName[] }) {
  const t = useText(importsText);
  const format = useFormat();
  return (
    <Descriptions
      column={1}
      size="small"
      items={names.map((name) => ({
        key: name,
        label: t(`count_${name}`),
        children: format.number(run.counts[name] ?? 0),
      }))}
    />
  );
}

function Rejected({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText);
  const format = useFormat();
  const download = useAct(
    () => server.call("GET /api/v1/imports/{id}/rejected.csv", { params: { id: run.id } }),
    { onDone: (file) => saveFile(file, `rejected-${run.fileName}.csv`) },
  );
  if (run.rejected === 0) return <p className={styles.fine}>{t("nothingRejected")}</p>;
  return (
    <Sheet title={t("rejected", { count: format.number(run.rejected) })}>
      <p className={styles.soft}>{t("rejectedHint")}</p>
      <Button
        icon={<DownloadOutlined />}
        loading={download.isPending}
        onClick={() => download.mutate(undefined)}
      >
        {t("downloadRejected")}
      </Button>
    </Sheet>
  );
}
