import { useEffect } from "react";

/** Names the page in the browser's tab and for screen readers: "Orders · Refrain". Nothing keeps the last name. */
export function usePageTitle(title: string | undefined, place = "Refrain 回响"): void {
  useEffect(() => {
    if (title !== undefined && title !== "") document.title = `${title} · ${place}`;
  }, [title, place]);
}
