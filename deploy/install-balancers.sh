#!/usr/bin/env bash
# Finds nginx, HAProxy and socat for the tests, or gets Debian's: installed when this is root, else unpacked into
# DIRECTORY. Says on its output by which PATH and LD_LIBRARY_PATH they are found.
#   deploy/install-balancers.sh DIRECTORY
set -euo pipefail
unpacked=$1
export PATH=$PATH:/usr/sbin:$unpacked/usr/sbin:$unpacked/usr/bin
export LD_LIBRARY_PATH=${LD_LIBRARY_PATH:-}:$unpacked/usr/lib/$(uname -m)-linux-gnu

runs() { nginx -v && haproxy -v && socat -V; } &>/dev/null

if ! runs && ! command -v apt-get >/dev/null; then
    echo "Neither nginx, HAProxy and socat nor apt-get are here: install the three" >&2
    exit 1
fi
if ! runs && [ "$(id -u)" = 0 ]; then
    # Without starting them: a test takes no port of this machine.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        trap 'rm -f $policy' EXIT
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
    fi
    export DEBIAN_FRONTEND=noninteractive
    (apt-get update && apt-get install -y --no-install-recommends nginx haproxy socat) >&2
fi
if ! runs; then
    mkdir -p "$unpacked"
    cd "$unpacked"
    apt-get download nginx haproxy socat liblua5.3-0 libopentracing1 libopentracing-c-wrapper0 libpcre2-8-0 libwrap0 >&2
    for package in *.deb; do dpkg -x "$package" .; done
fi
runs || { echo "nginx, HAProxy and socat could neither be installed nor unpacked" >&2; exit 1; }
echo "$PATH"
echo "$LD_LIBRARY_PATH"
