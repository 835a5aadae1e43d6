import { useFormat } from "../locale.tsx";
import { useNow } from "../now.ts";

/** "3 minutes ago", kept current, with the exact moment on hover and for machines. `at` is ISO 8601. */
export function RelativeTime({ at }: { readonly at: string }) {
  const format = useFormat();
  const now = useNow(30);
  return (
    <time dateTime={at} title={format.date(at, "full")}>
      {format.relative(at, now)}
    </time>
  );
}
