package io.plumtree.quarkus.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.microprofile.config.ConfigProvider;

import io.plumtree.api.BindException;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.cdi.CdiBridge;
import io.plumtree.cdi.ManagedPlumtree;
import io.plumtree.cdi.MembershipBeans;
import io.plumtree.quarkus.runtime.config.ConfigProblems;
import io.plumtree.quarkus.runtime.config.NodeConfigs;
import io.plumtree.quarkus.runtime.config.PlumtreeRuntimeConfig;
import io.plumtree.quarkus.runtime.config.UnknownKeys;
import io.plumtree.quarkus.runtime.metrics.PlumtreeMetrics;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Starts the application's node, and leaves the cluster when the application stops. */
@Recorder
public class PlumtreeRecorder {

    /** What leaving may take beyond the time it is given, to close the links. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final RuntimeValue<PlumtreeRuntimeConfig> config;

    /** @param config the application's */
    public PlumtreeRecorder(RuntimeValue<PlumtreeRuntimeConfig> config) {
        this.config = config;
    }

    /**
     * Starts the node, unless it is switched off; returns when it listens.
     *
     * @param vertx the application's
     * @param events the events that have observers
     * @param deliveries whether deliveries have observers
     * @param measured whether deliveries are measured, for metrics
     * @param beans has the beans of the node
     * @param mode how the application runs
     * @param shutdown is told how to leave
     * @throws ConfigurationException naming the key, its value and what is allowed
     */
    public void start(RuntimeValue<Vertx> vertx, Set<Class<? extends PlumtreeEvent>> events, boolean deliveries,
            boolean measured, BeanContainer beans, LaunchMode mode, ShutdownContext shutdown) {
        UnknownKeys.in(ConfigProvider.getConfig()).forEach((key, nearest) -> nearest
                .ifPresentOrElse(known -> PlumtreeLog.LOG.unknownKeyLike(key, known), () -> PlumtreeLog.LOG.unknownKey(key)));
        ManagedPlumtree plumtree = beans.beanInstance(ManagedPlumtree.class);
        if (!config.getValue().enabled()) {
            PlumtreeLog.LOG.disabled();
            plumtree.disabled("Plumtree is switched off: plumtree.enabled=false");
            return;
        }
        PlumtreeConfig nodeConfig;
        PlumtreeNode node;
        try {
            nodeConfig = NodeConfigs.of(config.getValue(), mode);
            PlumtreeNode.Builder builder = beans.beanInstance(MembershipBeans.class).addTo(PlumtreeNode.builder());
            if (measured) {
                builder.deliveryMeter(beans.beanInstance(PlumtreeMetrics.class).meter());
            }
            node = started(builder.config(nodeConfig)
                    .vertx(vertx.getValue())
                    .listener(beans.beanInstance(CdiBridge.class)).events(events).deliveries(deliveries)
                    .workerContext(PlumtreeRecorder::ofItsOwn));
        } catch (InvalidConfigException e) {
            throw ConfigProblems.of(e, ConfigProvider.getConfig());
        } catch (BindException e) {
            throw new ConfigurationException(e.getMessage(), e,
                    Set.of("quarkus.plumtree." + e.prefix() + "bind-address", "quarkus.plumtree." + e.prefix() + "bind-port"));
        }
        plumtree.started(node);
        shutdown.addShutdownTask(() -> leave(node, nodeConfig.get(ConfigKey.SHUTDOWN_TIMEOUT)));
    }

    private static PlumtreeNode started(PlumtreeNode.Builder builder) {
        try {
            return builder.start().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** What Quarkus keeps in a Vert.x context, from request scopes to traces, belongs to one call of the application only. */
    private static Context ofItsOwn(Context worker) {
        Context context = VertxContext.createNewDuplicatedContext(worker);
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }

    private static void leave(PlumtreeNode node, Duration timeout) {
        try {
            node.leave(timeout).toCompletableFuture().get(timeout.plus(CLOSING).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            PlumtreeLog.LOG.notLeftInTime(timeout.plus(CLOSING));
        } catch (ExecutionException e) {
            PlumtreeLog.LOG.notLeft(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            PlumtreeLog.LOG.notLeft(e);
        }
    }
}
