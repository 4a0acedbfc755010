#!/usr/bin/env bash
# From one node to three, two copies of each group, a fourth node, one drained, one killed: while users upload, look and
# delete at two gateways. A row for each act: how long it took, and what users saw of it. SECONDS of load lie before,
# between and after the acts.
#   bench/faults/scale-out.sh [SECONDS] [SEED]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
"$root/tintype" build >/dev/null
mvn -q -f "$root/pom.xml" -pl end-to-end -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >/dev/null
exec "$java" -Dtintype.home="$root" \
    -cp "$root/end-to-end/target/test-classes:$(cat "$root/end-to-end/target/classpath")" \
    tintype.endtoend.ScaleOut "${1:-30}" "${2:-1}"
