#!/bin/sh
# Process 1 of an oracle: a network of its own with interfaces of the right names, Kea's root file
# system under a layer that is thrown away, and a loop that gives one file after the other to Kea.
# Usage: oracle.sh ROOTFS_DIR WORK_DIR check|start|serve INTERFACE...
# Each line on standard input is FAMILY NAME (4 or 6, and WORK_DIR/NAME.json); each answer is NAME
# and the exit code (check: of -T; start, serve: 0 once the daemon serves). What Kea said is in NAME.out.
set -eu
rootfs=$1 work=$2 how=$3
shift 3

mount -t tmpfs -o mode=0755 oracle /run
top=/run/oracle root=/run/oracle/root
mkdir -p "$top/upper" "$top/work" "$root"
mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=$top/upper,workdir=$top/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=0755 run "$root/run"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mkdir -p "$root/run/kea" "$root/run/lock/kea" "$root/var/lib/kea" "$root/var/log/kea" "$root/oracle"
for dir in run/kea var/lib/kea var/log/kea; do
  [ "$dir" = run/kea ] || mount -t tmpfs kea "$root/$dir"
  chmod 0750 "$root/$dir"
done
mount --bind "$work" "$root/oracle"

# Any address is one of this host: a daemon that starts binds its members' URLs.
ip link set lo up
for family in 4 6; do echo 1 >"/proc/sys/net/ipv$family/ip_nonlocal_bind"; done
n=0
for name in "$@"; do
  n=$((n + 1))
  ip link add "$name" type veth peer name "peer$n"
  ip address add "192.0.2.$n/32" dev "$name"
  ip address add "fe80::ff:$n/64" dev "$name" nodad
  ip link set "$name" up
  ip link set "peer$n" up
done

export KEA_LOCKFILE_DIR=/run/lock/kea
exec chroot "$root" sh /oracle/loop.sh "$how"
