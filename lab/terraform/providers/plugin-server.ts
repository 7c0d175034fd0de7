/** Serves one provider the way Terraform starts its plugins: gRPC on a socket, announced on stdout. */
import { Server, ServerCredentials, loadPackageDefinition } from "@grpc/grpc-js";
import type { ServiceClientConstructor, handleUnaryCall } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfSignedCertificate } from "./certificate";
import type { Call } from "./provider-service";

const TERRAFORMS_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** Whether Terraform started this process. */
export function startedByTerraform(): boolean {
  return process.env["TF_PLUGIN_MAGIC_COOKIE"] === TERRAFORMS_COOKIE;
}

/**
 * Serves until Terraform asks for the end.
 *
 * @param calls - the calls of the `Provider` service
 * @param protoFiles - where the `.proto` files are
 */
export function servePlugin(calls: Record<string, Call>, protoFiles: string): void {
  const packages = loadPackageDefinition(
    loadSync(["tfplugin5.proto", "go-plugin.proto"], {
      includeDirs: [protoFiles],
      keepCase: true,
      longs: Number,
    }),
  ) as unknown as Record<string, Record<string, ServiceClientConstructor>>;
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  // A Unix socket, because a namespace without network may lack even the loopback interface.
  const socket = join(tmpdir(), `stand-in-${randomUUID()}.sock`);
  const end = (): void => {
    rmSync(socket, { force: true });
    process.exit(0);
  };

  server.addService(
    packages["tfplugin5"]!["Provider"]!.service,
    Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [name, answering((request) => call(request as never))]),
    ),
  );
  server.addService(packages["plugin"]!["GRPCController"]!.service, {
    Shutdown: answering(() => {
      // Leaves the answer time to go out.
      setTimeout(end, 5);
      return {};
    }),
  });

  const { credentials, certificate } = transportSecurity();
  server.bindAsync(`unix:${socket}`, credentials, (error) => {
    if (error) throw error;
    process.stdout.write(`1|5|unix|${socket}|grpc|${certificate}\n`);
  });

  // An interrupt reaches the whole process group; Terraform decides when its providers end.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", end);
  const terraform = process.ppid;
  setInterval(() => process.ppid !== terraform && end(), 2000).unref();
}

function answering(call: (request: unknown) => object): handleUnaryCall<unknown, object> {
  return (received, respond) => respond(null, call(received.request));
}

/** Mutual TLS when Terraform sent its certificate, none when it was told to do without. */
function transportSecurity(): { credentials: ServerCredentials; certificate: string } {
  const terraforms = process.env["PLUGIN_CLIENT_CERT"];
  if (!terraforms) return { credentials: ServerCredentials.createInsecure(), certificate: "" };
  const { der, pem, key } = selfSignedCertificate();
  return {
    credentials: ServerCredentials.createSsl(
      Buffer.from(terraforms),
      [{ private_key: Buffer.from(key), cert_chain: Buffer.from(pem) }],
      true,
    ),
    certificate: der.toString("base64").replace(/=+$/, ""),
  };
}
