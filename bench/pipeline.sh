#!/usr/bin/env bash
# How many photos a second go through the whole suite, against a suite that `./tintype up` has started here:
# first rendering alone (event in, original read from its node, variants stored on it, event out), for which the photos
# are uploaded while thumbnail-service is held; then with the uploads beside it.
#   bench/pipeline.sh PHOTO_DIRECTORY [ROUNDS]
# To compare with bench/engines, let the suite make the same variants:
#   TINTYPE_PRESETS=thumb=fit-160x160:jpg,small=fit-320x320:jpg,medium=fit-640x640:jpg,large=fit-1280x1280:jpg ./tintype up
set -euo pipefail
photos=$1 rounds=${2:-10} base=${TINTYPE_URL:-http://localhost:8080}
worker=${TINTYPE_THUMBNAIL_URL:-http://localhost:8082}
renderers=$(pgrep -f 'tintype.data=.*/thumbnail-service' || true)

rendered() {
    curl -sf "$worker/q/metrics" | sed -n 's/^tintype_render_jobs_total{[^}]*outcome="stored"[^}]*} \([0-9.]*\).*/\1/p' |
        awk '{ n += $1 } END { printf "%d", n }'
}

upload() { xargs -P 4 -I{} curl -sf -o /dev/null -F file=@{} "$base/images" <<<"$1"; }

await() { while [ "$(rendered)" -lt "$1" ]; do sleep 0.1; done; }

files() { for _ in $(seq "$1"); do ls "$photos"/*.jpg; done; }

tell() { awk -v what="$1" -v n="$2" -v s="$3" -v e="$4" 'BEGIN { printf "%s: %d photos in %.1f s, %.1f photos/s\n", what, n, e - s, n / (e - s) }'; }

all=$(files "$rounds")
count=$(wc -l <<<"$all")
few=$(files 2)
before=$(rendered)
upload "$few"
await $((before + $(wc -l <<<"$few")))

if [ -n "$renderers" ]; then
    before=$(rendered)
    trap 'kill -CONT $renderers' EXIT
    kill -STOP $renderers
    upload "$all"
    start=$(date +%s.%N)
    kill -CONT $renderers
    await $((before + count))
    tell "rendering" "$count" "$start" "$(date +%s.%N)"
fi

before=$(rendered)
start=$(date +%s.%N)
upload "$all"
await $((before + count))
tell "uploads and rendering" "$count" "$start" "$(date +%s.%N)"
