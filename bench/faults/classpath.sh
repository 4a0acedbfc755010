# For the scripts here: builds the suite and the module end-to-end, and sets `run`, a java with all of it.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
"$root/tintype" build >&2
mvn -q -f "$root/pom.xml" -pl end-to-end -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >&2
run=("$java" -Dtintype.home="$root" -cp "$root/end-to-end/target/test-classes:$(cat "$root/end-to-end/target/classpath")")
