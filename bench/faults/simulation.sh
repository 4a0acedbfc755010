#!/usr/bin/env bash
# Runs the simulation of the group protocol through COUNT schedules, the first of them of SEED, and prints what they came
# across, or the story of one that broke a promise. A seed replays alone in the tests: -Dtintype.simulation.seed=N
#   bench/faults/simulation.sh [COUNT] [SEED]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
mvn -q -f "$root/pom.xml" -pl contract -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >/dev/null
exec "$java" -cp "$root/contract/target/test-classes:$root/contract/target/classes:$(cat "$root/contract/target/classpath")" \
    tintype.contract.simulation.SimulationRun "${1:-200000}" "${2:-0}"
