#!/usr/bin/env bash
# From one node to three, two copies of each group, a fourth node, one drained, one killed, a fifth in its place: while
# users upload, look and delete at two gateways. A row for each act: how long it took, and what users saw of it. SECONDS
# of load lie before, between and after the acts.
#   bench/faults/scale-out.sh [SECONDS] [SEED]
set -euo pipefail
source "$(dirname "$0")/classpath.sh"
exec "${run[@]}" tintype.endtoend.expansion.ScaleOut "${1:-30}" "${2:-1}"
