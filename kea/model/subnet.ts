/* eslint-disable @typescript-eslint/no-explicit-any -- JSON of any shape: whatever Kea supports stays in reach. */
import type { LeaseTimes, OptionProps, ReservationProps } from "./settings";

/** Which packets lead to a subnet; may differ from host to host. */
export interface SelectorProps {
  /** Interface on which the clients are. Left out on members that do not listen on it, and refused where none does. */
  readonly interface?: string;
  /** Addresses of the relays that forward for this subnet. */
  readonly relay?: string[];
  /** v6: the relays' interface-id option. */
  readonly interfaceId?: string;
}

/** A pool with settings of its own. */
export interface PoolProps {
  /** `first-last`, or a prefix. */
  readonly pool: string;
  /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
  readonly clientClasses?: string[];
  readonly options?: OptionProps[];
  /** Further Kea keys, those that no property says; merged in as they are. */
  readonly extra?: { readonly [key: string]: any };
}

/** v6: a pool of prefixes to delegate. */
export interface PdPoolProps {
  /** Prefix that all delegated ones are in, without its length: `2001:db8:8000::`. */
  readonly prefix: string;
  /** Length of `prefix`, 1 to 128 bits. */
  readonly prefixLen: number;
  /** Length of each delegated prefix in bits, `prefixLen` to 128. */
  readonly delegatedLen: number;
  /** Prefix that is left out of each delegated one (RFC 6603), without its length. Default: none. */
  readonly excludedPrefix?: string;
  /** Its length in bits, more than `delegatedLen`. */
  readonly excludedPrefixLen?: number;
  /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
  readonly clientClasses?: string[];
  readonly options?: OptionProps[];
  /** Further Kea keys, those that no property says; merged in as they are. */
  readonly extra?: { readonly [key: string]: any };
}

/** A subnet. It belongs to one relationship and is the same on all its members. */
export interface SubnetProps extends LeaseTimes, SelectorProps {
  /** 1 to 4294967294. Leases refer to it: never reuse or renumber. */
  readonly id: number;
  /** Prefix, e.g. `10.1.0.0/24` or `2001:db8:1::/64`. */
  readonly subnet: string;
  /** `first-last`, or a prefix. */
  readonly pools?: string[];
  /** Pools with settings of their own. */
  readonly poolDetails?: PoolProps[];
  /** v6: pools of prefixes to delegate. */
  readonly pdPools?: PdPoolProps[];
  /** v4: the default gateways (option `routers`). */
  readonly routers?: string[];
  readonly options?: OptionProps[];
  readonly reservations?: ReservationProps[];
  /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
  readonly clientClasses?: string[];
  /** Classes that are evaluated only here. */
  readonly evaluateAdditionalClasses?: string[];
  /** v6: allow the two-message exchange. */
  readonly rapidCommit?: boolean;
  /**
   * Selectors of single hosts of the topology, by host name; they replace the subnet's own there. Those of a
   * host that is no member are of no use yet, or no more.
   */
  readonly selectors?: { readonly [host: string]: SelectorProps };
  /** Kept by Kea as it is; `ha-server-name` is added. */
  readonly userContext?: { readonly [key: string]: any };
  /** Further Kea keys, those that no property says; merged in as they are. */
  readonly extra?: { readonly [key: string]: any };
}

/** Subnets that share one link. All belong to the same relationship. */
export interface SharedNetworkProps extends LeaseTimes, SelectorProps {
  readonly name: string;
  readonly subnets: SubnetProps[];
  readonly options?: OptionProps[];
  /** Client classes that may use it; any one of them is enough. Kea 2.6 takes one only: synth refuses more. */
  readonly clientClasses?: string[];
  /** Selectors of single hosts of the topology, by host name; they replace the network's own there. */
  readonly selectors?: { readonly [host: string]: SelectorProps };
  readonly userContext?: { readonly [key: string]: any };
  /** Further Kea keys, those that no property says; merged in as they are. */
  readonly extra?: { readonly [key: string]: any };
}
