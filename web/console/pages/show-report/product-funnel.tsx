import { useMemo } from "react";
import { Empty, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { Chart } from "../../parts/chart.tsx";
import { Rows } from "../../parts/rows.tsx";
import type { Report } from "./show-report.tsx";
import { showReportText } from "./text.ts";

/** Who saw, opened and bought each product: as bars to compare, as a table to read. */
export function ProductFunnel({ report }: { readonly report: Report }) {
  const t = useText(showReportText);
  const format = useFormat();
  const local = useLocalText();
  const products = report.funnel;
  const option = useMemo(() => {
    const names = products.map((product) => local(product.title));
    const bar = (name: string, values: readonly number[], color: string) => ({
      name,
      type: "bar",
      data: values,
      color,
      barGap: "10%",
      label: { show: true, position: "right", fontSize: 11 },
    });
    return {
      grid: { left: 8, right: 48, top: 36, bottom: 8, containLabel: true },
      legend: {},
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "value", minInterval: 1 },
      yAxis: {
        type: "category",
        inverse: true,
        data: names,
        axisLabel: { width: 130, overflow: "truncate" },
      },
      series: [
        bar(
          t("seen"),
          products.map((one) => one.seen),
          "#b7dbd5",
        ),
        bar(
          t("clicked"),
          products.map((one) => one.clicked),
          "#1a7d72",
        ),
        bar(
          t("buyers"),
          products.map((one) => one.buyers),
          chartColours[1],
        ),
      ],
    };
  }, [products, t, local]);
  if (products.length === 0) return <Empty title={t("funnelEmpty")} />;
  return (
    <>
      <Chart label={t("funnelLabel")} option={option} height={80 + products.length * 52} />
      <Rows
        rows={products}
        rowKey="productId"
        columns={[
          { title: t("product"), render: (_, one) => local(one.title) },
          { title: t("seen"), dataIndex: "seen", align: "right" },
          { title: t("clicked"), dataIndex: "clicked", align: "right" },
          { title: t("buyers"), dataIndex: "buyers", align: "right" },
          {
            title: t("clickRate"),
            align: "right",
            render: (_, one) => (one.seen === 0 ? "–" : format.share(one.clicked / one.seen)),
          },
          {
            title: t("buyRate"),
            align: "right",
            render: (_, one) => (one.clicked === 0 ? "–" : format.share(one.buyers / one.clicked)),
          },
          { title: t("units"), dataIndex: "units", align: "right" },
          {
            title: t("gmv"),
            align: "right",
            render: (_, one) => format.money(one.gmvCents, report.currency),
          },
        ]}
      />
    </>
  );
}
