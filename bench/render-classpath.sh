# For the scripts here: builds the module render with its tests, and sets `classpath` and `java`.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
mvn -q -f "$root/pom.xml" -pl render -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >/dev/null
classpath=$root/render/target/classes:$root/render/target/test-classes:$root/contract/target/classes
classpath=$classpath:$root/cluster/target/test-classes:$(cat "$root/render/target/classpath")
