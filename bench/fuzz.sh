#!/usr/bin/env bash
# Hostile files for the render workers: every format cut off at each per cent, COUNT files changed at random, and bombs.
# Prints how they ended, and each file that broke or held up a worker; what the decoders said is in target/fuzz.log.
# The same SEED gives the same files.
#   bench/fuzz.sh [COUNT] [SEED]
set -euo pipefail
source "$(dirname "$0")/render-classpath.sh"
mkdir -p "$root/target"
exec "$java" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
    tintype.render.FuzzRun "${1:-20000}" "${2:-1}" 2>"$root/target/fuzz.log"
