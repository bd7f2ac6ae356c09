package io.plumtree.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What bytes mean.
 *
 * @param json for people and programs
 * @param rejected whether any of it was
 */
record Decoded(ObjectNode json, boolean rejected) {
}
