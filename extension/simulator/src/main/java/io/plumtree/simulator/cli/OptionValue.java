package io.plumtree.simulator.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a user wrote for an option. What is not allowed ends in a message that names option, value and what is allowed. */
record OptionValue(CommandSpec command, String option, String text) {

    int whole(int min, int max) {
        return (int) whole((long) min, max);
    }

    long whole(long min, long max) {
        return whole(value -> value >= min && value <= max, "a whole number from " + min + " to " + max);
    }

    long whole(LongPredicate allowed, String inWords) {
        try {
            long value = Long.parseLong(text);
            if (allowed.test(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // as one that is out of range
        }
        throw notAllowed(inWords);
    }

    /** @return a number of which the least and the greatest are allowed */
    double number(double min, double max) {
        double value = parsed();
        if (value >= min && value <= max) {
            return value;
        }
        throw notAllowed("a number from " + plain(min) + " to " + plain(max));
    }

    /** @return a share as it stands in the text, in percent, less than 100 */
    double percent() {
        double value = parsed();
        if (value >= 0 && value < 100) {
            return value;
        }
        throw notAllowed("percent from 0 to less than 100");
    }

    private double parsed() {
        try {
            // Java's own forms, such as 1d, 0x1p3 and Infinity, are no numbers to people.
            return text.matches("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?") ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** @return the constant of which the text is the name in lower case, with a hyphen for each underscore */
    <E extends Enum<E>> E oneOf(Class<E> constants) {
        Function<E, String> name = constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(constants.getEnumConstants()).filter(constant -> name.apply(constant).equals(text)).findFirst()
                .orElseThrow(() -> notAllowed(
                        Arrays.stream(constants.getEnumConstants()).map(name).collect(Collectors.joining(", "))));
    }

    ParameterException notAllowed(String allowed) {
        return new ParameterException(command.commandLine(), option + " is \"" + text + "\", allowed is " + allowed);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
