package io.plumtree.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.message.StreamId;

/** Messages and events as JSON: records by their components, bytes in hexadecimal and, where they are text, as text. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .addModule(new SimpleModule().addSerializer(NodeId.class, as(NodeId::value))
                    .addSerializer(StreamId.class, as(Json::named))
                    .addSerializer(Address.class, as(Address::toString))
                    .addSerializer(MemberAddress.class, as(MemberAddress::toString))
                    .addSerializer(ProtocolVersions.class, as(Json::told))
                    .addSerializer(Blob.class, as(blob -> blob.absent() ? null : shown(blob.bytes())))
                    .addSerializer(byte[].class, as(Json::shown)))
            .build();

    private Json() {
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode of(String type, Record message) {
        ObjectNode json = object().put("type", type);
        json.setAll((ObjectNode) MAPPER.valueToTree(message));
        return json;
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static String worded(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ObjectNode rejected(Enum<?> reason, String detail) {
        return object().put("type", "rejected").put("reason", worded(reason)).put("detail", detail);
    }

    /** One line of ASCII, whatever a message holds. */
    static String text(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written", e);
        }
    }

    private static <T> JsonSerializer<T> as(Function<T, @Nullable Object> form) {
        return new JsonSerializer<>() {

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                provider.defaultSerializeValue(form.apply(value), out);
            }
        };
    }

    private static Map<String, String> shown(byte[] bytes) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("hex", HexFormat.of().formatHex(bytes));
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (!text.isEmpty() && text.chars().noneMatch(Character::isISOControl)) {
                forms.put("text", text);
            }
        } catch (CharacterCodingException e) {
            // not text, so as digits only
        }
        return forms;
    }

    private static Map<String, Object> named(StreamId stream) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("origin", stream.origin().value());
        parts.put("epoch", stream.epoch());
        parts.put("topic", stream.topic());
        return parts;
    }

    private static int[] told(ProtocolVersions v) {
        int[] all = { v.protocolMin(), v.protocolMax(), v.protocol(), v.delegateMin(), v.delegateMax(), v.delegate() };
        return Arrays.copyOf(all, v.received());
    }
}
