/** The hook libraries of databases, since Kea 2.7.4; before, databases of leases and hosts are built in. */
export const DATABASE_LIBRARIES: Readonly<Record<string, string>> = {
  mysql: "libdhcp_mysql.so",
  postgresql: "libdhcp_pgsql.so",
};

/** The hook libraries of databases of configurations before that. */
export const CONFIG_LIBRARIES: Readonly<Record<string, string>> = {
  mysql: "libdhcp_mysql_cb.so",
  postgresql: "libdhcp_pgsql_cb.so",
};
