import { zoneOffset } from "../../engage/index.ts";

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** Wall clock of one zone for very many instants: the zone's offset is looked up once per hour. */
export function createLocalDays(timeZone: string) {
  const offsets = new Map<number, number>();

  function offsetAt(instantMs: number): number {
    const hour = Math.floor(instantMs / hourMs);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      offset = zoneOffset(timeZone, new Date(hour * hourMs));
      offsets.set(hour, offset);
    }
    return offset;
  }

  const wallOf = (instant: Date): number => instant.getTime() + offsetAt(instant.getTime());

  return {
    /** Days of the zone's calendar since 1970-01-01. */
    dayOf: (instant: Date): number => Math.floor(wallOf(instant) / dayMs),
    /** Hour of the day, 0 to 23. */
    hourOf: (instant: Date): number => Math.floor((((wallOf(instant) % dayMs) + dayMs) % dayMs) / hourMs),
    /** The instant at which a day, with a fraction of a day, stands on the zone's wall. */
    instantOf: (day: number): Date => {
      const wallMs = Math.round(day * dayMs);
      return new Date(wallMs - offsetAt(wallMs - offsetAt(wallMs)));
    },
  };
}

export type LocalDays = ReturnType<typeof createLocalDays>;
