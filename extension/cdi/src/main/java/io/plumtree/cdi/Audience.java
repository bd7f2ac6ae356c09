package io.plumtree.cdi;

import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.enterprise.inject.spi.ObserverMethod;

import org.jspecify.annotations.Nullable;

/**
 * The observers of one type of event with given qualifiers, resolved once: a container's observers do not change while it
 * runs.
 * <p>
 * Synchronous observers are called one by one, by priority. One that throws does not keep the event from those after it,
 * unlike with {@link Event#fire}: they belong to parts of an application that know nothing of each other.
 */
final class Audience<T> {

    /** Events that may be with asynchronous observers at one time; one more waits, and with it those behind it. */
    static final int MAX_ASYNC_IN_FLIGHT = 64;

    private final List<ObserverMethod<? super T>> observers;
    private final Set<Annotation> qualifiers;
    private final @Nullable Event<T> async;
    private final Semaphore asyncPermits = new Semaphore(MAX_ASYNC_IN_FLIGHT);
    private final RequestScope requestScope;

    private Audience(List<ObserverMethod<? super T>> observers, Set<Annotation> qualifiers, @Nullable Event<T> async,
            RequestScope requestScope) {
        this.observers = observers;
        this.qualifiers = qualifiers;
        this.async = async;
        this.requestScope = requestScope;
    }

    /** Resolves the observers of events like {@code example}. */
    static <T> Audience<T> of(T example, Class<T> type, BeanContainer container, RequestScope requestScope,
            Annotation... more) {
        Set<Annotation> qualifiers = new LinkedHashSet<>(List.of(more));
        qualifiers.add(Any.Literal.INSTANCE);
        Set<ObserverMethod<? super T>> resolved = container.resolveObserverMethods(example,
                qualifiers.toArray(new Annotation[0]));
        Comparator<ObserverMethod<? super T>> byPriority = Comparator.comparingInt(ObserverMethod::getPriority);
        List<ObserverMethod<? super T>> synchronous = resolved.stream().filter(observer -> !observer.isAsync())
                .sorted(byPriority).toList();
        boolean anyAsync = resolved.stream().anyMatch(ObserverMethod::isAsync);
        return new Audience<>(synchronous, Set.copyOf(qualifiers),
                anyAsync ? container.getEvent().select(type, more) : null, requestScope);
    }

    /**
     * Calls every observer; returns when the synchronous ones have returned.
     *
     * @throws RuntimeException what the first observer that threw threw, with what others threw as suppressed
     */
    void tell(T event) {
        Failures failures = new Failures();
        if (async != null) {
            failures.guard(() -> tellAsync(async, event));
        }
        if (!observers.isEmpty()) {
            failures.guard(() -> requestScope.run(() -> tellSync(event, failures)));
        }
        failures.rethrow();
    }

    private void tellSync(T event, Failures failures) {
        Fired<T> fired = new Fired<>(event, qualifiers);
        for (ObserverMethod<? super T> observer : observers) {
            failures.guard(() -> notify(observer, fired));
        }
    }

    @SuppressWarnings("unchecked") // an observer of a supertype takes the event's context as one of its own type
    private static <S> void notify(ObserverMethod<S> observer, Fired<? extends S> fired) {
        observer.notify((Fired<S>) fired);
    }

    private void tellAsync(Event<T> events, T event) {
        try {
            asyncPermits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before asynchronous observers heard of " + event, e);
        }
        try {
            events.fireAsync(event).whenComplete((done, failure) -> {
                asyncPermits.release();
                if (failure != null) {
                    CdiLog.LOG.asyncObserverFailed(event.getClass().getSimpleName(), failure);
                }
            });
        } catch (RuntimeException | Error e) {
            asyncPermits.release();
            throw e;
        }
    }
}
