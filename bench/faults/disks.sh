#!/usr/bin/env bash
# Users upload, look and delete while the disks of two nodes fill up, to the watermark and to the last byte, and then, with
# two copies of each group, change bytes of files that are there. The disks are ext4 filesystems in files; needs root, as
# it mounts. A row for each act: how long it took, and what users saw of it.
#   bench/faults/disks.sh [ROUNDS] [SEED]
set -euo pipefail
source "$(dirname "$0")/classpath.sh"
exec "${run[@]}" tintype.endtoend.disks.DisksUnderLoad "${1:-5}" "${2:-1}"
