package io.plumtree.quarkus.runtime.config;

/** How many characters to insert, delete or replace to get from one text to another (Levenshtein). */
final class EditDistance {

    private EditDistance() {
    }

    static int between(String from, String to) {
        int[] distances = new int[to.length() + 1];
        for (int j = 0; j < distances.length; j++) {
            distances[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.min(replaced, 1 + Math.min(distances[j - 1], distances[j]));
            }
        }
        return distances[to.length()];
    }
}
