package io.plumtree.chat.page;

import io.plumtree.chat.log.LogEntry;

/**
 * What the page is told.
 *
 * @param type {@code line}, {@code said} or {@code refused}: says what {@code data} is
 * @param data a {@link LogEntry} or an {@link Answer}
 */
public record ToPage(String type, Object data) {

    static ToPage line(LogEntry entry) {
        return new ToPage("line", entry);
    }

    static ToPage said(long ref) {
        return new ToPage("said", new Answer(ref, ""));
    }

    static ToPage refused(long ref, String why) {
        return new ToPage("refused", new Answer(ref, why));
    }

    /**
     * What became of a line that the page wanted said.
     *
     * @param ref the page's number of it; 0 if it could not be read
     * @param why if refused, the reason
     */
    public record Answer(long ref, String why) {
    }
}
