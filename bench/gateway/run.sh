#!/usr/bin/env bash
# Our gateway beside nginx's proxy_pass with large buffers: the same files, the same servers behind, one after the
# other in short turns, so that what else the machine does meets both.
#   bench/gateway/run.sh [TURNS] [SECONDS] [CONNECTIONS]        (default: 7 turns of 5 s, 32 connections)
# Needs nginx and wrk (Debian packages) and a JDK 25 in JAVA_HOME. GATEWAY_JAVA adds options of the JVM.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
turns=${1:-7} seconds=${2:-5} connections=${3:-32}
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
export PATH=$PATH:/usr/sbin
for program in nginx wrk curl; do
    command -v $program >/dev/null || { echo "$program is missing" >&2; exit 1; }
done
app=$root/gateway/target/quarkus-app/quarkus-run.jar
[ -e "$app" ] || mvn -q -B -f "$root/pom.xml" -pl gateway -am -DskipTests package

directory=$(mktemp -d)
pids=()
finish() {
    kill "${pids[@]}" 2>/dev/null || true
    wait
    rm -rf "$directory"
}
trap finish EXIT

# --- what is read, and from where -------------------------------------------------------------------------------------
id=01m831qexxeyj80sy3v8ab5jre
mkdir -p "$directory"/{files/g/000/$id,upstream,proxy,gateway}
chmod 755 "$directory"
head -c 10240 /dev/urandom >"$directory/files/g/000/$id/fit-160x160.jpg"
head -c 102400 /dev/urandom >"$directory/files/g/000/$id/fit-640x640.jpg"

start_nginx() { # name, workers, what it does
    sed -e "s|DIRECTORY|$directory/$1|" -e "s|WORKERS|$2|" -e "s|ROLE|$3|" \
        "$here/nginx.conf" >"$directory/$1/nginx.conf"
    nginx -c "$directory/$1/nginx.conf" &
    pids+=($!)
}
start_nginx upstream 2 "server { listen 127.0.0.1:18191 backlog=4096; root $directory/files; \
add_header Cache-Control \"public, max-age=31536000, immutable\"; }"
start_nginx proxy 2 "upstream node { server 127.0.0.1:18191; keepalive 128; keepalive_requests 1000000; } \
server { listen 127.0.0.1:18180; location / { proxy_pass http://node; proxy_http_version 1.1; \
proxy_set_header Connection \"\"; proxy_buffer_size 64k; proxy_buffers 4 64k; proxy_busy_buffers_size 64k; } }"
nginx_pid=${pids[1]}

groups=$(for i in $(seq 0 255); do
    printf '{"group":"%03x","epoch":1,"read":["node-1"],"write":["node-1"],"state":"writable"}\n' "$i"
done | paste -sd,)
cat >"$directory/gateway/group-map.json" <<EOF
{"cluster":"00000000-0000-0000-0000-000000000001","version":1,"groupCount":256,
 "presets":{"current":[{"name":"thumb","recipe":"fit-160x160","formats":["image/jpeg"]}],"former":[]},
 "nodes":[{"name":"node-1","url":"http://127.0.0.1:18191"}],"groups":[$groups]}
EOF
TINTYPE_TOKEN=a-token-that-is-long-enough TINTYPE_DATA=$directory/gateway TINTYPE_KAFKA=127.0.0.1:1 \
    TINTYPE_UPLOAD_URL=http://127.0.0.1:1 TINTYPE_METADATA_URL=http://127.0.0.1:1 QUARKUS_HTTP_HOST=127.0.0.1 \
    QUARKUS_HTTP_PORT=18181 "$java" -Xmx96m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${GATEWAY_JAVA:-} -jar "$app" \
    >"$directory/gateway.log" 2>&1 &
gateway_pid=$!
pids+=($gateway_pid)

# --- the turns --------------------------------------------------------------------------------------------------------
path() { [ "$1" = 10 ] && echo "/g/000/$id/fit-160x160.jpg" || echo "/g/000/$id/fit-640x640.jpg"; }
port() { [ "$1" = nginx ] && echo 18180 || echo 18181; }

for port in 18180 18181; do
    for size in 10 100; do
        for _ in $(seq 100); do
            file=$(path $size)
            if curl -sf "http://127.0.0.1:$port$file" 2>/dev/null | cmp -s - "$directory/files$file"; then
                continue 2
            fi
            sleep 0.2
        done
        echo "port $port does not serve the file of $size KB as it is:" >&2
        tail "$directory/gateway.log" >&2
        exit 1
    done
done

# In ticks of the clock: of the process, and of those that it waits for.
cpu() {
    local pid all=0 ticks
    for pid in $([ "$1" = nginx ] && pgrep -P "$nginx_pid" || echo "$gateway_pid"); do
        ticks=$(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }')
        all=$((all + ticks))
    done
    echo "$all"
}

turn() { # door, size, seconds
    local before after out
    before=$(cpu "$1")
    out=$(wrk -t 1 -c "$connections" -d "${3}s" "http://127.0.0.1:$(port "$1")$(path "$2")")
    after=$(cpu "$1")
    if grep -qE 'Non-2xx|Socket errors' <<<"$out"; then
        echo "$1 failed: $out" >&2
        exit 1
    fi
    awk -v cpu=$((after - before)) -v hz="$(getconf CLK_TCK)" '
        /requests in/ { n = $1 } /^Requests\/sec/ { rate = $2 }
        END { printf "%.0f %.4f\n", rate, cpu / hz * 1000 / n }' <<<"$out"
}

# Until the JVM has compiled what it runs.
for _ in 1 2 3 4; do turn gateway 10 4 >/dev/null; turn gateway 100 4 >/dev/null; done
log=$directory/turns
for number in $(seq "$turns"); do
    for size in 10 100; do
        # Each goes first every other time.
        if [ $((number % 2)) = 0 ]; then doors='nginx gateway'; else doors='gateway nginx'; fi
        for door in $doors; do declare "$door=$(turn "$door" $size "$seconds")"; done
        echo "$size $nginx $gateway" >>"$log"
        echo "turn $number of $turns, $size KB: nginx $nginx, gateway $gateway (requests/s, CPU s per 1000)" >&2
    done
done

awk '
    { size = $1; k = ++n[size]; put("ratio", $4 / $2); put("nginx", $2); put("gateway", $4); put("cpu-nginx", $3)
      put("cpu-gateway", $5) }
    function put(name, value) { v[name, size, k] = value }
    function median(name, size,    i, j, t, count, sorted) {
        count = n[size]
        for (i = 1; i <= count; i++) sorted[i] = v[name, size, i]
        for (i = 1; i <= count; i++) for (j = i + 1; j <= count; j++)
            if (sorted[j] < sorted[i]) { t = sorted[i]; sorted[i] = sorted[j]; sorted[j] = t }
        low = sorted[1]; high = sorted[count]
        return (sorted[int((count + 1) / 2)] + sorted[int(count / 2) + 1]) / 2
    }
    END {
        printf "| file | gateway : nginx | spread | gateway requests/s | nginx requests/s | "
        print "CPU s per 1000: gateway | nginx |"
        print "|---|---|---|---|---|---|---|"
        for (size = 10; size <= 100; size += 90) {
            ratio = median("ratio", size)
            printf "| %d KB | %.2f | %.2f to %.2f | %.0f | %.0f | %.3f | %.3f |\n", size, ratio, low, high,
                median("gateway", size), median("nginx", size), median("cpu-gateway", size), median("cpu-nginx", size)
        }
    }' "$log"
