import { KeaVersion } from "../../../../kea/profiles";
import { insecureControlSocket } from "../../../../kea/rules/dhcp/insecure-control-socket";
import { describeRule } from "../describe-rule";


describeRule(insecureControlSocket, [
{ finds: "an open HTTP socket, and secrets in clear text", kea: KeaVersion.V3_2, breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-port": 8080 }, { "socket-type": "http", "socket-port": 8081, authentication: { type: "basic", clients: [{ user: "a", password: "s" }] } }); }, says: [] },
{ finds: "a password of Kea's examples", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-port": 8080, authentication: { type: "basic", clients: [{ user: "a", password: "1234" }] } }); }, says: [] },
], [
{ allows: "an open HTTP socket in 3.0", breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-port": 8080 }); } },
{ allows: "secrets in files", kea: KeaVersion.V3_2, breaks: ({ dhcp }) => { dhcp("north")["control-sockets"].push({ "socket-type": "http", "socket-port": 8080, authentication: { type: "basic", directory: "/etc/kea", clients: [{ "user-file": "user", "password-file": "password" }] } }); } },
]);
