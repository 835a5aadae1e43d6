import * as models from "../../models/index.ts";

const RUNS = 2000;
const LOOKS = 40;
const BATCH = 50;

/** Share of A/A runs in which any look says that there is an effect. */
function falseAlarms(says: (control: models.Moments, treated: models.Moments) => boolean): number {
  const random = models.seededRandom(21);
  let alarmed = 0;
  for (let run = 0; run < RUNS; run++) {
    const hits: [number, number] = [0, 0];
    let alarm = false;
    for (let look = 1; look <= LOOKS; look++) {
      hits[0] += models.drawPoisson(random, BATCH * 0.1);
      hits[1] += models.drawPoisson(random, BATCH * 0.1);
      const count = look * BATCH;
      alarm ||= says(models.momentsOfProportion(count, hits[0]), models.momentsOfProportion(count, hits[1]));
    }
    if (alarm) alarmed += 1;
  }
  return alarmed / RUNS;
}

/** CUPED on pairs of known correlation: the part of the variance it removes should be the correlation squared. */
function cupedRow(correlation: number) {
  const random = models.seededRandom(8);
  const arm = (lift: number): models.PairMoments => {
    const [before, after]: [number[], number[]] = [[], []];
    for (let i = 0; i < 20_000; i++) {
      const x = models.drawNormal(random);
      const rest = Math.sqrt(1 - correlation ** 2) * models.drawNormal(random);
      before.push(x);
      after.push(10 + lift + correlation * x + rest);
    }
    return models.pairMomentsOf(before, after);
  };
  const effect = models.cuped(arm(0), arm(0.05));
  return {
    correlation,
    "variance removed": effect.varianceReduction.toFixed(3),
    "in theory": (correlation ** 2).toFixed(3),
    "effect (true .05)": `${effect.difference.toFixed(4)} [${effect.low.toFixed(4)}, ${effect.high.toFixed(4)}]`,
  };
}

/** Prints false alarms of intervals looked at after every batch, and what CUPED removes. Needs no data. */
export function experimentReport(): void {
  console.log(`\n${RUNS} A/A runs, looked at after each of ${LOOKS} batches of ${BATCH} people per arm`);
  console.table([
    {
      interval: "always valid",
      "false alarms": falseAlarms((c, t) => {
        const { low, high } = models.alwaysValid(models.differenceInMeans(c, t), c.count + t.count);
        return low > 0 || high < 0;
      }),
      "at most": 0.05,
    },
    {
      interval: "plain 95 %",
      "false alarms": falseAlarms((c, t) => models.differenceInMeans(c, t).pValue < 0.05),
      "at most": 0.05,
    },
  ]);
  console.table([0.3, 0.6, 0.8, 0.95].map(cupedRow));
}
