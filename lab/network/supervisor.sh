#!/bin/sh
# Process 1 of a lab: builds everything from the plan, says so, and is the lab's life: when it ends, the kernel
# ends every process, namespace, mount and link made here.
# Usage: supervisor.sh PLAN_DIR ROOTFS_DIR owned|kept   (owned: ends with its standard input)
set -eu
plan=$1 rootfs=$2 life=$3
here=$(dirname "$0")

# The machine's own sockets (/run) are hidden from the lab, and names of network namespaces cannot outlive it.
mount -t tmpfs -o mode=0755 lab /run
mkdir -p /run/netns /run/lab
# Plain `ssh root@ADDRESS` on the admin host uses the lab's key and known hosts.
[ ! -d /etc/ssh/ssh_config.d ] || mount --bind "$plan/ssh" /etc/ssh/ssh_config.d

ip link set lo up
ip -batch "$plan/links"

for dir in "$plan"/hosts/*; do
  name=$(basename "$dir")
  if [ "$(cat "$dir/kind")" = bare ]; then
    ip netns exec "$name" sh "$here/netns-init.sh" "$dir" && : >"/run/lab/$name.ready" &
  else
    ip netns exec "$name" unshare --mount --pid --uts --fork --kill-child --mount-proc --propagation private \
      sh "$here/host-init.sh" "$name" "$dir" "$rootfs" &
  fi
done

for dir in "$plan"/hosts/*; do
  tries=0
  until [ -e "/run/lab/$(basename "$dir").ready" ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || { echo "$(basename "$dir"): not ready after 30 seconds" >&2; exit 1; }
    sleep 0.05
  done
done
: >"$plan/ready"

# A shell in the foreground of a child also collects orphans, as process 1 must.
if [ "$life" = owned ]; then cat >/dev/null; else sleep infinity; fi
exit 0
