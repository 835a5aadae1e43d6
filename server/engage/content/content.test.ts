import { expect, test } from "vitest";
import { checkDraft, type ContentKind } from "./content.ts";

const draft =
  (body: string, kind: ContentKind = "tip") =>
  () =>
    checkDraft({ title: { en: "Tea" }, body: { zh: body }, kind });

test.each(["只要 ¥39", "今天 39 元", "满200减30的优惠券", "立即购买", "全场8折", "Buy now", "20 % off"])(
  "a value piece may not sell: %s",
  (text) => {
    expect(draft(text)).toThrow(/value piece/u);
    expect(draft(text, "sale")).not.toThrow();
  },
);

test.each(["国家级好茶", "全网第一", "根治失眠"])("advertising law forbids it in every piece: %s", (text) => {
  expect(draft(text)).toThrow(/advertising/u);
  expect(draft(text, "sale")).toThrow(/advertising/u);
});

test.each(["80 度的水泡绿茶，3 分钟", "茶多酚的含量在春天高", "一克茶配 50 毫升水"])(
  "plain help passes: %s",
  (text) => {
    expect(draft(text)).not.toThrow();
  },
);

test("a piece has a title and a text in one language at least", () => {
  expect(() => checkDraft({ title: {}, body: { en: "x" }, kind: "tip" })).toThrow(/title/u);
  expect(() => checkDraft({ title: { en: "x" }, body: {}, kind: "tip" })).toThrow(/text/u);
});
