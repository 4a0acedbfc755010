#!/usr/bin/env bash
# Users upload, look and delete at two gateways while processes of a suite of its own are killed (-9) one after the other;
# then everything that they were told is compared with what they get. The same SEED draws the same processes.
#   bench/faults/kills.sh [COUNT] [SEED]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
"$root/tintype" build >/dev/null
mvn -q -f "$root/pom.xml" -pl end-to-end -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >/dev/null
exec "$java" -Dtintype.home="$root" \
    -cp "$root/end-to-end/target/test-classes:$(cat "$root/end-to-end/target/classpath")" \
    tintype.endtoend.KillsUnderLoad "${1:-200}" "${2:-1}"
