#!/usr/bin/env bash
# SSIM of the 640 px variants of photos against a Lanczos reference in floating point, and their size in bytes, for each
# engine and each format and quality asked for. Photos that lie on their side are left out.
#   bench/quality.sh PHOTO_DIRECTORY [FORMAT-qQUALITY...]
set -euo pipefail
source "$(dirname "$0")/render-classpath.sh"
photos=$1
shift
[ $# -gt 0 ] || set -- jpg-q80 webp-q80 avif-q80 png-q80
exec "$java" -Xmx1g --enable-native-access=ALL-UNNAMED -cp "$classpath" tintype.render.EngineQuality "$photos" "$@"
