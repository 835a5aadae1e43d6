import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{contract,server,models,sim,web,test}/**/*.test.ts"],
          // Property tests and fits take seconds, more on a busy machine.
          testTimeout: 60_000,
          exclude: ["**/*.db.test.ts", "**/*-routes.test.ts", "test/journeys/**", "**/node_modules/**"],
        },
      },
      {
        test: {
          name: "database",
          globalSetup: ["server/platform/database/testing-server.ts"],
          include: ["{server,sim,test}/**/*.db.test.ts", "server/**/*-routes.test.ts"],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "journeys",
          globalSetup: ["test/journeys-note.ts", "server/platform/database/testing-server.ts"],
          include: ["test/journeys/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // A browser on a busy machine may miss a moment once; a defect misses it twice.
          retry: 1,
        },
      },
    ],
  },
});
