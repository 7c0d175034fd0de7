import { KeaVersion } from "../../../../kea/profiles";
import { controlSocket } from "../../../../kea/rules/dhcp/control-socket";
import { describeRule } from "../describe-rule";


describeRule(controlSocket, [
{ finds: "two unix sockets, and a path that is too long", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "unix", "socket-name": `/run/kea/${"x".repeat(99)}` }); }, says: [] },
{ finds: "HTTP sockets that Kea cannot open", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-address": "localhost", "socket-port": 8080 }, { "socket-type": "https", "socket-port": 8081 }, { "socket-type": "http", "socket-port": 8082, "cert-file": "/etc/kea/cert.pem" }, { "socket-type": "http", "socket-name": "x", "socket-port": 8083 }); }, says: [] },
{ finds: "users that Basic authentication cannot carry", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-port": 8080, authentication: { type: "basic", clients: [{ user: "a:b", password: "s" }, { user: "", password: "s" }] } }); }, says: [] },
{ finds: "an HTTP socket in 2.6", kea: KeaVersion.V2_6, breaks: ({ dhcp }) => { dhcp("north")["control-socket"] = { "socket-type": "http", "socket-name": "x" }; }, says: [] },
], [
{ allows: "a unix socket and several HTTP sockets", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-address": "::1", "socket-port": 8080 }, { "socket-type": "https", "socket-port": 8081, "trust-anchor": "/etc/kea/ca.pem", "cert-file": "/etc/kea/cert.pem", "key-file": "/etc/kea/key.pem" }); } },
{ allows: "the longest path", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"][0]["socket-name"] = `/run/kea/${"x".repeat(98)}`; } },
]);
