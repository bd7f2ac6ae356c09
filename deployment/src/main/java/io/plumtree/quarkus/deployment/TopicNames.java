package io.plumtree.quarkus.deployment;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.inject.spi.DefinitionException;

import org.jboss.jandex.AnnotationInstance;

import io.plumtree.api.Broadcast;
import io.quarkus.arc.processor.ObserverInfo;

/** Finds topics in annotations that no message can have. */
final class TopicNames {

    private TopicNames() {
    }

    static List<Throwable> problems(Collection<ObserverInfo> observers) {
        return observers.stream().flatMap(TopicNames::problems).toList();
    }

    private static Stream<Throwable> problems(ObserverInfo observer) {
        return observer.getQualifiers().stream().filter(qualifier -> Observed.TOPIC.equals(qualifier.name()))
                .flatMap(topic -> problem(observer, topic));
    }

    private static Stream<Throwable> problem(ObserverInfo observer, AnnotationInstance topic) {
        String name = topic.value().asString();
        try {
            Broadcast.checkedTopic(name);
            return Stream.empty();
        } catch (IllegalArgumentException e) {
            return Stream.of(new DefinitionException(
                    "@Topic(\"" + name + "\") of " + observer + " is not a topic's name: " + e.getMessage(), e));
        }
    }
}
