package tintype.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The one way in which the contract is written as JSON: ISO times, nothing for what is absent,
/// and no complaint about members that a newer version added.
public final class Json {

    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new NothingMissing())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .build();

    private Json() {}

    public static byte[] print(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    public static <T> Parsed<T> parse(byte[] json, Class<T> shape) {
        try {
            T value = MAPPER.readValue(json, shape);
            return value == null ? Parsed.refused("There is no " + shape.getSimpleName() + " in 'null'") : Parsed.ok(value);
        } catch (JsonProcessingException e) {
            return Parsed.refused("Not a " + shape.getSimpleName() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read from memory: " + new String(json, StandardCharsets.UTF_8), e);
        }
    }
}
