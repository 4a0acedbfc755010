#!/usr/bin/env bash
# How many photos a second go through the whole suite: uploaded, stored, announced, rendered in all presets, stored.
# Usage: bench/pipeline.sh PHOTO_DIRECTORY [ROUNDS]    against a suite that `./tintype up` has started
set -euo pipefail
photos=$1 rounds=${2:-10} base=${TINTYPE_URL:-http://localhost:8080}
worker=${TINTYPE_THUMBNAIL_URL:-http://localhost:8082}

rendered() {
    curl -sf "$worker/q/metrics" | sed -n 's/^tintype_render_jobs_total{[^}]*outcome="stored"[^}]*} \([0-9.]*\).*/\1/p' |
        awk '{ n += $1 } END { printf "%d", n }'
}

files=$(for _ in $(seq "$rounds"); do ls "$photos"/*.jpg; done)
count=$(wc -l <<<"$files")
before=$(rendered)
start=$(date +%s.%N)
xargs -P 4 -I{} curl -sf -o /dev/null -F file=@{} "$base/images" <<<"$files"
uploaded=$(date +%s.%N)
while [ $(($(rendered) - before)) -lt "$count" ]; do sleep 0.1; done
end=$(date +%s.%N)
awk -v n="$count" -v s="$start" -v u="$uploaded" -v e="$end" \
    'BEGIN { printf "%d photos: uploads took %.1f s, all rendered after %.1f s, %.1f photos/s\n", n, u - s, e - s, n / (e - s) }'
