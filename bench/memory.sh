#!/usr/bin/env bash
# The memory of a render worker (now, and at its worst): on 36 megapixel photos, plain and progressive, and over COUNT
# pictures, of which the default presets are made in JPEG and WebP. It is never replaced meanwhile.
#   bench/memory.sh PHOTO_DIRECTORY [COUNT]
set -euo pipefail
source "$(dirname "$0")/render-classpath.sh"
exec "$java" -Xmx1g --enable-native-access=ALL-UNNAMED -cp "$classpath" tintype.render.EngineMemory "$1" "${2:-10000}"
