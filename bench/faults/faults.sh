#!/usr/bin/env bash
# Users upload, look and delete at two gateways of a suite of its own with two copies of everything, while one thing after
# the other goes wrong: processes stand still, lines are cut one way, Kafka and PostgreSQL are away, an old backup is
# restored, writers are killed at each point of a write, groups move. After each, all that users were told is compared with
# what they get, and replicas with each other. In each of ROUNDS rounds everything happens once, in an order that SEED
# draws; no fault begins after MINUTES, and DONE says how many were seen in a run before. A row for each fault.
#   bench/faults/faults.sh [SEED] [ROUNDS] [MINUTES] [DONE]
set -euo pipefail
source "$(dirname "$0")/classpath.sh"
exec "${run[@]}" tintype.endtoend.faults.FaultsUnderLoad "${1:-1}" "${2:-1}" "${3:-60}" "${4:-0}"
