package tintype.local.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Columns as wide as their widest cell; numbers on the right.
final class Table {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    void add(Object... cells) {
        rows.add(IntStream.range(0, cells.length).mapToObj(i -> String.valueOf(cells[i])).toList());
    }

    String print() {
        int columns = rows.getFirst().size();
        List<Integer> widths = IntStream.range(0, columns)
                .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toList();
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String room = " ".repeat(widths.get(i) - cell.length());
                boolean isNumber = !cell.isEmpty() && Character.isDigit(cell.charAt(0)) && !cell.contains("-");
                line.append(isNumber ? room + cell : cell + room).append("  ");
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
