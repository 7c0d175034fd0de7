import { HubAndSpokeStack, KeaApp } from "../stacks";

const app = new KeaApp();
new HubAndSpokeStack(app, "sites", {
  hub: { name: "hq", address: "10.0.0.1" },
  backup: { name: "vault", address: "10.0.0.9" },
  spokes: [
    {
      name: "berlin",
      address: "10.1.0.1",
      subnets: [{ id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"], routers: ["10.1.0.254"] }],
    },
    {
      name: "lisbon",
      address: "10.2.0.1",
      subnets: [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"], routers: ["10.2.0.254"] }],
    },
  ],
});
app.synth();
