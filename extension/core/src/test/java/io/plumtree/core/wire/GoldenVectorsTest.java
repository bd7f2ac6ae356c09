package io.plumtree.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.plumtree.core.message.PlumtreeMessage;

/** Version 1 is what these files say: they are never changed, only added to. */
class GoldenVectorsTest {

    static Set<String> vectors() {
        return Vectors.v1().keySet();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theBytesMeanWhatTheFileSays(String name) {
        VectorFile file = VectorFile.read(name);
        List<Object> said = Vectors.v1().get(name);

        assertEquals(VectorFile.of(said).meaning(), file.meaning());
        assertEquals(Recorder.values(said), RoundTripTest.heard(RoundTripTest.LIMITS, file.bytes(), file.bytes().length));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whatTheFileSaysIsWrittenByteForByte(String name) {
        VectorFile file = VectorFile.read(name);
        Recorder recorder = new Recorder();
        new LinkDecoder(RoundTripTest.LIMITS, recorder).feed(file.bytes(), 0, file.bytes().length);

        assertArrayEquals(file.bytes(), RoundTripTest.encoded(WireLimits.STREAMS, recorder.raw));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPrefixSaysNothingBeyondItsWholeFrames(String name) {
        byte[] bytes = VectorFile.read(name).bytes();
        List<Object> all = Recorder.values(Vectors.v1().get(name));
        for (int length = 0; length < bytes.length; length++) {
            Recorder recorder = new Recorder();

            assertTrue(new LinkDecoder(RoundTripTest.LIMITS, recorder).feed(bytes, 0, length));
            assertEquals(List.of(), recorder.rejected);
            assertTrue(recorder.heard.size() < all.size());
            assertEquals(all.subList(0, recorder.heard.size()), recorder.heard);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whereverTheBytesAreCutTheySayTheSame(String name) {
        byte[] bytes = VectorFile.read(name).bytes();
        List<Object> all = Recorder.values(Vectors.v1().get(name));
        for (int cut = 0; cut <= bytes.length; cut++) {
            Recorder recorder = new Recorder();
            LinkDecoder decoder = new LinkDecoder(RoundTripTest.LIMITS, recorder);

            assertTrue(decoder.feed(bytes, 0, cut));
            assertTrue(decoder.feed(bytes, cut, bytes.length));
            assertEquals(all, recorder.heard);
        }
    }

    @Test
    void everyTypeHasAVector() {
        Set<String> missing = new TreeSet<>();
        for (Class<?> type : PlumtreeMessage.class.getPermittedSubclasses()) {
            missing.add(type.getSimpleName());
        }
        for (Class<?> type : LinkFrame.class.getPermittedSubclasses()) {
            missing.add(type.getSimpleName());
        }
        Vectors.v1().values().forEach(said -> said.forEach(each -> missing.remove(each.getClass().getSimpleName())));

        assertEquals(Set.of(), missing);
    }
}
