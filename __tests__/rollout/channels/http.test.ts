import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { join } from "node:path";
import { Family } from "../../../kea/model/family";
import type { HttpControl } from "../../../kea/model/manifest";
import { openChannel } from "../../../rollout/channels/open";
import { has, refusal, temporaryDirectory } from "./helpers";

const directory = temporaryDirectory();
const file = (name: string) => join(directory, name);
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

const open = (control: Omit<HttpControl, "type">, family = Family.V4) =>
  openChannel({ host: "kea1", family, control: { type: "http", ...control } });

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A server that answers every request with this status and body. */
async function answering(status: number, body: unknown): Promise<string> {
  return serving((_request, response) => {
    response.statusCode = status;
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
}
async function serving(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(listener))}/`;
}

describe("a control socket that answers", () => {
  test("gets the command with the service of the family and gives its answer, a list of one", async () => {
    const seen: unknown[] = [];
    const url = await serving((request, response) => {
      let text = "";
      request.on("data", (chunk) => (text += chunk));
      request.on("end", () => {
        seen.push(request.method, request.headers["content-type"], JSON.parse(text));
        response.end('[{"result": 0, "text": "2.6.3", "arguments": {"a": 1}}]');
      });
    });
    const channel = await open({ url }, Family.V6);
    expect(await channel.send("config-test", { Dhcp6: {} })).toEqual({
      result: 0,
      text: "2.6.3",
      arguments: { a: 1 },
    });
    expect(seen).toEqual([
      "POST",
      "application/json",
      { command: "config-test", service: ["dhcp6"], arguments: { Dhcp6: {} } },
    ]);
    await channel.close();
  });

  test("hands over errors of Kea's as answers", async () => {
    const channel = await open({ url: await answering(200, [{ result: 1, text: "bad subnet" }]) });
    expect(await channel.send("config-set")).toEqual({ result: 1, text: "bad subnet" });
  });
});

describe("the password", () => {
  const echo: RequestListener = (request, response) =>
    response.end(JSON.stringify([{ result: 0, text: request.headers.authorization }]));
  const basic = (words: string) => `Basic ${Buffer.from(words).toString("base64")}`;

  test("is the first line of the file", async () => {
    writeFileSync(file("password"), "pässword\r\nsecond line\n");
    const channel = await open({ url: await serving(echo), user: "api", passwordFile: file("password") });
    expect((await channel.send("version-get")).text).toBe(basic("api:pässword"));
  });

  test("or comes from the environment", async () => {
    process.env.CHANNEL_TEST_PASSWORD = "pw";
    const channel = await open({
      url: await serving(echo),
      user: "api",
      passwordEnv: "CHANNEL_TEST_PASSWORD",
    });
    expect((await channel.send("version-get")).text).toBe(basic("api:pw"));
  });

  test("when refused, is named by where it came from and never shown", async () => {
    writeFileSync(file("wrong"), "hunter2\n");
    const url = await answering(401, { result: 401, text: "Unauthorized" });
    const channel = await open({ url, user: "api", passwordFile: file("wrong") });
    const error = await refusal(channel.send("version-get"));
    expect(error.host).toBe("kea1");
    expect(error.cause).toBe(`${url} does not accept user api with the password from ${file("wrong")}.`);
    expect(error.remedy).toBe("Compare both with the clients in the authentication of Kea's control socket.");
    expect(JSON.stringify(error) + error.stack).not.toMatch(/hunter2|aHVudGVyMg|YXBpOmh1/);
  });

  test("is asked for when Kea wants one and the channel has none", async () => {
    const url = await answering(401, { result: 401, text: "Unauthorized" });
    const error = await refusal((await open({ url })).send("version-get"));
    expect(error.cause).toBe(`${url} asks for a user and a password.`);
    expect(error.remedy).toMatch(/password file or environment variable/);
  });

  test.each<[string, Partial<HttpControl>, RegExp]>([
    [
      "a file that is not there",
      { passwordFile: "/none/password" },
      /\/none\/password .*ENOENT.* Correct the path/,
    ],
    [
      "a variable that is not set",
      { passwordEnv: "CHANNEL_TEST_UNSET" },
      /CHANNEL_TEST_UNSET .*is not set\. Set it/,
    ],
    ["no source at all", {}, /needs one source for the password of user api, it has 0\. Give/],
    ["two sources", { passwordEnv: "A", passwordFile: "/b" }, /it has 2\. Give/],
  ])("%s is told before anything is sent", async (_name, source, message) => {
    const error = await refusal(open({ url: "http://127.0.0.1:1/", user: "api", ...source }));
    expect(error.message).toMatch(message);
  });

  test("an empty first line is told", async () => {
    writeFileSync(file("empty"), "\nsecret\n");
    const error = await refusal(
      open({ url: "http://127.0.0.1:1/", user: "api", passwordFile: file("empty") }),
    );
    expect(error.cause).toBe(
      `The first line of ${file("empty")} is empty, there should be the password of user api.`,
    );
  });
});

describe("plain HTTP", () => {
  test("to another machine is refused", async () => {
    const error = await refusal(open({ url: "http://192.0.2.1:8000/" }));
    expect(error.cause).toBe(
      "The control channel http://192.0.2.1:8000/ would send configurations over the network readable to anybody.",
    );
    expect(error.remedy).toBe("Use https, ssh or a unix socket, or allow plain HTTP by name (allowPlain).");
  });

  test("with a password all the more", async () => {
    const error = await refusal(open({ url: "http://192.0.2.1:8000/", user: "api", passwordFile: "/pw" }));
    expect(error.cause).toMatch(/would send a password and configurations/);
  });

  test.each(["http://127.0.0.1:1/", "http://127.1.2.3:1/", "http://[::1]:1/", "http://localhost:1/"])(
    "on this machine is fine: %s",
    async (url) => expect(await open({ url })).toBeDefined(),
  );

  test.each(["http://127.example.org/", "http://localhost.example.org/", "http://[::2]/"])(
    "to a name that only looks like this machine is refused: %s",
    async (url) => expect((await refusal(open({ url }))).cause).toMatch(/readable to anybody/),
  );

  test("to another machine is done when asked for by name", async () => {
    expect(await open({ url: "http://192.0.2.1:8000/", allowPlain: true })).toBeDefined();
  });
});

describe("urls", () => {
  test("with a password in them are refused without showing it", async () => {
    for (const url of ["https://api:hunter2@192.0.2.1/", "api:hunter2@192.0.2.1", "ftp://a:hunter2@h/"]) {
      const error = await refusal(open({ url }));
      expect(error.message).not.toContain("hunter2");
    }
  });

  test("that are none are refused", async () => {
    const error = await refusal(open({ url: "192.0.2.1:8000" }));
    expect(error.message).toMatch(/"192\.0\.2\.1:8000" is not an http or https url\. Write it like https:/);
  });
});

describe("no answer", () => {
  test("nobody listens", async () => {
    const error = await refusal((await open({ url: "http://127.0.0.1:1/" })).send("version-get"));
    expect(error.cause).toBe("Nobody listens at http://127.0.0.1:1/ (connection refused).");
    expect(error.remedy).toMatch(/^Check that Kea \(or its control agent, for 2\.6\) runs/);
  });

  test("the name does not resolve", async () => {
    const error = await refusal((await open({ url: "https://no.such.invalid/" })).send("version-get"));
    expect(error.cause).toBe(
      "The name no.such.invalid in https://no.such.invalid/ does not resolve to an address.",
    );
  });

  test("the command takes too long", async () => {
    const url = await serving(() => undefined);
    const error = await refusal((await open({ url })).send("config-set", {}, 200));
    expect(error.cause).toBe(`No answer to config-set from ${url} within 0.2 s.`);
    expect(error.remedy).toMatch(/may still take effect/);
  });

  test("the connection breaks before the answer, or within", async () => {
    const broken = await serving((request) => request.socket.destroy());
    const error = await refusal((await open({ url: broken })).send("config-set"));
    expect(error.cause).toBe(`The connection to ${broken} broke before an answer came (ECONNRESET).`);
    const cut = await serving((request, response) => {
      response.setHeader("Content-Length", 100);
      response.write('[{"result": 0, "password": "hunter2');
      setTimeout(() => request.socket.destroy(), 50);
    });
    const cutError = await refusal((await open({ url: cut })).send("config-get"));
    expect(cutError.cause).toMatch(/was cut in the middle of the answer to config-get\.$/);
    expect(cutError.message).not.toContain("hunter2");
  });

  test("the daemon behind the control agent is down", async () => {
    const words =
      "unable to forward command to the dhcp4 service: No such file or directory. The server is likely to be offline";
    const url = await answering(200, [{ result: 1, text: words }]);
    const error = await refusal((await open({ url })).send("version-get"));
    expect(error.cause).toBe(`The control agent at ${url} cannot reach kea-dhcp4: ${words}.`);
    expect(error.remedy).toMatch(/socket is in the agent's control-sockets under dhcp4\.$/);
  });

  test.each<[number, unknown, RegExp]>([
    [403, { result: 403, text: "Forbidden" }, /does not permit version-get \(Forbidden\)\. .*HA listener/],
    [
      400,
      { result: 400, text: "Bad Request" },
      /did not understand the request \(Bad Request\)\. Check that the url/,
    ],
    [302, "", /answered with HTTP status 302, which Kea does not do\. Check that the url leads to Kea/],
    [200, "<html>", /is not an answer of Kea's\. Check that the control channel leads to Kea/],
  ])("status %d with %j", async (status, body, message) => {
    const error = await refusal((await open({ url: await answering(status, body) })).send("version-get"));
    expect(error.message).toMatch(message);
  });
});

const openssl = has("openssl", "version");
(openssl ? describe : describe.skip)("TLS (needs openssl to make certificates)", () => {
  const run = (...args: string[]) => execFileSync("openssl", args, { cwd: directory, stdio: "ignore" });
  const pem = (name: string) => readFileSync(file(name));

  beforeAll(() => {
    for (const ca of ["ca", "other"]) {
      run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        `/CN=${ca}`,
        "-keyout",
        `${ca}.key`,
        "-out",
        `${ca}.crt`,
      );
    }
    writeFileSync(file("names"), "subjectAltName=IP:127.0.0.1");
    for (const [name, ca, days] of [
      ["server", "ca", "2"],
      ["client", "ca", "2"],
      ["stranger", "other", "2"],
      ["old", "ca", "-1"],
    ] as const) {
      run(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        `/CN=${name}`,
        "-keyout",
        `${name}.key`,
        "-out",
        `${name}.csr`,
      );
      run(
        "x509",
        "-req",
        "-in",
        `${name}.csr`,
        "-CA",
        `${ca}.crt`,
        "-CAkey",
        `${ca}.key`,
        "-CAcreateserial",
        "-days",
        days,
        "-extfile",
        "names",
        "-out",
        `${name}.crt`,
      );
    }
  });

  async function tlsServer(name: string, requireClient = false): Promise<string> {
    const server = createTlsServer(
      {
        key: pem(`${name}.key`),
        cert: pem(`${name}.crt`),
        ca: pem("ca.crt"),
        requestCert: requireClient,
        rejectUnauthorized: requireClient,
      },
      (_request, response) => response.end('[{"result": 0, "text": "ok"}]'),
    );
    server.on("tlsClientError", () => undefined);
    return `https://127.0.0.1:${await listen(server)}/`;
  }

  test("works with a server that the CA file vouches for", async () => {
    const channel = await open({ url: await tlsServer("server"), caFile: file("ca.crt") });
    expect((await channel.send("version-get")).text).toBe("ok");
  });

  test("works with a client certificate", async () => {
    const channel = await open({
      url: await tlsServer("server", true),
      caFile: file("ca.crt"),
      certFile: file("client.crt"),
      keyFile: file("client.key"),
    });
    expect((await channel.send("version-get")).text).toBe("ok");
  });

  test("a server nobody vouches for is refused, whatever the environment says", async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      const url = await tlsServer("server");
      const error = await refusal((await open({ url })).send("version-get"));
      expect(error.cause).toMatch(
        /^The certificate of https:.* is not signed by an authority in the list that comes with Node\.js/,
      );
      expect(error.remedy).toMatch(/^Set the channel's CA file/);
      const other = await refusal((await open({ url, caFile: file("other.crt") })).send("version-get"));
      expect(other.cause).toContain(`is not signed by an authority in ${file("other.crt")}`);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  test("a certificate for another name is refused", async () => {
    const url = (await tlsServer("server")).replace("127.0.0.1", "localhost");
    const error = await refusal((await open({ url, caFile: file("ca.crt") })).send("version-get"));
    expect(error.message).toMatch(/is for another name or address\. Use a name from the certificate/);
  });

  test("an expired certificate is refused", async () => {
    const error = await refusal(
      (await open({ url: await tlsServer("old"), caFile: file("ca.crt") })).send("version-get"),
    );
    expect(error.message).toMatch(/has expired\. Renew it on the host/);
  });

  test("a missing or foreign client certificate is told", async () => {
    const url = await tlsServer("server", true);
    const missing = await refusal((await open({ url, caFile: file("ca.crt") })).send("version-get"));
    expect(missing.message).toMatch(
      /asks for a client certificate and gets none\. Set the channel's certificate/,
    );
    const files = { caFile: file("ca.crt"), certFile: file("stranger.crt"), keyFile: file("stranger.key") };
    const foreign = await refusal((await open({ url, ...files })).send("version-get"));
    expect(foreign.message).toMatch(/stranger\.crt|broke before an answer/);
  });

  test("http and https mixed up are told", async () => {
    const plain = (await answering(200, [])).replace("http:", "https:");
    const error = await refusal((await open({ url: plain })).send("version-get"));
    expect(error.message).toMatch(/does not speak TLS\. Use an http url/);
    const secure = (await tlsServer("server")).replace("https:", "http:");
    expect((await refusal((await open({ url: secure })).send("version-get"))).remedy).toMatch(
      /use an https url/,
    );
  });

  test("files that are no certificates, do not belong together or are alone are told at once", async () => {
    const url = "https://127.0.0.1:1/";
    writeFileSync(file("junk"), "junk");
    for (const [control, message] of [
      [
        { certFile: file("client.crt"), keyFile: file("server.key") },
        /are no certificate and its key \(ERR_/,
      ],
      [{ certFile: file("junk"), keyFile: file("client.key") }, /are no certificate and its key \(ERR_/],
      [{ certFile: file("client.crt") }, /has a client certificate without its key\. Give both/],
      [{ caFile: "/none/ca.crt" }, /\/none\/ca\.crt with the trusted certificates cannot be read \(ENOENT\)/],
    ] as const) {
      expect((await refusal(open({ url, ...control }))).message).toMatch(message);
    }
  });
});

test("a host that accepts connections but never speaks TLS runs into the time limit", async () => {
  const port = await listen(createTcpServer(() => undefined));
  const error = await refusal(
    (await open({ url: `https://127.0.0.1:${port}/` })).send("version-get", undefined, 300),
  );
  expect(error.message).toMatch(/No connection to .* came about in time\. Check that the host is up/);
});
