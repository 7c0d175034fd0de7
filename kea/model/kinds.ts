import type { HaMultiThreadingProps, HaSettings, StatePauseProps } from "./relationship";
import type {
  ClientClassProps,
  DirectoryProps,
  HookProps,
  HttpClientProps,
  HttpControlSocketProps,
  LeaseDatabaseProps,
  LoggerProps,
  MultiThreadingProps,
  OptionDefinitionProps,
  OptionProps,
  ReservationProps,
  ServerSettings,
  TlsFiles,
} from "./settings";
import type { PdPoolProps, PoolProps, SelectorProps, SharedNetworkProps, SubnetProps } from "./subnet";

/** What users write down, by what messages call it. */
export interface Kinds {
  "TLS files": TlsFiles;
  "client class": ClientClassProps;
  "control socket": HttpControlSocketProps;
  "control socket client": HttpClientProps;
  directories: DirectoryProps;
  "HA multi-threading": HaMultiThreadingProps;
  "HA settings": HaSettings;
  hook: HookProps;
  "lease database": LeaseDatabaseProps;
  logger: LoggerProps;
  "multi-threading": MultiThreadingProps;
  option: OptionProps;
  "option definition": OptionDefinitionProps;
  "pd-pool": PdPoolProps;
  pool: PoolProps;
  reservation: ReservationProps;
  selector: SelectorProps;
  settings: ServerSettings;
  "shared network": SharedNetworkProps;
  "state pause": StatePauseProps;
  subnet: SubnetProps;
}
