/** Durable stores on disks that take time, fail, and lose what was not forced. */
package io.plumtree.simulator.store;
