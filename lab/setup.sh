#!/usr/bin/env bash
# Makes a fresh Debian machine ready for the demo and the tests; does nothing, quickly, on a ready one.
# Usage: bash lab/setup.sh [--tests] [KEA_VERSION...]   (default: 3.0.4)
# With --tests a machine that cannot run the lab is no error: its tests are skipped, and this says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tests=no
if [ "${1:-}" = --tests ]; then
  tests=yes
  shift
fi

say() { echo "setup: $*"; }
fail() {
  echo "setup: $*" >&2
  exit 1
}
# Runs a step whose output matters only when it fails: quietly WHAT_TO_DO COMMAND...
quietly() {
  local advice=$1 log status=0
  shift
  log=$(mktemp 2>/dev/null) || fail "no temporary file can be made in ${TMPDIR:-/tmp}; make room there, or set TMPDIR, then run this again"
  "$@" >"$log" 2>&1 || status=$?
  [ "$status" = 0 ] || { tail -n 60 "$log" >&2; rm -f "$log"; fail "\"$*\" failed, as said above; $advice, then run this again"; }
  rm -f "$log"
}
# Is TARGET missing, or older than any file of the paths after it?
stale() {
  local target=$1
  shift
  [ ! -e "$target" ] || [ -n "$(find "$@" -type f -newer "$target" -print -quit)" ]
}

command -v node >/dev/null || fail "node is missing; install Node.js 20.19 or newer"
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
  fail "node $(node --version) is too old; install Node.js 20.19 or newer"
command -v npm >/dev/null || fail "npm is missing; install the npm that belongs to $(command -v node)"

if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "installing the packages of package-lock.json"
  # The build that "prepare" would start comes next, and only when it is needed.
  quietly "see that npm reaches its registry" npm ci --ignore-scripts
fi

if stale dist/constructs/index.js package.json build.mjs tsconfig.json tsconfig.build.json kea constructs stacks rollout cli; then
  say "building dist/"
  quietly "correct that" npm run --silent build
fi

no_lab=
if [ "$(id -u)" != 0 ]; then
  no_lab="not root; run as root"
elif ! grep -qs '^ID=debian' /etc/os-release; then
  no_lab="not Debian; use a Debian machine or container"
else
  packages=()
  need() { command -v "$1" >/dev/null || packages+=("$2"); }
  need mmdebstrap mmdebstrap
  need ip iproute2
  need ssh openssh-client
  need nsenter util-linux
  need flock util-linux
  need git git
  # Its programs are wanted, for tests that start a server of their own, and no server that runs.
  if [ "$tests" = yes ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    quietly "see that apt-get reaches its mirror" apt-get update -qq
    quietly "install it in another way" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-common
    sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    packages+=(postgresql)
  fi
  if [ ${#packages[@]} -gt 0 ]; then
    say "installing ${packages[*]}"
    quietly "see that apt-get reaches its mirror" apt-get update -qq
    quietly "install them in another way" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
  fi
  unshare --net --mount --pid --fork --mount-proc true 2>/dev/null ||
    no_lab="namespaces are not permitted; in a container, use a privileged one"
fi

if ! command -v terraform >/dev/null && ! command -v tofu >/dev/null; then
  missing="terraform or tofu is missing; install one of them and put it on PATH"
  [ "$tests" = yes ] || fail "$missing"
  say "tests that run Terraform cannot pass: $missing"
fi
[ -e node_modules/tsx ] || fail 'the package tsx is missing in node_modules; run "npm ci", then run this again'
[ ! -e lab/terraform/providers/setup.ts ] || node --import tsx lab/terraform/providers/setup.ts

if [ -n "$no_lab" ]; then
  [ "$tests" = yes ] || fail "the lab cannot run here: $no_lab"
  say "lab tests will be skipped: $no_lab"
  exit 0
fi

node --import tsx lab/image/main.ts "$@"
