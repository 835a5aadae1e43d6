/**
 * Compares models/ with published figures and with what other tools gave on the same data, as tables with the peers
 * beside ours. Needs the data folder ($REFRAIN_DATA or ../shared/data) and, to time a Python peer in the same run,
 * python3 with scipy ($PYTHON names another); says so when one is absent. Run: node bench/models.ts [--only PART] …
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { customerBaseReport } from "./models/customer-base.ts";
import { dataFolder } from "./models/data.ts";
import { experimentReport } from "./models/experiment.ts";
import { habitsReport } from "./models/habits.ts";
import { nextBasketReport } from "./models/next-basket.ts";
import { replenishmentReport } from "./models/replenishment.ts";
import { upliftReport } from "./models/uplift.ts";

/** What each part prints; the last ones need no data. */
const parts: Readonly<Record<string, (folder: string) => void>> = {
  "customer-base": customerBaseReport,
  replenishment: replenishmentReport,
  habits: habitsReport,
  uplift: upliftReport,
  "next-basket": nextBasketReport,
  experiment: experimentReport,
};
const withoutData = new Set(["experiment"]);

const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
const wanted = values.only ?? Object.keys(parts);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}.`);
  process.exitCode = 1;
} else {
  const folder = dataFolder();
  const known = existsSync(folder);
  if (!known) {
    console.log(
      `No data at ${folder}; set REFRAIN_DATA to the folder with cdnow/, online-retail/ and reference/.`,
    );
  }
  for (const name of wanted) {
    if (known || withoutData.has(name)) parts[name]!(folder);
    else console.log(`${name}: left out, it needs the data.`);
  }
}
