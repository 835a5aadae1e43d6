import { useMutation, useQuery } from "@tanstack/react-query";
import { useText } from "../../ui/index.ts";
import { server } from "../server.ts";
import { type Contact, readCode } from "./contact.ts";
import styles from "./joining.module.css";
import { joiningText } from "./text.ts";

type Props = { readonly contact: Contact; readonly onCode: (code: string) => void };

/** A demo shop sends nothing out of the machine: its outbox holds the code, and this puts it in. */
export function DemoHint({ contact, onCode }: Props) {
  const t = useText(joiningText);
  const demo = useQuery({
    queryKey: ["demo"],
    queryFn: async ({ signal }) => server.call("GET /api/v1/demo", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const look = useMutation({
    mutationFn: async () => {
      const to = "email" in contact ? contact.email : contact.phone.replaceAll(/[ -]/gu, "").slice(-8);
      const { items } = await server.call("GET /api/v1/demo/outbox", { query: { to, limit: 1 } });
      return readCode(/\d{6}/u.exec(`${items[0]?.subject} ${items[0]?.text}`)?.[0] ?? "");
    },
    onSuccess: onCode,
  });
  if (demo.data?.on !== true) return null;
  return (
    <p className={styles.hint}>
      {t("demoHint")}{" "}
      <button type="button" className={styles.inline} onClick={() => look.mutate()}>
        {t("demoFill")}
      </button>
    </p>
  );
}
