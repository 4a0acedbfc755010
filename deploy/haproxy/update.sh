#!/usr/bin/env bash
# Lets HAProxy follow the map of groups. A group that moved is set in the running process; only when nodes came, went or
# got another address, HAProxy is reloaded, if it takes the new configuration. To be run every second, by one process at
# a time.
#   TINTYPE_METADATA_URL=… TINTYPE_TOKEN=… deploy/haproxy/update.sh [DIRECTORY]     (default: /etc/haproxy)
# HAPROXY_RELOAD is what reloads it (default: systemctl reload haproxy); `true` before it is started for the first time.
# Needs curl and socat.
set -euo pipefail
source "$(dirname "$0")/../fetch.sh"
directory=${1:-/etc/haproxy}
cfg=$directory/tintype.cfg map=$directory/tintype.map
socket=${TINTYPE_SOCKET:-/run/haproxy-tintype.sock}
lines=100 # to one command line of HAProxy, which is as long as a buffer at most

fetch haproxy.cfg "$cfg.new"
fetch haproxy.map "$map.new"
if ! cmp -s "$cfg" "$cfg.new"; then
    if ! TINTYPE_MAP=$map.new ${HAPROXY:-haproxy} -q -c -f "$directory/haproxy.cfg" -f "$cfg.new"; then
        mv "$cfg.new" "$cfg.refused"
        echo "HAProxy refuses the new configuration, $cfg.refused; the old one stays" >&2
        exit 1
    fi
    for file in "$cfg" "$map"; do
        if [ -e "$file" ]; then cp "$file" "$file.old"; fi
        mv "$file.new" "$file"
    done
    if ! ${HAPROXY_RELOAD:-systemctl reload haproxy}; then
        for file in "$cfg" "$map"; do
            if [ -e "$file.old" ]; then mv "$file.old" "$file"; fi
        done
        echo "HAProxy was not reloaded; the old configuration stays" >&2
        exit 1
    fi
    exit
fi
rm "$cfg.new"
if cmp -s "$map" "$map.new"; then
    rm "$map.new"
    exit
fi
# The file changes last: if HAProxy does not answer, all of this is tried again.
comm -13 <(sort "$map") <(sort "$map.new") | while mapfile -n $lines -t moved && [ ${#moved[@]} -gt 0 ]; do
    answer=$(printf "set map $map %s;" "${moved[@]}" | socat -t 10 - "UNIX-CONNECT:$socket")
    if [ -n "${answer//[[:space:]]/}" ]; then
        echo "HAProxy did not set the map: $answer" >&2
        exit 1
    fi
done
mv "$map.new" "$map"
