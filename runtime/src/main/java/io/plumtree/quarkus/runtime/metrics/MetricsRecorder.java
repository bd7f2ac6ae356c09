package io.plumtree.quarkus.runtime.metrics;

import java.util.function.Consumer;

import io.plumtree.quarkus.runtime.config.PlumtreeRuntimeConfig;
import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Publishes the metrics of the application's node. */
@Recorder
public class MetricsRecorder {

    private final RuntimeValue<PlumtreeRuntimeConfig> config;

    /** @param config the application's */
    public MetricsRecorder(RuntimeValue<PlumtreeRuntimeConfig> config) {
        this.config = config;
    }

    /**
     * @param beans has the metrics
     * @return registers them, unless the node is switched off: no metric is better than one of a node that is not there
     */
    public Consumer<MetricsFactory> register(BeanContainer beans) {
        return factory -> {
            if (config.getValue().enabled()) {
                beans.beanInstance(PlumtreeMetrics.class).register(factory);
            }
        };
    }
}
