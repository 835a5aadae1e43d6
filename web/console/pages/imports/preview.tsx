import { Alert, Select, Tabs } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet, Split } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import styles from "./imports.module.css";
import { Cells, NormalisedRows } from "./normalised-rows.tsx";
import type { ImportRun } from "./one-import.tsx";
import { StartForm } from "./start-form.tsx";
import { useRejectionWords } from "./rejection-words.ts";
import { importsText } from "./text.ts";
import zh from "./text.zh-CN.ts";

type Meaning = Extract<keyof typeof zh, `means_${string}`>;

export type PreviewAnswer = ResultOf<AllRoutes["GET /api/v1/imports/{id}/preview"]>;

const formats = [
  "plain",
  "online_retail",
  "shopify_orders",
  "youzan_orders",
  "youzan_order_items",
  "douyin_orders",
  "taobao_orders",
  "tiktok_shop_orders",
  "plain_customers",
  "shopify_customers",
  "youzan_customers",
] as const;
type Format = (typeof formats)[number];

/** A format's name in the reader's language; one that is newer than this page is shown by its id. */
export function useFormatName(): (format: string) => string {
  const t = useText(importsText);
  return (format) => (formats.includes(format as Format) ? t(`format_${format as Format}`) : format);
}

type Props = { readonly run: ImportRun; readonly again?: boolean };

/** What the file seems to be and how its first rows would be understood; beside it, how to import. */
export function Preview({ run, again = false }: Props) {
  const t = useText(importsText);
  const [format, setFormat] = useState<Format>();
  const preview = useLoad("GET /api/v1/imports/{id}/preview", {
    params: { id: run.id },
    query: format === undefined ? {} : { format },
  });
  return (
    <Loaded query={preview} rows={6}>
      {(data) => {
        const start = (
          <StartForm
            key={`${data.currency} ${data.timeZone}`}
            run={run}
            preview={data}
            format={format}
            again={again}
          />
        );
        if (again) return start;
        return (
          <Split>
            <Sheet title={t("preview")}>
              <Understood data={data} format={format} onFormat={setFormat} />
            </Sheet>
            <Sheet title={t("options")}>{start}</Sheet>
          </Split>
        );
      }}
    </Loaded>
  );
}

type UnderstoodProps = {
  readonly data: PreviewAnswer;
  readonly format: Format | undefined;
  readonly onFormat: (format: Format | undefined) => void;
};

function Understood({ data, format, onFormat }: UnderstoodProps) {
  const t = useText(importsText);
  const numbers = useFormat();
  const formatName = useFormatName();
  const meaningName = (meaning: string) =>
    Object.hasOwn(zh, `means_${meaning}`) ? t(`means_${meaning}` as Meaning) : meaning;
  return (
    <>
      <p>
        <b>
          {t("seems", {
            format: formatName(data.format),
            confidence: numbers.share(data.confidence, 0),
          })}
        </b>
        <br />
        <small className={styles.soft}>
          {t("encoding", { encoding: data.encoding })}
          {data.delimiter !== "" &&
            ` · ${t("delimiter", { delimiter: data.delimiter === "\t" ? t("tab") : data.delimiter })}`}
        </small>
      </p>
      <Select<Format>
        allowClear
        placeholder={t("wrongFormat")}
        aria-label={t("wrongFormat")}
        value={format ?? null}
        options={formats.map((value) => ({ value, label: t(`format_${value}`) }))}
        onChange={(next) => onFormat(next ?? undefined)}
        popupMatchSelectWidth={false}
      />
      <Problems problems={data.problems} />
      <Tabs
        items={[
          { key: "normalised", label: t("normalised"), children: <NormalisedRows rows={data.normalised} /> },
          {
            key: "columns",
            label: t("columns"),
            children: (
              <Rows
                rows={data.columns}
                rowKey="name"
                columns={[
                  { title: t("column"), dataIndex: "name" },
                  {
                    title: t("meaning"),
                    render: (_, { meaning }) =>
                      meaning === undefined ? (
                        <small className={styles.soft}>{t("ignored")}</small>
                      ) : (
                        <Pill tone="action">{meaningName(meaning)}</Pill>
                      ),
                  },
                ]}
              />
            ),
          },
          { key: "raw", label: t("rawRows"), children: <Cells rows={data.rows} /> },
        ]}
      />
    </>
  );
}

function Problems({ problems }: { readonly problems: PreviewAnswer["problems"] }) {
  const t = useText(importsText);
  const reasonOf = useRejectionWords();
  if (problems.length === 0) return <p className={styles.fine}>{t("noProblems")}</p>;
  return (
    <Alert
      type="warning"
      className={styles.problems ?? ""}
      title={t("problems")}
      description={
        <ul>
          {problems.slice(0, 8).map((problem) => (
            <li key={problem.lineNumber}>
              <b>{t("line", { count: problem.lineNumber })}</b> {reasonOf(problem)}
              <code>{problem.raw.slice(0, 160)}</code>
            </li>
          ))}
        </ul>
      }
    />
  );
}
