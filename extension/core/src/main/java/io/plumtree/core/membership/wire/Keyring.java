package io.plumtree.core.membership.wire;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that open what comes in, of which the first, the primary, seals what goes out. Without a key nothing is
 * encrypted. To change the key without locking anybody out: add the new one everywhere, use it everywhere, remove the old
 * one everywhere.
 * <p>
 * For one thread. A method that throws changed nothing.
 */
public final class Keyring {

    private final List<SecretKeySpec> keys = new ArrayList<>();

    /** A keyring without keys. */
    public Keyring() {
    }

    /**
     * @param keys some, of 16, 24 or 32 bytes each
     * @param primary one, in {@code keys} or not
     * @return a keyring of these keys
     * @throws IllegalArgumentException if a key has another length
     */
    public static Keyring of(List<byte[]> keys, byte[] primary) {
        Keyring keyring = new Keyring();
        keyring.add(primary);
        keys.forEach(keyring::add);
        return keyring;
    }

    /**
     * Takes a key, as the last to be tried; nothing if it is there.
     *
     * @param key 16, 24 or 32 bytes, copied
     * @throws IllegalArgumentException if it has another length
     */
    public void add(byte[] key) {
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new IllegalArgumentException("a key has 16, 24 or 32 bytes, not " + key.length);
        }
        if (indexOf(key) < 0) {
            keys.add(new SecretKeySpec(key, "AES"));
        }
    }

    /**
     * Makes a key the primary.
     *
     * @param key one of the keyring
     * @throws IllegalArgumentException if it is not there
     */
    public void use(byte[] key) {
        int index = indexOf(key);
        if (index < 0) {
            throw new IllegalArgumentException("the key is not in the keyring, add it first");
        }
        keys.add(0, keys.remove(index));
    }

    /**
     * Forgets a key; nothing if it is not there.
     *
     * @param key which
     * @throws IllegalArgumentException if it is the primary
     */
    public void remove(byte[] key) {
        int index = indexOf(key);
        if (index == 0) {
            throw new IllegalArgumentException("the primary key cannot be removed, use another one first");
        } else if (index > 0) {
            keys.remove(index);
        }
    }

    /** @return whether nothing is encrypted */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** @return copies of the keys, the primary first */
    public List<byte[]> keys() {
        return keys.stream().map(SecretKeySpec::getEncoded).toList();
    }

    /** The keys in the order they are tried. */
    List<SecretKeySpec> ring() {
        return keys;
    }

    private int indexOf(byte[] key) {
        for (int i = 0; i < keys.size(); i++) {
            if (MessageDigest.isEqual(keys.get(i).getEncoded(), key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return keys.size() + " keys";
    }
}
