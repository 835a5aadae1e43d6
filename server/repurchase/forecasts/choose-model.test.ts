import { expect, test } from "vitest";
import { type CustomerSummary, seededRandom, simulateBgNbd, simulateMbgNbd } from "../../../models/index.ts";
import { chooseModel } from "./choose-model.ts";

const weeks = Float64Array.from({ length: 4000 }, (_, i) => 30 + (i % 70));

test("customers who leave right after the first purchase are forecast by the model that knows of it", () => {
  const shop = simulateMbgNbd(seededRandom(2), { r: 1.2, alpha: 4, a: 1.5, b: 2 }, weeks);
  const { chosen, candidates } = chooseModel(shop);
  expect(chosen.name).toBe("MBG/NBD");
  expect(candidates.map(({ model }) => model).toSorted()).toEqual(["BG/NBD", "MBG/NBD"]);
  const [fading, never] = ["MBG/NBD", "BG/NBD"].map((name) => candidates.find((one) => one.model === name)!);
  expect(fading!.logLikelihood).toBeGreaterThan(never!.logLikelihood + 2);
});

test("customers of whom nobody leaves before a second purchase are forecast by the other, when it is clearly better", () => {
  const shop = simulateBgNbd(seededRandom(2), { r: 1.2, alpha: 4, a: 1.5, b: 2 }, weeks);
  expect(chooseModel(shop).chosen.name).toBe("BG/NBD");
});

test("when the data cannot tell, somebody who bought once long ago fades", () => {
  const few: CustomerSummary = {
    n: 4,
    unitDays: 7,
    x: Int32Array.of(0, 0, 1, 3),
    tx: Float64Array.of(0, 0, 6, 40),
    T: Float64Array.of(1, 100, 20, 45),
  };
  const { chosen } = chooseModel(few);
  expect(chosen.name).toBe("MBG/NBD");
  const [justNow, longAgo] = chosen.alive(few);
  expect(longAgo!).toBeLessThan(justNow!);
  expect(justNow!).toBeLessThan(1);
});
