#!/bin/sh
# Builds one root file system, whole or not at all; run under flock. Usage: build-rootfs.sh FINAL_DIR MMDEBSTRAP...
# MMDEBSTRAP is called with the word TARGET replaced by the directory to fill.
set -eu
final=$1
shift
[ ! -d "$final" ] || exit 0
part=$final.part
rm -rf --one-file-system "$part"
for word in "$@"; do
  shift
  [ "$word" != TARGET ] || word=$part
  set -- "$@" "$word"
done
"$@"
mv "$part" "$final"
