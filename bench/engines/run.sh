#!/usr/bin/env bash
# Photos a second of each engine, four JPEG presets of every photo, two at a time, in turns on one machine.
#   bench/engines/run.sh PHOTO_DIRECTORY [TURNS]
# Needs node and npm; run it on a machine that does nothing else. Prints the median and the spread of each.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../render-classpath.sh"
photos=$(cd "$1" && pwd)
turns=${2:-5}
rounds=3 # of each turn; the first warms up and does not count

(cd "$here" && npm ci --ignore-scripts --silent)
vips=$(ls "$here"/node_modules/@img/sharp-libvips-linux-*/lib/libvips-cpp.so.* | head -1)

ours() {
    "$java" -Xmx768m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$classpath" \
        tintype.render.EngineSpeed "$1" "$photos" $rounds
}

log=$(mktemp)
export MALLOC_ARENA_MAX=2
for turn in $(seq "$turns"); do
    echo "turn $turn of $turns" >&2
    for engine in bare workers sharp-chain sharp-clone imgscalr; do
        case $engine in
            bare) "$java" --enable-native-access=ALL-UNNAMED "$here/BareVips.java" "$vips" "$photos" $rounds ;;
            sharp-*) node "$here/sharp.mjs" "$photos" "${engine#sharp-}" $rounds ;;
            *) ours $engine ;;
        esac | tail -n +2 >>"$log"
    done
done

awk '
    { n[$1]++; rate[$1, n[$1]] = $2; cpu[$1, n[$1]] = $4 }
    function median(values, name, count,    i, j, t, sorted) {
        for (i = 1; i <= count; i++) sorted[i] = values[name, i]
        for (i = 1; i <= count; i++) for (j = i + 1; j <= count; j++)
            if (sorted[j] < sorted[i]) { t = sorted[i]; sorted[i] = sorted[j]; sorted[j] = t }
        low = sorted[1]; high = sorted[count]
        return sorted[int((count + 1) / 2)]
    }
    END {
        print "| engine | photos/s | spread | CPU ms a photo |"
        print "|---|---|---|---|"
        for (name in n) {
            rates = median(rate, name, n[name]); spread = low " to " high
            print "| " name " | " rates " | " spread " | " median(cpu, name, n[name]) " |"
        }
    }' "$log"
