/** Answers Terraform's calls for one stand-in provider. */
import { plan } from "./planning";
import type { Resource } from "./resource";
import { fromWire, toWire, type Attributes, type DynamicValue } from "./wire";

interface Diagnostic {
  severity: "ERROR";
  summary: string;
  detail: string;
}

/** One call: the request's message in, the response's message out. */
export type Call = (request: never) => { diagnostics?: Diagnostic[] };

/** The calls of Terraform's `Provider` service, by name. */
export function providerService(
  name: string,
  resources: Readonly<Record<string, Resource>>,
): Record<string, Call> {
  const resourceOf = (type: string): Resource => {
    const resource = resources[type];
    if (!resource) throw new Error(`The stand-in for ${name} has no resource type ${type}.`);
    return resource;
  };
  const error = (detail: string): Diagnostic => ({
    severity: "ERROR",
    summary: `Stand-in for ${name}`,
    detail,
  });

  const calls = {
    GetSchema: () => ({
      provider: schemaMessage({}),
      resource_schemas: Object.fromEntries(
        Object.entries(resources).map(([type, { attributes }]) => [type, schemaMessage(attributes)]),
      ),
      server_capabilities: { plan_destroy: true, get_provider_schema_optional: true },
    }),
    PrepareProviderConfig: (request: { config: DynamicValue }) => ({ prepared_config: request.config }),
    Configure: () => ({}),
    ValidateResourceTypeConfig: (request: { type_name: string; config: DynamicValue }) => ({
      diagnostics: resourceOf(request.type_name)
        .validate(fromWire(request.config) ?? {})
        .map((problem) => error(`${request.type_name}: ${problem}.`)),
    }),
    UpgradeResourceState: (request: { type_name: string; raw_state: { json: Buffer } }) => {
      const stored = JSON.parse(request.raw_state.json.toString("utf8")) as Attributes;
      const names = Object.keys(resourceOf(request.type_name).attributes);
      return { upgraded_state: toWire(Object.fromEntries(names.map((key) => [key, stored[key] ?? null]))) };
    },
    ReadResource: (request: { type_name: string; current_state: DynamicValue; private: Buffer }) => {
      const state = fromWire(request.current_state);
      return {
        new_state: toWire(state && resourceOf(request.type_name).read(state)),
        private: request.private,
      };
    },
    PlanResourceChange: (request: {
      type_name: string;
      prior_state: DynamicValue;
      proposed_new_state: DynamicValue;
      config: DynamicValue;
      prior_private: Buffer;
    }) => {
      const { planned, replacedBy } = plan(
        resourceOf(request.type_name),
        fromWire(request.prior_state),
        fromWire(request.proposed_new_state),
        fromWire(request.config),
      );
      return {
        planned_state: toWire(planned),
        requires_replace: replacedBy.map((attribute) => ({ steps: [{ attribute_name: attribute }] })),
        planned_private: request.prior_private,
      };
    },
    ApplyResourceChange: (request: {
      type_name: string;
      prior_state: DynamicValue;
      planned_state: DynamicValue;
      planned_private: Buffer;
    }) => {
      const resource = resourceOf(request.type_name);
      const prior = fromWire(request.prior_state);
      const planned = fromWire(request.planned_state);
      if (planned === null && prior !== null) resource.remove(prior);
      const state = planned && prior === null ? resource.create(planned) : planned;
      return { new_state: toWire(state), private: request.planned_private };
    },
    Stop: () => ({}),
  };

  const answering = (call: Call): Call => {
    return (request) => {
      try {
        return call(request);
      } catch (problem) {
        return { diagnostics: [error(problem instanceof Error ? problem.message : String(problem))] };
      }
    };
  };
  return Object.fromEntries(Object.entries(calls).map(([key, call]) => [key, answering(call as Call)]));
}

function schemaMessage(attributes: Resource["attributes"]): object {
  const list = Object.entries(attributes).map(
    ([name, { type, required, optional, computed, sensitive, deprecated }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      required,
      optional,
      computed,
      sensitive,
      deprecated,
    }),
  );
  return { version: 0, block: { attributes: list } };
}
