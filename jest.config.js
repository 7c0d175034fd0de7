/** One library ships ES modules only; jest runs CommonJS, so swc turns it too. */
const common = {
  testEnvironment: "node",
  transform: {
    "\\.[jt]sx?$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
  },
  transformIgnorePatterns: ["/node_modules/(?!@viz-js/)"],
};

module.exports = {
  maxWorkers: 2,
  reporters: ["default", "<rootDir>/__tests__/support/closing-line.js"],
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/lab/[^/]*$"],
      setupFilesAfterEnv: ["<rootDir>/__tests__/support/no-network.ts"],
    },
    // Real Kea in network namespaces: needs root, and says so where it is skipped.
    {
      ...common,
      displayName: "lab",
      testMatch: ["<rootDir>/__tests__/lab/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/faults-[^/]*$"],
    },
    // The fault matrix, and what plans announce in every mode, take longer than all others together: `npm run test:faults`.
    { ...common, displayName: "faults", testMatch: ["<rootDir>/__tests__/lab/faults-*.test.ts"] },
  ],
};
