package io.plumtree.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;

import io.plumtree.api.PlumtreeDelivery;

/**
 * Narrows an observer of {@link PlumtreeDelivery} to one topic: {@code void on(@Observes @Topic("prices") PlumtreeDelivery d)}.
 * An observer without it receives all topics.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE })
public @interface Topic {

    /** @return the topic's name */
    String value();

    /** {@link Topic} as an object. */
    final class Literal extends AnnotationLiteral<Topic> implements Topic {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * @param topic the topic's name
         * @return the qualifier of that topic
         */
        public static Literal of(String topic) {
            return new Literal(topic);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
