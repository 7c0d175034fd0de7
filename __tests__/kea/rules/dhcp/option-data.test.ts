import fc from "fast-check";
import { Family } from "../../../../kea/model/family";
import { bytesMisfit, fieldsMisfit } from "../../../../kea/schema/option-data";
import { hexBytes } from "../../../../kea/schema/option-types";

const TYPES = [
  ...["uint8", "int16", "uint32", "ipv4-address", "ipv6-address", "ipv6-prefix", "boolean", "string", "fqdn"],
  ...["binary", "psid", "tuple", "empty", "internal", "vendor", "routes", "dnr", "constructor"],
];
const text = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom(..."0x1a.:/,\\ +-%'", "10.1.0.1", "2001:db8::/64", "true"), { maxLength: 9 })
    .map((parts) => parts.join("")),
);

test("any data is taken or refused, whatever an option is made of", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      text,
      fc.constantFrom(...Object.values(Family)),
      (fields, array, data, family) => {
        const misfits = [
          fieldsMisfit({ fields, array }, data, family),
          bytesMisfit({ fields, array }, hexBytes(data) ?? [], family),
        ];
        for (const misfit of misfits) if (misfit) expect(misfit.is.length).toBeLessThan(300);
      },
    ),
    { numRuns: 5000 },
  );
});

test("a text of megabytes is no hang, and no overflow", () => {
  const data = "a".repeat(2_000_000);
  for (const type of ["string", "binary", "fqdn", "uint32", "tuple"])
    fieldsMisfit({ fields: [type], array: false }, data, Family.V4);
  bytesMisfit({ fields: ["string"], array: false }, hexBytes(data) ?? [], Family.V4);
});
