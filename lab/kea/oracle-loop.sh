#!/bin/sh
# Inside the root file system: see oracle.sh.
how=$1

check() {
  rm -f /var/lib/kea/*
  timeout -s KILL 20 "/usr/sbin/kea-dhcp$1" -T "/oracle/$2.json" >"/oracle/$2.out" 2>&1
}

# A daemon has read its configuration and bound what it binds when it says so, or, where its loggers
# do not let it, when it lives on for a second after it has opened its control socket.
start() {
  rm -f /run/kea/* /var/lib/kea/* /run/lock/kea/*
  "/usr/sbin/kea-dhcp$1" -c "/oracle/$2.json" >"/oracle/$2.out" 2>&1 &
  pid=$!
  left=100
  while [ $left -gt 0 ]; do
    left=$((left - 1))
    grep -q "DHCP$1_STARTED" "/oracle/$2.out" && break
    if ! kill -0 $pid 2>/dev/null; then
      wait $pid && code=0 || code=$?
      [ $code -ne 0 ] || code=1
      return $code
    fi
    [ $left -lt 20 ] || ! ls /run/kea/*-socket >/dev/null 2>&1 || left=20
    sleep 0.05
  done
  kill -KILL $pid 2>/dev/null
  wait $pid 2>/dev/null
  return 0
}

# A daemon that stays, in place of the one of its family before: asked over its control socket then.
serve() {
  eval "old=\${pid$1:-}"
  if [ -n "$old" ]; then
    kill -TERM "$old" 2>/dev/null
    wait "$old" 2>/dev/null
  fi
  rm -f "/run/kea/kea$1-ctrl-socket"* /var/lib/kea/* /run/lock/kea/*
  "/usr/sbin/kea-dhcp$1" -c "/oracle/$2.json" >"/oracle/$2.out" 2>&1 &
  eval "pid$1=$!"
  left=200
  while [ $left -gt 0 ]; do
    left=$((left - 1))
    [ -S "/run/kea/kea$1-ctrl-socket" ] && return 0
    kill -0 $! 2>/dev/null || return 1
    sleep 0.02
  done
  return 124
}

while read -r family name; do
  $how "$family" "$name" && code=0 || code=$?
  echo "$name $code"
done
