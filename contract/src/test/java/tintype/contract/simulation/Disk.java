package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a node has on its disk: seen by all as soon as it is written, sure to outlive a power cut only when it was forced.
final class Disk {

    private record Unforced(Object what, Runnable undo) {}

    private final SortedMap<Photo, SortedMap<String, Long>> live = new TreeMap<>();
    private final SortedSet<Photo> tombstones = new TreeSet<>();
    /// What was found to be wrong and put aside, and at which epoch.
    private final SortedMap<Photo, Long> damaged = new TreeMap<>();
    private final List<Unforced> unforced = new ArrayList<>();
    private MapSnapshot map;

    Disk(MapSnapshot map) {
        this.map = map;
    }

    SortedMap<Photo, SortedMap<String, Long>> live() {
        return live;
    }

    SortedSet<Photo> tombstones() {
        return tombstones;
    }

    SortedMap<Photo, Long> damaged() {
        return damaged;
    }

    MapSnapshot map() {
        return map;
    }

    void put(Photo photo, String file, long bytes) {
        SortedMap<String, Long> files = live.computeIfAbsent(photo, _ -> new TreeMap<>());
        Long before = files.put(file, bytes);
        unforced.add(new Unforced(photo, () -> putBack(photo, file, before)));
    }

    private void putBack(Photo photo, String file, @Nullable Long before) {
        SortedMap<String, Long> files = live.get(photo);
        if (files == null) {
            return;
        }
        if (before == null) {
            files.remove(file);
        } else {
            files.put(file, before);
        }
        if (files.isEmpty()) {
            live.remove(photo);
        }
    }

    void remove(Photo photo) {
        SortedMap<String, Long> files = live.remove(photo);
        if (files != null) {
            unforced.add(new Unforced(photo, () -> live.putIfAbsent(photo, files)));
        }
    }

    void bury(Photo photo) {
        tombstones.add(photo);
    }

    void putAside(Photo photo, long epoch) {
        damaged.put(photo, epoch);
        remove(photo);
        force(photo);
    }

    /// @return what was here
    Map<Photo, SortedMap<String, Long>> removeAll() {
        Map<Photo, SortedMap<String, Long>> all = new TreeMap<>(live);
        live.clear();
        damaged.clear();
        unforced.removeIf(write -> write.what() instanceof Photo);
        return all;
    }

    void put(MapSnapshot next) {
        MapSnapshot before = map;
        map = next;
        unforced.add(new Unforced(MapSnapshot.class, () -> map = before));
    }

    void forceMap() {
        force(MapSnapshot.class);
    }

    void force(Object what) {
        unforced.removeIf(write -> Objects.equals(write.what(), what));
    }

    /// Any of what was not forced may be gone, the last first.
    ///
    /// @return whether something is
    boolean cutPower(Schedule schedule) {
        boolean lost = false;
        for (Unforced write : unforced.reversed()) {
            if (!schedule.oneIn(3)) {
                write.undo().run();
                lost = true;
            }
        }
        unforced.clear();
        return lost;
    }
}
