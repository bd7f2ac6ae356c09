package io.plumtree.core.membership.wire;

import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.message.UserMessage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Everything that members can say to each other, for properties. */
final class AnyMessage {

    private static final Arbitrary<Long> NUMBERS = Arbitraries.oneOf(Arbitraries.longs().between(0, 0xFFFF_FFFFL),
            Arbitraries.of(0L, 127L, 128L, 255L, 256L, 65_535L, 65_536L, 0xFFFF_FFFFL));
    private static final Arbitrary<String> NAMES = Arbitraries.of("a", "é", "€", "𐐷", "-", " ").list().ofMinSize(1)
            .ofMaxSize(63).map(characters -> String.join("", characters)).filter(name -> !name.isBlank());
    private static final Arbitrary<String> NAMES_OR_NONE = Arbitraries.oneOf(NAMES, Arbitraries.just(""));
    private static final Arbitrary<MemberAddress> ADDRESSES = Combinators.combine(
            Arbitraries.oneOf(bytes(4, 4), bytes(16, 16)), Arbitraries.integers().between(0, 65_535)).as(MemberAddress::of);
    private static final Arbitrary<MemberAddress> SOURCES = ADDRESSES.filter(address -> address.port() > 0).injectNull(0.3);
    private static final Arbitrary<Integer> VERSION = Arbitraries.integers().between(0, 255);
    private static final Arbitrary<ProtocolVersions> VERSIONS = Arbitraries.oneOf(
            Combinators.combine(VERSION, VERSION, VERSION, VERSION, VERSION, VERSION).as(ProtocolVersions::new),
            Arbitraries.just(ProtocolVersions.UNKNOWN));
    private static final Arbitrary<Boolean> FLAGS = Arbitraries.of(true, false);

    private AnyMessage() {
    }

    static Arbitrary<PacketMessage> packets() {
        return Arbitraries.oneOf(pings(), acks(), users(300),
                Combinators.combine(NUMBERS, ADDRESSES, NAMES_OR_NONE, FLAGS, SOURCES, NAMES_OR_NONE).as(IndirectPing::new),
                NUMBERS.map(Nack::new), Combinators.combine(NUMBERS, NAMES, NAMES_OR_NONE).as(Suspect::new),
                Combinators.combine(NUMBERS, NAMES, NAMES_OR_NONE).as(Dead::new),
                Combinators.combine(NUMBERS, NAMES, ADDRESSES, blobs(512), VERSIONS).as(Alive::new));
    }

    static Arbitrary<StreamMessage> streams() {
        Arbitrary<NodeState> states = Combinators.combine(NAMES, ADDRESSES, blobs(512), NUMBERS,
                Arbitraries.of(NodeState.State.class), VERSIONS).as(NodeState::new);
        return Arbitraries.oneOf(pings(), acks(), users(2000), NAMES.map(ErrorReply::new),
                Combinators.combine(FLAGS, states.list().ofMaxSize(10), blobs(300)).as(PushPull::new));
    }

    private static Arbitrary<Ping> pings() {
        return Combinators.combine(NUMBERS, NAMES_OR_NONE, SOURCES, NAMES_OR_NONE).as(Ping::new);
    }

    private static Arbitrary<Ack> acks() {
        return Combinators.combine(NUMBERS, blobs(300)).as(Ack::new);
    }

    private static Arbitrary<UserMessage> users(int max) {
        return bytes(0, max).map(Blob::of).map(UserMessage::new);
    }

    private static Arbitrary<Blob> blobs(int max) {
        return Arbitraries.oneOf(bytes(0, max).map(Blob::of), Arbitraries.just(Blob.ABSENT));
    }

    private static Arbitrary<byte[]> bytes(int min, int max) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max);
    }
}
