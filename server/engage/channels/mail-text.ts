import type { Language, LocalText } from "../../../contract/values.ts";
import type { TouchView } from "../touches/touch.ts";

/** The member's language, or whichever the text has. */
export function inLanguage(text: LocalText, language: Language): string {
  return (language === "en" ? (text.en ?? text.zh) : (text.zh ?? text.en)) ?? "";
}

const words = {
  "zh-CN": { open: "打开查看", why: "为什么收到这封邮件", stop: "退订", often: "设置多久联系一次" },
  en: { open: "Open", why: "Why you get this mail", stop: "Unsubscribe", often: "Choose how often we write" },
} as const;

export type MailLinks = { readonly follow: string; readonly unsubscribe?: string; readonly contact: string };

/** Subject, plain text and HTML of a touch that goes by mail. */
export function mailOf(touch: TouchView, language: Language, shopName: string, links: MailLinks) {
  const say = words[language];
  const subject = inLanguage(touch.subject, language);
  const body = inLanguage(touch.body, language);
  const why = inLanguage(touch.why, language);
  const foot = [`${say.why}: ${why}`, `${say.often}: ${links.contact}`];
  if (links.unsubscribe) foot.push(`${say.stop}: ${links.unsubscribe}`);
  const text = [body, "", `${say.open}: ${links.follow}`, "", "—", shopName, ...foot].join("\n");
  const paragraphs = body.split(/\n+/u).map((line) => `<p style="margin:0 0 14px">${escape(line)}</p>`);
  const unsubscribe = links.unsubscribe
    ? ` · <a style="color:#6b6a66" href="${links.unsubscribe}">${say.stop}</a>`
    : "";
  const html = `<!doctype html><html lang="${language}"><body style="margin:0;background:#f6f4ef;padding:24px 12px">
<div style="max-width:520px;margin:0 auto;background:#ffffff;border-radius:12px;padding:28px 24px;color:#22211f;font:16px/1.65 -apple-system,'PingFang SC','Noto Sans CJK SC',sans-serif">
<p style="margin:0 0 18px;color:#6b6a66;font-size:14px">${escape(shopName)}</p>
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.4">${escape(subject)}</h1>
${paragraphs.join("\n")}
<p style="margin:22px 0 0"><a href="${links.follow}" style="display:inline-block;background:#1f4d46;color:#ffffff;text-decoration:none;border-radius:8px;padding:11px 22px">${say.open}</a></p>
<p style="margin:26px 0 0;border-top:1px solid #e7e4dc;padding-top:14px;color:#6b6a66;font-size:13px">${escape(why)}<br>
<a style="color:#6b6a66" href="${links.contact}">${say.often}</a>${unsubscribe}</p>
</div></body></html>`;
  return { subject, text, html };
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
