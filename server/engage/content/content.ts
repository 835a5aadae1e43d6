import type { LocalText } from "../../../contract/values.ts";
import { type BadField, RefrainError } from "../../platform/errors.ts";

export type ContentKind = "tip" | "story" | "news" | "know_how" | "service" | "benefit" | "sale";

/** A sale sells; everything else gives. The label follows the kind and is checked against the words. */
export function purposeOf(kind: ContentKind): "value" | "sales" {
  return kind === "sale" ? "sales" : "value";
}

/** Words by which a text sells. A value piece with one of them is a sale in disguise. */
const sellingSigns: readonly (readonly [RegExp, string])[] = [
  [/[¥￥$£€]\s*\d/u, "a price"],
  [/\d+(?:\.\d+)?\s*(?:元|块钱|yuan|dollars?|pounds?)/iu, "a price"],
  [/优惠券|领券|满减|折扣|打折|\d\s*折|coupon|voucher|\d+\s*%\s*off|discount/iu, "a coupon or discount"],
  [
    /立即购买|马上抢|(?:立即|马上|赶紧|快去|点击)下单|加入购物车|抢购|buy now|order now|shop now|add to cart/iu,
    "a call to buy",
  ],
];

/**
 * Words that the Advertising Law of the People's Republic of China forbids in advertising (article 9 (3):
 * superlatives such as 国家级, 最高级, 最佳) and the market's usual reading of it.
 */
const forbiddenWords =
  /国家级|最高级|最佳|最好|最优|最低价|最便宜|第一品牌|全网第一|顶级|极品|绝无仅有|史无前例|100%有效|根治|包治/u;

export type Draft = { readonly title: LocalText; readonly body: LocalText; readonly kind: ContentKind };

/** Errors: invalid_input naming field and what was found. */
export function checkDraft(draft: Draft): void {
  const bad: BadField[] = [];
  for (const [field, text] of Object.entries({ title: draft.title, body: draft.body })) {
    for (const [language, words] of Object.entries(text)) {
      if (!words) continue;
      const path = `${field}.${language}`;
      const forbidden = forbiddenWords.exec(words);
      if (forbidden)
        bad.push({ path, message: `“${forbidden[0]}” may not stand in advertising; say what is true of it` });
      const sells = purposeOf(draft.kind) === "value" && sellingSigns.find(([sign]) => sign.test(words));
      if (sells)
        bad.push({
          path,
          message: `a value piece may not carry ${sells[1]}; take it out or label the piece “sale”`,
        });
    }
  }
  if (!draft.title.zh && !draft.title.en)
    bad.push({ path: "title", message: "write a title in at least one language" });
  if (!draft.body.zh && !draft.body.en)
    bad.push({ path: "body", message: "write a text in at least one language" });
  if (bad.length > 0)
    throw new RefrainError(
      "invalid_input",
      bad.map(({ path, message }) => `${path}: ${message}`).join("; "),
      bad,
    );
}
