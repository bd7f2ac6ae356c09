package io.plumtree.cdi;

import java.util.List;

/**
 * What a container integration adds. The archive is never scanned (its {@code beans.xml} says so): scanned and added, each
 * bean would exist twice, and with it the node.
 */
public final class CdiBeans {

    /** The bean classes. */
    public static final List<Class<?>> ALL = List.of(ManagedPlumtree.class, CdiBridge.class, RequestScope.class,
            MembershipBeans.class);

    /** The health checks, by name: they can be loaded only where MicroProfile Health is. */
    public static final List<String> HEALTH_CHECKS = List.of("io.plumtree.cdi.PlumtreeLiveness",
            "io.plumtree.cdi.PlumtreeReadiness", "io.plumtree.cdi.PlumtreeStartup");

    private CdiBeans() {
    }
}
