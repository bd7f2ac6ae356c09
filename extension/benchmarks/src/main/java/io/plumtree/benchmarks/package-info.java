/** What things cost: run by {@code java -jar benchmarks.jar}, never by a test. */
package io.plumtree.benchmarks;
