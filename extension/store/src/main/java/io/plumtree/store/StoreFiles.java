package io.plumtree.store;

import java.io.IOException;
import java.util.List;

/** The files of one store, by name: what a test replaces to have a disk fail. */
interface StoreFiles {

    /**
     * Makes the directory if it is not there, and keeps other processes out until {@link #release}.
     *
     * @throws IOException if another has it, or it cannot be used; the message names the file
     */
    void acquire() throws IOException;

    void release() throws IOException;

    /** @return the names of all files */
    List<String> names() throws IOException;

    StoreFile open(String name) throws IOException;

    /** @return a new file, or what was there, emptied */
    StoreFile create(String name) throws IOException;

    void delete(String name) throws IOException;

    /** Forces to the disk which files there are. */
    void force() throws IOException;

    /** @return how a message names the file to a person */
    String describe(String name);
}
