import { useEffect, useRef } from "react";
import { useLanguage } from "../../ui/index.ts";
import { server } from "../server.ts";
import { becomeShopper } from "../shopper.ts";

/**
 * Who changes the language here is written to in that language, too. Only the change counts: opening the shop on a
 * borrowed phone must not turn one's mails into another language.
 */
export function useToldLanguage(): void {
  const { language } = useLanguage();
  const told = useRef(language);
  useEffect(() => {
    if (told.current === language) return;
    told.current = language;
    // The page already speaks it; the next change tells again.
    server.call("PATCH /api/v1/front/me", { body: { language } }).then(becomeShopper, () => undefined);
  }, [language]);
}
