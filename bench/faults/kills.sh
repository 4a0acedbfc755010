#!/usr/bin/env bash
# Users upload, look and delete at two gateways while processes of a suite of its own are killed (-9) one after the other;
# then everything that they were told is compared with what they get. The same SEED draws the same processes.
#   bench/faults/kills.sh [COUNT] [SEED]
set -euo pipefail
source "$(dirname "$0")/classpath.sh"
exec "${run[@]}" tintype.endtoend.faults.KillsUnderLoad "${1:-200}" "${2:-1}"
