package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.RetainedMessage;
import io.plumtree.api.RetainedQuery;
import io.plumtree.quarkus.runtime.MutinyPlumtree;
import io.quarkus.test.QuarkusUnitTest;

class RetainedTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Await.class));

    @Inject
    MutinyPlumtree mutiny;

    @Test
    void allThatIsRetainedComesPageByPageAndOneMessageByItsId() {
        List<String> texts = new ArrayList<>();
        MessageId last = null;
        for (int i = 0; i < 25; i++) {
            texts.add("x" + i);
            last = Await.get(mutiny.broadcast("listed", ("x" + i).getBytes()).subscribeAsCompletionStage());
        }

        assertEquals(texts, Await.get(mutiny.allRetained(RetainedQuery.ofTopic("listed").limit(10))
                .map(RetainedMessage::text).collect().asList().subscribeAsCompletionStage()));
        assertEquals(10, Await.get(mutiny.retained(RetainedQuery.ofTopic("listed").limit(10)).subscribeAsCompletionStage())
                .messages().size());
        assertEquals("x24", Await.get(mutiny.retained(last).subscribeAsCompletionStage()).text());
        assertNull(Await.get(mutiny.retained(new MessageId(last.origin(), last.epoch(), "listed", 99))
                .subscribeAsCompletionStage()));
    }

    @Test
    void howAMessageCameIsKnownAsLongAsItIsRetained() {
        MessageId own = Await.get(mutiny.broadcast("asked", new byte[1]).subscribeAsCompletionStage());

        MessageHistory history = Await.get(mutiny.why(own).subscribeAsCompletionStage());
        assertEquals(MessageHistory.End.ORIGIN, history.end());
        assertEquals(List.of(MessageHistory.Arrival.OWN), history.path().stream().map(MessageHistory.Step::arrival).toList());
        assertEquals(own.origin(), history.path().get(0).node());
        assertNull(Await.get(mutiny.why(new MessageId(own.origin(), own.epoch(), "asked", 99)).subscribeAsCompletionStage()));
    }
}
