#!/usr/bin/env bash
# Fetches libvips for this machine through npm, which checks it by the digest in package-lock.json, and puts it below the
# directory given, where the jar takes it from. Without npm, or on another system, the jar has none: the engine then looks
# for the system's libvips.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
case $(uname -s)-$(uname -m) in
    Linux-x86_64) platform=linux-x64 ;;
    Linux-aarch64) platform=linux-arm64 ;;
    *)
        echo "No libvips is packaged for $(uname -s) on $(uname -m)" >&2
        exit 0
        ;;
esac
target=$1/native/$platform
if [ "$target/version" -nt "$here/package-lock.json" ]; then
    exit 0
fi
if ! command -v npm >/dev/null; then
    echo "There is no npm on the PATH: the native engine is built without its library" >&2
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work"
(cd "$work" && npm ci --ignore-scripts --loglevel=error >&2)
package=$work/node_modules/@img/sharp-libvips-$platform
mkdir -p "$target"
cp "$package"/lib/libvips-cpp.so.* "$target/libvips.so"
sed -n 's/.*"vips": *"\([^"]*\)".*/\1/p' "$package/versions.json" >"$target/version"
