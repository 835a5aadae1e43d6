import { useState } from "react";
import { Empty, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { TouchTable } from "../touches/touch-table.tsx";
import { WhyDrawer } from "../touches/why-drawer.tsx";
import { memberText } from "./text.ts";

/** What she was sent or not, each with its why. */
export function MemberTouches({ memberId }: { readonly memberId: string }) {
  const t = useText(memberText);
  const [whyId, setWhyId] = useState<string>();
  const touches = useList("GET /api/v1/touches", { query: { memberId, limit: 30 } });
  return (
    <Loaded query={{ data: touches.items, error: touches.error, refetch: touches.refetch }}>
      {(items) => (
        <>
          {items.length === 0 ? (
            <Empty title={t("touchesEmpty")} />
          ) : (
            <TouchTable touches={items} onWhy={setWhyId} withoutMember />
          )}
          <More list={touches} />
          {whyId !== undefined && <WhyDrawer touchId={whyId} onClose={() => setWhyId(undefined)} />}
        </>
      )}
    </Loaded>
  );
}
