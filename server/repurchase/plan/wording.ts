/**
 * What a touch says. Friendly and restrained: no pressure, no superlatives, no invented scarcity; it is always all
 * right to do nothing. Every text in Chinese and English.
 */
import type { LocalText } from "../../../contract/values.ts";
import type { Candidate, PlannedShow } from "./candidates.ts";

export type Wording = {
  readonly subject: LocalText;
  readonly body: LocalText;
  /** To the member: why she gets this. */
  readonly why: LocalText;
  readonly link: string | null;
};

export function wordingOf(candidate: Candidate, memberName: string, timeZone: string): Wording {
  const { choice, need, product, content, show } = candidate;
  if (choice === "repeat_reminder" && need && product) {
    return reminderWords(nameOf(product.title), product.id, memberName, need, timeZone);
  }
  if (choice === "recommendation" && product)
    return recommendationWords(nameOf(product.title), product.id, memberName);
  if (choice === "show_reminder" && show) return showWords(show, memberName, timeZone);
  if (content) {
    const why =
      choice === "offer"
        ? { zh: "好一阵子没见到你了", en: "It has been a while since your last visit" }
        : { zh: "与你买过或关注的有关", en: "It has to do with what you bought or follow" };
    const link = content.productId ? `/p/${content.productId}` : null;
    return { subject: content.title, body: content.body, why, link };
  }
  throw new Error(`A ${choice} without its subject cannot be worded.`);
}

type Named = { readonly zh: string; readonly en: string };

/** A name in both languages; the one that is missing is lent by the other. */
export function nameOf(title: LocalText): Named {
  const zh = (title.zh ?? title.en ?? "").trim();
  return { zh, en: (title.en ?? zh).trim() };
}

function reminderWords(
  title: Named,
  productId: string,
  name: string,
  need: { readonly lastBoughtAt: Date; readonly dueAt: Date },
  timeZone: string,
): Wording {
  const last = dayIn(need.lastBoughtAt, timeZone);
  const due = dayIn(need.dueAt, timeZone);
  return {
    subject: { zh: `「${title.zh}」还够用吗？`, en: `Still enough ${title.en}?` },
    body: {
      zh: `${name}，你上次带走「${title.zh}」是 ${last.zh}。按平时的节奏，${due.zh} 前后可能又会需要它。还够用就不用理会这条；需要时，它在这里。`,
      en: `Hello ${name}, you last took ${title.en} home on ${last.en}. At the usual pace you may need it again around ${due.en}. If you still have enough, just ignore this; when you need it, here it is.`,
    },
    why: {
      zh: `根据你买「${title.zh}」的时间推算`,
      en: `Worked out from when you bought ${title.en}`,
    },
    link: `/p/${productId}`,
  };
}

function recommendationWords(title: Named, productId: string, name: string): Wording {
  return {
    subject: { zh: `也许你会喜欢「${title.zh}」`, en: `You may like ${title.en}` },
    body: {
      zh: `${name}，和你口味相近的会员常买「${title.zh}」，而你还没试过。有兴趣可以看看，没兴趣也没关系。`,
      en: `Hello ${name}, members with a taste like yours often buy ${title.en}, and you have not tried it yet. Have a look if you like; no harm if not.`,
    },
    why: { zh: "买过相近商品的会员也买它", en: "Members who buy similar things buy it too" },
    link: `/p/${productId}`,
  };
}

function showWords(show: PlannedShow, name: string, timeZone: string): Wording {
  const title = nameOf(show.title);
  const at = momentIn(show.startsAt, timeZone);
  return {
    subject: { zh: `${at.zh}直播：${title.zh}`, en: `Live ${at.en}: ${title.en}` },
    body: {
      zh: `${name}，我们 ${at.zh} 开播「${title.zh}」。有空就来坐坐，错过了也可以以后再聊。`,
      en: `Hello ${name}, we go live with “${title.en}” ${at.en}. Drop in if you have time; if not, another time.`,
    },
    why: { zh: "本周有一场直播", en: "There is a show this week" },
    link: `/live/${show.id}`,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: Date, locale: string, timeZone: string, withTime: boolean): string {
  const key = `${locale} ${timeZone} ${withTime}`;
  let known = formats.get(key);
  if (!known) {
    const time = withTime ? ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const) : {};
    known = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", timeZone, ...time });
    formats.set(key, known);
  }
  return known.format(instant);
}

/** A day in both languages: `3 月 5 日` and `5 March`. */
export function dayIn(instant: Date, timeZone: string): Named {
  return {
    zh: spaced(format(instant, "zh-CN", timeZone, false)),
    en: format(instant, "en-GB", timeZone, false),
  };
}

function momentIn(instant: Date, timeZone: string): Named {
  return {
    zh: spaced(format(instant, "zh-CN", timeZone, true)),
    en: `on ${format(instant, "en-GB", timeZone, true)}`,
  };
}

/** Chinese typography sets numbers apart from words. */
function spaced(text: string): string {
  return text.replaceAll(/(?<=\d)(?=[月日])|(?<=月)(?=\d)/gu, " ");
}
