/** The demo shop's staff. Printed at the start; of no use where the demo is off. */
export const demoSignIns = [
  { email: "owner@demo.refrain", password: "refrain-demo", role: "owner", name: "陈晓岚" },
  { email: "host@demo.refrain", password: "refrain-demo", role: "host", name: "阿茶" },
  { email: "service@demo.refrain", password: "refrain-demo", role: "service", name: "小满" },
  { email: "analyst@demo.refrain", password: "refrain-demo", role: "analyst", name: "Iris" },
] as const;
