#!/bin/sh
# Addresses and routes of one network namespace, run inside it. Usage: netns-init.sh HOST_PLAN_DIR
set -eu
# Members on two networks get requests on one interface and answer on the other: no reverse path filter.
for filter in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >"$filter"; done
# Link-local addresses are usable at once.
for dad in /proc/sys/net/ipv6/conf/*/accept_dad; do [ ! -e "$dad" ] || echo 0 >"$dad"; done
if [ -e "$1/forward" ]; then
  echo 1 >/proc/sys/net/ipv4/ip_forward
  [ ! -e /proc/sys/net/ipv6/conf/all/forwarding ] || echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
fi
# Others than root may ping, as on an ordinary host.
echo '0 2147483647' >/proc/sys/net/ipv4/ping_group_range
ip -batch "$1/net"
