import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

export type Process = { readonly id: number; readonly parentId: number; readonly command: string };

/** A process and everything it has started, directly or not. Empty where the system cannot be asked. */
export function familyOf(rootId: number): Process[] {
  const all = listProcesses();
  const family = all.filter(({ id }) => id === rootId);
  for (const member of family) family.push(...all.filter(({ parentId }) => parentId === member.id));
  return family;
}

/** Those of the family that are still there. A number that has passed to another program does not count. */
export function stillRunning(family: readonly Process[]): Process[] {
  const now = new Map(listProcesses().map((process) => [process.id, process.command]));
  return family.filter(({ id, command }) => now.get(id) === command);
}

function listProcesses(): Process[] {
  if (process.platform === "linux") return readdirSync("/proc").filter(isNumber).flatMap(readProcess);
  if (process.platform === "win32") return [];
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,command="], { encoding: "utf8" });
  return table.split("\n").flatMap((line) => {
    const [, id, parentId, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? [];
    return command === undefined ? [] : [{ id: Number(id), parentId: Number(parentId), command }];
  });
}

function isNumber(name: string): boolean {
  return /^\d+$/u.test(name);
}

/** Processes come and go while one looks: what cannot be read is gone. A dead one that waits for its parent is, too. */
function readProcess(name: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    // The name in brackets may hold spaces and brackets itself.
    const [state, parentId] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return state === "Z" ? [] : [{ id: Number(name), parentId: Number(parentId), command }];
  } catch {
    return [];
  }
}
