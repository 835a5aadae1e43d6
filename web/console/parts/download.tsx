import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useAct } from "../act.ts";
import { server } from "../server.ts";
import { useMay } from "../session.ts";

type Props = {
  readonly name: "orders.csv" | "members.csv" | "touches.csv" | "facts.csv";
  readonly children: ReactNode;
};

/** Downloads all of one kind as CSV. Who may not export does not see it. */
export function Download({ name, children }: Props) {
  const may = useMay();
  const load = useAct(() => server.call("GET /api/v1/exports/{name}", { params: { name } }), {
    onDone: (file) => saveFile(file, name),
  });
  if (!may("insight.export")) return null;
  return (
    <Button icon={<DownloadOutlined />} loading={load.isPending} onClick={() => load.mutate(undefined)}>
      {children}
    </Button>
  );
}

/** Hands a file to the browser under a name. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
