/** A failure in the form in which ClickHouse tells it over HTTP. */
export class DoorRefusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, type: string, message: string) {
    super(`Code: ${code}. DB::Exception: ${message}. (${type})`);
    this.status = status;
    this.code = code;
  }
}

/** The statuses ClickHouse gives other than 500, by exception code. */
const statusByCode: Readonly<Record<number, number>> = {
  6: 400, 26: 400, 27: 400, 36: 400, 38: 400, 41: 400, 42: 400, 43: 400, 46: 404, 47: 404, 53: 400, 60: 404,
  62: 400, 69: 400, 72: 400, 73: 404, 81: 404, 108: 400, 115: 404, 159: 408, 456: 400, 457: 400,
}; // prettier-ignore

/** Reads code and status out of what the engine threw; an unreadable failure is code 1002, unknown. */
export function refusalOf(failure: unknown): { status: number; code: number; text: string } {
  if (failure instanceof DoorRefusal)
    return { status: failure.status, code: failure.code, text: failure.message };
  const message = failure instanceof Error ? failure.message : String(failure);
  const code = Number(/^Code: (\d+)\./.exec(message)?.[1] ?? Number.NaN);
  if (Number.isNaN(code)) {
    return { status: 500, code: 1002, text: `Code: 1002. DB::Exception: ${message} (UNKNOWN_EXCEPTION)` };
  }
  return { status: statusByCode[code] ?? 500, code, text: message };
}
