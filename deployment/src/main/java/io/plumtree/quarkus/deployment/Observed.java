package io.plumtree.quarkus.deployment;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Any;

import org.jboss.jandex.DotName;

import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.cdi.Topic;
import io.quarkus.arc.processor.ObserverInfo;

/** Which of what a node tells has observers in the application, so that nothing is spent on the rest. */
final class Observed {

    private static final DotName ANY = DotName.createSimple(Any.class);
    static final DotName TOPIC = DotName.createSimple(Topic.class);

    private final Collection<ObserverInfo> observers;

    Observed(Collection<ObserverInfo> observers) {
        this.observers = observers;
    }

    /** Also true for an observer of a supertype: it hears deliveries among other things. */
    boolean deliveries() {
        return isObserved(PlumtreeDelivery.class, Set.of(ANY, TOPIC));
    }

    Set<Class<? extends PlumtreeEvent>> events() {
        return all(PlumtreeEvent.class).filter(type -> isObserved(type, Set.of(ANY)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isObserved(Class<?> type, Set<DotName> qualifiersFired) {
        Set<DotName> types = withSupertypes(type);
        return observers.stream().anyMatch(observer -> types.contains(observer.getObservedType().name())
                && observer.getQualifiers().stream().allMatch(qualifier -> qualifiersFired.contains(qualifier.name())));
    }

    @SuppressWarnings("unchecked") // the classes that a sealed interface permits implement it
    private static Stream<Class<? extends PlumtreeEvent>> all(Class<PlumtreeEvent> sealed) {
        return Stream.of(sealed.getPermittedSubclasses()).map(type -> (Class<? extends PlumtreeEvent>) type);
    }

    private static Set<DotName> withSupertypes(Class<?> type) {
        Set<DotName> names = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            names.add(DotName.createSimple(each));
            Stream.of(each.getInterfaces()).map(DotName::createSimple).forEach(names::add);
        }
        return names;
    }
}
