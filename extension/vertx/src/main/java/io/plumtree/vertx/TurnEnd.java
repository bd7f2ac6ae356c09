package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.vertx.core.Context;

/**
 * Runs actions on the event loop when it is done with what it has at hand, so that a worker is woken once for many messages.
 * On the event loop.
 */
final class TurnEnd implements Executor {

    private final Context loop;
    private List<Runnable> actions = new ArrayList<>();

    TurnEnd(Context loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable action) {
        if (actions.isEmpty()) {
            loop.runOnContext(turn -> end());
        }
        actions.add(action);
    }

    private void end() {
        List<Runnable> due = actions;
        actions = new ArrayList<>();
        due.forEach(Runnable::run);
    }
}
