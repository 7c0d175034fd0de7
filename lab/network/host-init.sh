#!/bin/sh
# Process 1 of one host: its network, its own view of the shared root file system, its sshd.
# Usage: host-init.sh NAME HOST_PLAN_DIR ROOTFS_DIR
set -eu
name=$1 dir=$2 rootfs=$3
sh "$(dirname "$0")/netns-init.sh" "$dir"
hostname "$name"

top=/run/lab/$name
root=$top/root
mkdir -p "$top/upper" "$top/work" "$root"
mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=$top/upper,workdir=$top/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=0755 run "$root/run"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
echo "$name" >"$root/etc/hostname"

# What the units of Debian's packages ask systemd to make.
mkdir -p "$root/run/lock" "$root/run/sshd" "$root/run/lab" "$root/var/log/lab"
if chroot "$root" id _kea >/dev/null 2>&1; then
  for own in run/kea run/lock/kea var/lib/kea var/log/kea; do
    mkdir -p "$root/$own"
    chroot "$root" chown _kea:_kea "/$own"
    chmod 0750 "$root/$own"
  done
  # Packages since 2.6 give the configuration directory to _kea; some leave its mode to systemd.
  [ "$(stat -c %u "$root/etc/kea")" = 0 ] || chmod 0750 "$root/etc/kea"
fi

if [ -e "$dir/ssh_host_key" ]; then
  mkdir -p -m 0700 "$root/root/.ssh"
  install -m 0600 "$dir/authorized_keys" "$root/root/.ssh/authorized_keys"
  install -m 0600 "$dir/ssh_host_key" "$root/etc/ssh/lab_host_key"
  chroot "$root" /usr/sbin/sshd -E /var/log/lab/sshd.log -o HostKey=/etc/ssh/lab_host_key -o UsePAM=no \
    -o PermitRootLogin=prohibit-password -o PasswordAuthentication=no -o KbdInteractiveAuthentication=no
fi
: >"$top.ready"
exec chroot "$root" sh -c 'sleep infinity; exit 0'
