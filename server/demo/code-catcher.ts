import type { CodeMessage } from "../shop/index.ts";

export type CodeCatcher = ReturnType<typeof createCodeCatcher>;

/** While the demo is being made, sign-in codes are caught instead of sent: its people read them at once. */
export function createCodeCatcher(deliver: (message: CodeMessage) => Promise<void>) {
  let caught: Map<string, string> | undefined;
  return {
    deliver: async (message: CodeMessage): Promise<void> => {
      if (caught) caught.set(message.to, message.code);
      else await deliver(message);
    },
    begin: () => {
      caught = new Map();
    },
    end: () => {
      caught = undefined;
    },
    last: (to: string): string => {
      const code = caught?.get(to);
      if (!code) throw new Error(`No code was sent to ${to}.`);
      return code;
    },
  };
}
