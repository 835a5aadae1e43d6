import type { LocalText } from "../../../contract/values.ts";
import { RefrainError } from "../../platform/errors.ts";

export type ShowStatus = "planned" | "on_air" | "ended" | "cancelled";
export type RunSheetRole = "traffic" | "benefit" | "profit";

export type ShowView = {
  readonly id: string;
  readonly shopId: string;
  readonly title: LocalText;
  readonly cover: string;
  readonly hostName: string;
  readonly status: ShowStatus;
  readonly startsAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly publishing: boolean;
  readonly likes: number;
  readonly peak: number;
  readonly newMembers: number;
  readonly productClicks: number;
};

export type RunSheetEntry = {
  readonly productId: string;
  readonly position: number;
  readonly role: RunSheetRole;
  readonly notes: string | null;
};

export type SpotlightView = {
  readonly productId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
};

const steps: Record<ShowStatus, readonly ShowStatus[]> = {
  planned: ["on_air", "cancelled"],
  // Going on air again is no step: a studio page that is loaded anew asks for it.
  on_air: ["on_air", "ended"],
  ended: [],
  cancelled: [],
};

/** Errors: conflict naming where the show is. */
export function assertShowStep(from: ShowStatus, to: ShowStatus): void {
  if (!steps[from].includes(to)) {
    throw new RefrainError("conflict", `A show that is ${from} cannot become ${to}.`, { status: from });
  }
}
