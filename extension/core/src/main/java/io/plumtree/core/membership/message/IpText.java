package io.plumtree.core.membership.message;

/** IP addresses as text, without a look-up of names and without losing the form of an IPv4 address. */
final class IpText {

    private static final int GROUPS = 8;

    private IpText() {
    }

    static String format(byte[] ip) {
        return ip.length == 4 ? dotted(ip) : groups(ip);
    }

    private static String dotted(byte[] ip) {
        return (ip[0] & 0xFF) + "." + (ip[1] & 0xFF) + "." + (ip[2] & 0xFF) + "." + (ip[3] & 0xFF);
    }

    /** The canonical form of RFC 5952: the longest run of zeros, the first of several, becomes {@code ::}. */
    private static String groups(byte[] ip) {
        int run = -1;
        int length = 1;
        for (int from = 0; from < GROUPS; from++) {
            int to = from;
            while (to < GROUPS && group(ip, to) == 0) {
                to++;
            }
            if (to - from > length) {
                run = from;
                length = to - from;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < GROUPS; at++) {
            if (at == run) {
                text.append("::");
                at += length - 1;
            } else {
                if (at > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(ip, at)));
            }
        }
        return text.toString();
    }

    private static int group(byte[] ip, int at) {
        return (ip[2 * at] & 0xFF) << 8 | (ip[2 * at + 1] & 0xFF);
    }

    static byte[] parse(String text) {
        byte[] ip = text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
        if (ip.length == 0) {
            throw new IllegalArgumentException("'" + text + "' is not a literal IP address");
        }
        return ip;
    }

    /** Nothing if it is none. */
    private static byte[] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] ip = new byte[4];
        if (parts.length != ip.length) {
            return new byte[0];
        }
        for (int i = 0; i < ip.length; i++) {
            int value = number(parts[i], 10, 3);
            if (value < 0 || value > 0xFF) {
                return new byte[0];
            }
            ip[i] = (byte) value;
        }
        return ip;
    }

    private static byte[] ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all.length == 2 * GROUPS ? all : new byte[0];
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        byte[] before = head.isEmpty() ? new byte[0] : groups(head);
        byte[] after = tail.isEmpty() ? new byte[0] : groups(tail);
        boolean wrong = (before.length == 0) != head.isEmpty() || (after.length == 0) != tail.isEmpty()
                || head.indexOf('.') >= 0;
        if (wrong || before.length + after.length > 2 * (GROUPS - 1)) {
            return new byte[0];
        }
        byte[] ip = new byte[2 * GROUPS];
        System.arraycopy(before, 0, ip, 0, before.length);
        System.arraycopy(after, 0, ip, ip.length - after.length, after.length);
        return ip;
    }

    /** Groups between colons, the last of which may be an IPv4 address. */
    private static byte[] groups(String text) {
        String[] parts = text.split(":", -1);
        boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
        int groups = parts.length - (dotted ? 1 : 0);
        if (groups > GROUPS) {
            return new byte[0];
        }
        byte[] ip = new byte[2 * groups + (dotted ? 4 : 0)];
        for (int i = 0; i < groups; i++) {
            int value = number(parts[i], 16, 4);
            if (value < 0) {
                return new byte[0];
            }
            ip[2 * i] = (byte) (value >>> 8);
            ip[2 * i + 1] = (byte) value;
        }
        if (dotted) {
            byte[] last = ipv4(parts[groups]);
            if (last.length == 0) {
                return last;
            }
            System.arraycopy(last, 0, ip, 2 * groups, last.length);
        }
        return ip;
    }

    /** ASCII digits only; -1 if it is no number. */
    private static int number(String digits, int radix, int maxDigits) {
        if (digits.isEmpty() || digits.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
