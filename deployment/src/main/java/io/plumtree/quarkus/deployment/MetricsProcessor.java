package io.plumtree.quarkus.deployment;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.plumtree.quarkus.runtime.config.PlumtreeBuildTimeConfig;
import io.plumtree.quarkus.runtime.metrics.MetricsRecorder;
import io.plumtree.quarkus.runtime.metrics.PlumtreeMetrics;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.deployment.metrics.MetricsFactoryConsumerBuildItem;
import io.quarkus.runtime.metrics.MetricsFactory;

/** The metrics, for whatever metrics extension the application has; without one nothing is measured. */
@BuildSteps(onlyIf = MetricsProcessor.Wanted.class)
class MetricsProcessor {

    /** By name: it can be loaded only where Micrometer is. */
    private static final String LATENCY_BUCKETS = "io.plumtree.quarkus.runtime.metrics.LatencyBuckets";

    static class Wanted implements BooleanSupplier {

        private final PlumtreeBuildTimeConfig config;

        Wanted(PlumtreeBuildTimeConfig config) {
            this.config = config;
        }

        @Override
        public boolean getAsBoolean() {
            return config.metrics().enabled();
        }
    }

    @BuildStep
    void beans(Optional<MetricsCapabilityBuildItem> metrics, BuildProducer<AdditionalBeanBuildItem> beans,
            BuildProducer<MeasuredBuildItem> measured) {
        if (metrics.isEmpty()) {
            return;
        }
        measured.produce(new MeasuredBuildItem());
        beans.produce(AdditionalBeanBuildItem.unremovableOf(PlumtreeMetrics.class));
        if (metrics.get().metricsSupported(MetricsFactory.MICROMETER)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(LATENCY_BUCKETS));
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void metrics(MetricsRecorder recorder, Optional<MeasuredBuildItem> measured, BeanContainerBuildItem beans,
            BuildProducer<MetricsFactoryConsumerBuildItem> consumers) {
        if (measured.isPresent()) {
            consumers.produce(
                    new MetricsFactoryConsumerBuildItem(recorder.register(beans.getValue()), ExecutionTime.RUNTIME_INIT));
        }
    }
}
