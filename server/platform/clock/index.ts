/** Time. Every chapter is handed a clock at wiring; no rule reads the machine's time by itself. */
export {
  type Clock,
  type MovableClock,
  createFrozenClock,
  createMovableClock,
  systemClock,
} from "./clock.ts";
