import type { ReactNode } from "react";
import { ErrorNote, Skeleton } from "../../ui/index.ts";

type Query<Data> = {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
};

type Props<Data> = {
  readonly query: Query<Data>;
  /** How many grey rows stand for what is coming. */
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
};

/** What was loaded; until then its shape, or what went wrong with a way to try again. */
export function Loaded<Data>({ query, rows = 4, children }: Props<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton shape="row" count={rows} />;
}
