package tintype.endtoend.faults;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Stands at a point of another JVM's code, as a debugger does; so the product needs to know nothing of such points.
final class Breakpoint {

    private final VirtualMachine machine;

    private Breakpoint(VirtualMachine machine) {
        this.machine = machine;
    }

    /// For the environment of the JVM.
    static Map<String, String> listeningAt(int port) {
        return Map.of("JAVA_TOOL_OPTIONS",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port);
    }

    /// @param port of [#listeningAt]
    static Breakpoint at(WritePoint point, int port) throws IOException {
        var breakpoint = new Breakpoint(attach(port));
        breakpoint.machine.classesByName(point.type()).stream()
                .flatMap(type -> type.methodsByName(point.method()).stream())
                .map(method -> location(method, point.edge()))
                .forEach(breakpoint::add);
        if (breakpoint.machine.eventRequestManager().breakpointRequests().isEmpty()) {
            throw new IllegalStateException("There is no " + point.type() + "." + point.method() + " loaded for " + point);
        }
        return breakpoint;
    }

    private static VirtualMachine attach(int port) throws IOException {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        try {
            return connector.attach(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException("Cannot attach to port " + port, e);
        }
    }

    /// The compiler puts a method's last return at its end.
    private static Location location(Method method, WritePoint.Edge edge) {
        return switch (edge) {
            case ENTRY -> method.location();
            case EXIT -> {
                try {
                    yield method.allLineLocations().stream()
                            .max(Comparator.comparingLong(Location::codeIndex))
                            .orElseThrow();
                } catch (com.sun.jdi.AbsentInformationException e) {
                    throw new IllegalStateException(method + " has no line numbers", e);
                }
            }
        };
    }

    private void add(Location location) {
        BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(location);
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
    }

    /// Until a thread is there; from then on the whole process stands still, for good.
    void await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            EventSet events = machine.eventQueue().remove(left);
            if (events != null && isHit(List.copyOf(events))) {
                return;
            }
        }
        throw new IllegalStateException("Nobody came to the breakpoint within " + patience);
    }

    private static boolean isHit(List<Event> events) {
        return events.stream().anyMatch(BreakpointEvent.class::isInstance);
    }
}
