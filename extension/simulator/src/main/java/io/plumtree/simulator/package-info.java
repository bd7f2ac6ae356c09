/**
 * A whole cluster of real engines in one thread under virtual time: the same seed gives the same run in any JVM. Users find a
 * test kit in {@link io.plumtree.simulator.SimulatedCluster}; the command line runs scenarios.
 */
package io.plumtree.simulator;
