package tintype.contract;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer of the type `application/problem+json` (RFC 9457).
///
/// @param type    a name for this kind of problem that programs may rely on: `/problems/too-large`
/// @param title   the same for every problem of this type
/// @param status  of the HTTP answer
/// @param detail  what to say to the person who asked
/// @param members more, named by the kind of problem
public record Problem(String type, String title, int status, String detail, @JsonAnyGetter Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        members = Map.copyOf(members);
    }

    public static Problem of(Failure failure) {
        return of(failure, failure.text());
    }

    public static Problem of(Failure failure, String detail) {
        return new Problem("/problems/" + failure.slug(), failure.text(), failure.status(), detail, Map.of());
    }

    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, more);
    }
}
