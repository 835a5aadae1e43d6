import { ArrowLeftOutlined } from "@ant-design/icons";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Tabs } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet, Split } from "../../parts/page.tsx";
import { useMay } from "../../session.ts";
import { AskToSend } from "../content/ask-to-send.tsx";
import { About } from "./about.tsx";
import { Head } from "./head.tsx";
import { Needs } from "./needs.tsx";
import { MemberOrders } from "./member-orders.tsx";
import { MemberTouches } from "./member-touches.tsx";
import { Timeline } from "./timeline.tsx";
import { memberText } from "./text.ts";

export type Member = ResultOf<AllRoutes["GET /api/v1/members/{id}"]>;

/** One member: her figures, her forecast and needs, what she was sent and why, and one line of time. */
export function MemberPage() {
  const t = useText(memberText);
  const { memberId = "" } = useParams({ strict: false });
  const may = useMay();
  const [sending, setSending] = useState(false);
  const member = useLoad("GET /api/v1/members/{id}", { params: { id: memberId } });
  return (
    <Page
      title={member.data?.name ?? t("title")}
      actions={
        <>
          <Link to="/members">
            <Button icon={<ArrowLeftOutlined />} tabIndex={-1}>
              {t("back")}
            </Button>
          </Link>
          {may("engage.write") && member.data?.joined === true && (
            <Button type="primary" onClick={() => setSending(true)}>
              {t("send")}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={member}>{(data) => <Body member={data} />}</Loaded>
      {sending && member.data !== undefined && (
        <AskToSend member={{ id: memberId, name: member.data.name }} onClose={() => setSending(false)} />
      )}
    </Page>
  );
}

function Body({ member }: { readonly member: Member }) {
  const t = useText(memberText);
  const may = useMay();
  const tabs = [
    { key: "timeline", label: t("timeline"), children: <Timeline memberId={member.id} /> },
    ...(may("engage.read")
      ? [{ key: "touches", label: t("touches"), children: <MemberTouches memberId={member.id} /> }]
      : []),
    ...(may("orders.read")
      ? [{ key: "orders", label: t("ordersTab"), children: <MemberOrders memberId={member.id} /> }]
      : []),
  ];
  return (
    <>
      <Head member={member} />
      <Split>
        <Sheet>
          <Tabs items={tabs} />
        </Sheet>
        <div>
          {may("plan.read") && <Needs memberId={member.id} />}
          <About member={member} />
        </div>
      </Split>
    </>
  );
}
