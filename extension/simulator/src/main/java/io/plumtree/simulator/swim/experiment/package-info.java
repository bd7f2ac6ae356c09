/** What is promised of membership, each as an experiment that measures it and says whether it held. */
@NullMarked
package io.plumtree.simulator.swim.experiment;

import org.jspecify.annotations.NullMarked;
