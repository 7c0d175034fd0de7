#!/bin/sh
# Inside the root file system: see oracle.sh.
how=$1

check() {
  timeout -s KILL 20 "/usr/sbin/kea-dhcp$1" -T "/oracle/$2.json" >"/oracle/$2.out" 2>&1
}

# A daemon that has opened its control socket has read its configuration and bound what it binds.
start() {
  rm -f /run/kea/* /var/lib/kea/* /run/lock/kea/*
  "/usr/sbin/kea-dhcp$1" -c "/oracle/$2.json" >"/oracle/$2.out" 2>&1 &
  pid=$!
  tries=0
  code=0
  while [ $tries -lt 80 ]; do
    tries=$((tries + 1))
    grep -q "DHCP$1_STARTED" "/oracle/$2.out" && break
    if ! kill -0 $pid 2>/dev/null; then
      wait $pid && code=0 || code=$?
      [ $code -ne 0 ] || code=1
      return $code
    fi
    sleep 0.05
  done
  kill -KILL $pid 2>/dev/null
  wait $pid 2>/dev/null
  return 0
}

while read -r family name; do
  $how "$family" "$name" && code=0 || code=$?
  echo "$name $code"
done
