/** The hook libraries of databases, since Kea 2.7.4; before, they are built in. */
export const DATABASE_LIBRARIES: Readonly<Record<string, string>> = {
  mysql: "libdhcp_mysql.so",
  postgresql: "libdhcp_pgsql.so",
};
