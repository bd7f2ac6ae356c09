package io.plumtree.quarkus.deployment;

import java.util.List;
import java.util.Optional;

import io.plumtree.cdi.CdiBeans;
import io.plumtree.cdi.Topic;
import io.plumtree.core.store.MessageStoreFactory;
import io.plumtree.quarkus.runtime.MutinyPlumtree;
import io.plumtree.quarkus.runtime.PlumtreeRecorder;
import io.plumtree.quarkus.runtime.PlumtreeShutdownListener;
import io.plumtree.quarkus.runtime.config.PlumtreeBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.SynthesisFinishedBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.BuildExtension;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.ShutdownListenerBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;
import io.quarkus.vertx.deployment.VertxBuildItem;

class PlumtreeProcessor {

    private static final String FEATURE = "plumtree";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** The archive of the beans is not scanned, so the qualifier has to be made known, too. */
    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses(CdiBeans.ALL.toArray(new Class<?>[0]))
                .addBeanClasses(MutinyPlumtree.class, Topic.class)
                .setUnremovable()
                .build();
    }

    /** The durable store is found as a service, where the application has it. */
    @BuildStep
    ServiceProviderBuildItem durableStore() {
        return ServiceProviderBuildItem.allProvidersFromClassPath(MessageStoreFactory.class.getName());
    }

    @BuildStep
    List<HealthBuildItem> healthChecks(PlumtreeBuildTimeConfig config) {
        return CdiBeans.HEALTH_CHECKS.stream().map(check -> new HealthBuildItem(check, config.health().enabled())).toList();
    }

    @BuildStep
    void topicNames(ValidationPhaseBuildItem validation, BuildProducer<ValidationErrorBuildItem> errors) {
        List<Throwable> problems = TopicNames.problems(validation.getContext().get(BuildExtension.Key.OBSERVERS));
        if (!problems.isEmpty()) {
            errors.produce(new ValidationErrorBuildItem(problems));
        }
    }

    @BuildStep
    ShutdownListenerBuildItem notReadyWhenStopping() {
        return new ShutdownListenerBuildItem(new PlumtreeShutdownListener());
    }

    @BuildStep
    ObservedBuildItem observed(SynthesisFinishedBuildItem components) {
        Observed observed = new Observed(components.getObservers());
        return new ObservedBuildItem(observed.events(), observed.deliveries());
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    ServiceStartBuildItem node(PlumtreeRecorder recorder, VertxBuildItem vertx, ObservedBuildItem observed,
            Optional<MeasuredBuildItem> measured,
            BeanContainerBuildItem beans, LaunchModeBuildItem mode, ShutdownContextBuildItem shutdown) {
        recorder.start(vertx.getVertx(), observed.events(), observed.deliveries(), measured.isPresent(), beans.getValue(),
                mode.getLaunchMode(),
                shutdown);
        return new ServiceStartBuildItem(FEATURE);
    }
}
