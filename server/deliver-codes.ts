import { keepMessage } from "./demo/index.ts";
import type { Clock } from "./platform/clock/index.ts";
import type { Database } from "./platform/database/index.ts";
import { RefrainError } from "./platform/errors.ts";
import { newId } from "./platform/ids/index.ts";
import type { Mailer } from "./platform/mail/index.ts";
import type { CodeMessage } from "./shop/index.ts";

type Parts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly mailer: Pick<Mailer, "send">;
  readonly demo: boolean;
  readonly publicUrl: string;
};

/**
 * Sends sign-in codes: by mail to an address; to a phone in the demo's outbox, for no SMS channel is connected yet.
 * Errors: unavailable when the code could not be handed over.
 */
export function deliverCodes({ db, clock, mailer, demo, publicUrl }: Parts) {
  return async ({ channel, to, code }: CodeMessage): Promise<void> => {
    const subject = `验证码 ${code} · Your code`;
    const text = `验证码 ${code}，10 分钟内有效。请勿告诉他人。\n\nYour code is ${code}. It is valid for 10 minutes. Do not tell anybody.`;
    if (channel === "sms") {
      if (!demo)
        throw new RefrainError("unavailable", "Codes go by e-mail here; sign in with an e-mail address.");
      await keepMessage(db, { at: clock.now(), channel, to, subject, text, html: null, headers: {} });
      return;
    }
    const messageId = `<code-${newId(clock.now())}@${new URL(publicUrl).hostname}>`;
    const sent = await mailer.send({ to, subject, text, messageId });
    if (sent.outcome !== "sent")
      throw new RefrainError("unavailable", "The mail could not be sent; try again shortly.");
  };
}
