#!/usr/bin/env bash
# A serving node is written to on an ext4 filesystem in a file. The file is copied while the node stands still: the disk
# as a power cut leaves it. The copy is mounted in its place, compared with what the node has acknowledged, and a node is
# started on it; and so on. Needs root, as it mounts.
#   bench/faults/power-cuts.sh [CUTS] [SEED] [LIES]
# LIES shows that the test can fail: all, files or directories are never forced to the disk, whatever the node does.
set -euo pipefail
source "$(dirname "$0")/classpath.sh"
preloaded=()
if [ -n "${3:-}" ]; then
    export TINTYPE_LIES=$3
    preloaded=("$root/end-to-end/target/lying-disk.so")
    cc -shared -fPIC -O2 -o "${preloaded[0]}" "$root/bench/faults/lying-disk.c"
fi
exec "${run[@]}" tintype.endtoend.power.PowerCuts "${1:-20}" "${2:-1}" "${preloaded[@]}"
