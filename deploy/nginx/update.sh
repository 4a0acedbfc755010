#!/usr/bin/env bash
# Lets nginx follow the map of groups: fetches tintype.conf and reloads nginx if it has changed. What nginx does not
# take is not kept, and nothing is reloaded. To be run every second or two, by one process at a time.
#   TINTYPE_METADATA_URL=… TINTYPE_TOKEN=… deploy/nginx/update.sh [DIRECTORY]     (default: /etc/nginx)
# NGINX is the program (default: nginx), NGINX_RELOAD what reloads it; `true` before it is started for the first time.
set -euo pipefail
source "$(dirname "$0")/../fetch.sh"
directory=${1:-/etc/nginx}
conf=$directory/tintype.conf
nginx=("${NGINX:-nginx}" -c "$directory/nginx.conf")
read -ra reload <<<"${NGINX_RELOAD:-${nginx[*]} -s reload}"

fetch nginx.conf "$conf.new"
if cmp -s "$conf" "$conf.new"; then
    rm "$conf.new"
    exit
fi
if [ -e "$conf" ]; then cp "$conf" "$conf.old"; fi
mv "$conf.new" "$conf"
if ! "${nginx[@]}" -q -t || ! "${reload[@]}"; then
    mv "$conf" "$conf.refused"
    if [ -e "$conf.old" ]; then mv "$conf.old" "$conf"; fi
    echo "nginx does not take the new configuration, $conf.refused; the old one stays" >&2
    exit 1
fi
