/**
 * Compares models/ with published figures and with what other tools gave on the same data. Needs the data folder
 * ($REFRAIN_DATA or ../shared/data) and says so when it is absent. Run: node bench/models.ts [part …]
 */
import { existsSync } from "node:fs";
import { customerBaseReport } from "./models/customer-base.ts";
import { dataFolder } from "./models/data.ts";
import { habitsReport } from "./models/habits.ts";
import { nextBasketReport } from "./models/next-basket.ts";
import { replenishmentReport } from "./models/replenishment.ts";
import { upliftReport } from "./models/uplift.ts";

const parts: Readonly<Record<string, (folder: string) => void>> = {
  "customer-base": customerBaseReport,
  replenishment: replenishmentReport,
  habits: habitsReport,
  uplift: upliftReport,
  "next-basket": nextBasketReport,
};

const folder = dataFolder();
if (!existsSync(folder)) {
  console.log(
    `No data at ${folder}; set REFRAIN_DATA to the folder with cdnow/, online-retail/ and reference/.`,
  );
} else {
  const wanted = process.argv.slice(2);
  for (const [name, report] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) report(folder);
  }
}
