package io.plumtree.chat.fault;

/** What can be done with the processes of nodes. Each call may block, and completes when it is done. */
public interface NodeProcesses {

    /** @return whether the node's process runs */
    boolean running(String node);

    /** @return whether it stands still */
    boolean paused(String node);

    /** Stops its clock (SIGSTOP). */
    void pause(String node);

    /** Lets it go on (SIGCONT). */
    void resume(String node);

    /** Ends it at once (SIGKILL). */
    void kill(String node);

    /** Starts it again. */
    void restart(String node);
}
