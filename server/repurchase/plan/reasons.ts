/** Why the plan chose what it chose, in words an operator understands. */
import type { LocalText } from "../../../contract/values.ts";
import type { NeedView } from "../forecasts/index.ts";
import type { Candidate, LeftAlone, Prospect } from "./candidates.ts";
import { dayIn, nameOf } from "./wording.ts";

type Forecast = Prospect["forecast"];

const rhythm: Record<NeedView["basis"], { zh: string; en: string }> = {
  member: { zh: "按她自己的节奏", en: "by her own rhythm" },
  product: { zh: "按这件商品通常的消耗", en: "by how long it usually lasts" },
  category: { zh: "按同类商品的节奏", en: "by the rhythm of similar products" },
  shop: { zh: "按全店的节奏", en: "by the rhythm of the whole shop" },
};

/** `timeZone` is the shop's: the operator reads it. */
export function reasonOf(candidate: Candidate, forecast: Forecast, timeZone: string): LocalText {
  const { zh, en } = because(candidate, forecast, timeZone);
  const gain = candidate.worth.toFixed(candidate.worth < 0.01 ? 4 : 3);
  return {
    zh: `${zh}预计净增 ${gain} 单（已扣除打扰的代价）。`,
    en: `${en} Expected gain ${gain} orders, the cost of the disturbance taken off.`,
  };
}

function because(candidate: Candidate, forecast: Forecast, timeZone: string): { zh: string; en: string } {
  const { choice, need, product, content, show } = candidate;
  if (need && product) return needWords(need, nameOf(product.title), timeZone);
  if (choice === "recommendation" && product) {
    const title = nameOf(product.title);
    const share = percent(forecast?.suggestedShare ?? 0);
    return {
      zh: `她常买的品类里，${share} 的买家有「${title.zh}」，她还没有；每四条价值内容才配一条销售，这条最值得。`,
      en: `${share} of the buyers in her favourite category have ${title.en}, she does not; with four touches of value to one that sells, this one is worth it.`,
    };
  }
  const alive = percent(forecast?.aliveChance ?? 0);
  if (show) {
    const title = nameOf(show.title);
    return {
      zh: `本周有直播「${title.zh}」，${stillHere(forecast, alive).zh}，提醒一声不算打扰。`,
      en: `The show “${title.en}” is this week; ${stillHere(forecast, alive).en}.`,
    };
  }
  const title = nameOf(content?.title ?? {});
  if (choice === "offer") {
    return {
      zh: `她还是顾客的可能降到 ${alive}，「${title.zh}」也许能请她回来。`,
      en: `The chance that she is still a customer fell to ${alive}; “${title.en}” may bring her back.`,
    };
  }
  return {
    zh: `${stillHere(forecast, alive).zh}，本周多半不会自己下单；内容「${title.zh}」与她有关，先给价值。`,
    en: `${capital(stillHere(forecast, alive).en)} and probably not ordering this week by herself; “${title.en}” has to do with her: value first.`,
  };
}

function stillHere(forecast: Forecast, alive: string) {
  if (!forecast) return { zh: "她还没有买过", en: "she has not bought yet" };
  // A forecast never knows for certain; where it seems to, the model had nothing to go by.
  if (forecast.aliveChance > 0.995) {
    return forecast.repeats === 0
      ? { zh: "她只买过一次，去留还看不出来", en: "she has bought once, too little to say whether she stays" }
      : { zh: "她几乎肯定还是顾客", en: "she is almost certainly still a customer" };
  }
  return { zh: `她有 ${alive} 的可能还是顾客`, en: `with a chance of ${alive} she is still a customer` };
}

function needWords(need: NeedView, title: { zh: string; en: string }, timeZone: string) {
  const [due, from, to] = [need.dueAt, need.earliestAt, need.latestAt].map((at) => dayIn(at, timeZone));
  const days = Math.max(1, Math.round(need.daysBetween));
  const week = percent(need.weekChance);
  return {
    zh: `${rhythm[need.basis].zh}（约每 ${days} 天一次，买过 ${need.timesBought} 次），「${title.zh}」约 ${due!.zh} 会再需要，八成把握在 ${from!.zh} 至 ${to!.zh} 之间；本周要买的可能 ${week}。`,
    en: `${capital(rhythm[need.basis].en)} (about every ${days} days, bought ${need.timesBought} times) ${title.en} is needed again around ${due!.en}, with 80 % between ${from!.en} and ${to!.en}; the chance that she needs it this week is ${week}.`,
  };
}

const leftAloneWords: Record<LeftAlone, { zh: string; en: string }> = {
  control_group: {
    zh: "她在长期对照组里：从不做营销触达，用来证明效果。",
    en: "She belongs to the control group that is never written to, so that the effect can be proved.",
  },
  no_consent: {
    zh: "她没有允许任何可以送达的渠道。",
    en: "She has allowed no channel that reaches her.",
  },
  already_planned: {
    zh: "已批准的计划里还有一条给她的消息没有发出。",
    en: "A touch of an approved plan is still on its way to her.",
  },
  budget_spent: {
    zh: "她本周或本月的触达次数已经用完，让她清静几天。",
    en: "Her touches of this week or month are spent; she gets her rest.",
  },
  said_recently: {
    zh: "值得说的，两周内都已说过。",
    en: "What would be worth saying has been said within two weeks.",
  },
  sales_share: {
    zh: "只有销售类的话可说，而销售最多占两成：先积累价值。",
    en: "All there is to say would sell, and sales are a fifth at most: value first.",
  },
  no_free_moment: {
    zh: "本周没有合适的时间：间隔和免打扰时段排满了。",
    en: "The week has no moment for her outside quiet hours and the minimum gap.",
  },
  nothing_worth_it: {
    zh: "没有值得打扰她的事：预计的收获抵不过打扰的代价。",
    en: "Nothing is worth disturbing her: the expected gain is less than its cost in trust.",
  },
};

export function reasonToLeaveAlone(why: LeftAlone): LocalText {
  return leftAloneWords[why];
}

function percent(chance: number): string {
  return `${Math.round(chance * 100)} %`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
