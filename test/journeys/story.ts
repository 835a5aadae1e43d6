import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Person } from "./loop/person.ts";
import type { Product } from "./product.ts";

/**
 * A journey told step by step. When a step fails, the error names it, and says where the pages' pictures lie and what the
 * product said last.
 */
export type Story = {
  readonly step: <T>(name: string, happen: () => Promise<T>) => Promise<T>;
  /** A measured figure, printed on a line of its own. */
  readonly figure: (line: string) => void;
  /** Takes a person's page into the pictures. */
  readonly follow: (name: string, person: Person) => Person;
  readonly tell: (happen: () => Promise<void>) => Promise<void>;
};

const lastLines = 25;

export function createStory(product: Product): Story {
  const people = new Map<string, Person>();
  let current = "the beginning";
  return {
    step: async (name, happen) => {
      current = name;
      return happen();
    },
    figure: (line) => void process.stdout.write(`  ${line}\n`),
    follow: (name, person) => {
      people.set(name, person);
      return person;
    },
    tell: async (happen) => {
      try {
        await happen();
      } catch (error) {
        const folder = await mkdtemp(join(tmpdir(), "refrain-pictures-"));
        for (const [name, { page }] of people) {
          await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined);
        }
        const complaints = [...people].flatMap(([name, person]) =>
          person.complaints.map((line) => `${name}: ${line}`),
        );
        const said = product.log().trimEnd().split("\n").slice(-lastLines);
        const where = `It failed at: ${current}. Pictures of the pages: ${folder}`;
        throw new Error([where, ...complaints, ...said].join("\n"), { cause: error });
      }
    },
  };
}
