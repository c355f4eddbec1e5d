package ankurah.storage.internal.state;

import ankurah.event.internal.Strings;
import ankurah.storage.PropertyState;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The properties of one state, immutable, in two arrays sorted by code point. */
public final class PropertyMap extends AbstractMap<String, PropertyState> implements SortedMap<String, PropertyState> {
    public static final PropertyMap EMPTY = new PropertyMap(new String[0], new PropertyState[0]);

    private static final Comparator<String> ORDER = Strings::compareCodePoints;

    private final String[] names;
    private final PropertyState[] states;

    /** Takes the arrays over; the names are sorted and distinct. */
    PropertyMap(String[] names, PropertyState[] states) {
        this.names = names;
        this.states = states;
    }

    public static PropertyMap of(Map<String, PropertyState> properties) {
        return properties instanceof PropertyMap map ? map : EMPTY.with(properties);
    }

    /** Takes the arrays over; the names are sorted and distinct. */
    public static PropertyMap ofSorted(String[] names, PropertyState[] states) {
        for (int i = 1; i < names.length; i++) {
            if (Strings.compareCodePoints(names[i - 1], names[i]) >= 0) {
                throw new IllegalArgumentException("'" + names[i] + "' stands behind '" + names[i - 1] + "'");
            }
        }
        return new PropertyMap(names, states);
    }

    /** This map with some properties added or replaced. */
    public PropertyMap with(Map<String, PropertyState> changed) {
        if (names.length == 0 && changed instanceof PropertyMap first) {
            return first;
        }
        String[] added = changed.keySet().toArray(new String[0]);
        if (added.length > 1) {
            Arrays.sort(added, ORDER);
        }
        String[] nextNames = new String[names.length + added.length];
        PropertyState[] nextStates = new PropertyState[nextNames.length];
        int size = 0;
        int mine = 0;
        for (String name : added) {
            while (mine < names.length && Strings.compareCodePoints(names[mine], name) < 0) {
                nextNames[size] = names[mine];
                nextStates[size++] = states[mine++];
            }
            if (mine < names.length && names[mine].equals(name)) {
                mine++;
            }
            nextNames[size] = name;
            nextStates[size++] = Objects.requireNonNull(changed.get(name));
        }
        int rest = names.length - mine;
        System.arraycopy(names, mine, nextNames, size, rest);
        System.arraycopy(states, mine, nextStates, size, rest);
        size += rest;
        return size == nextNames.length
                ? new PropertyMap(nextNames, nextStates)
                : new PropertyMap(Arrays.copyOf(nextNames, size), Arrays.copyOf(nextStates, size));
    }

    public String name(int index) {
        return names[index];
    }

    public PropertyState state(int index) {
        return states[index];
    }

    public @Nullable PropertyState find(String name) {
        int at = Arrays.binarySearch(names, name, ORDER);
        return at < 0 ? null : states[at];
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable PropertyState get(@Nullable Object key) {
        return key instanceof String name ? find(name) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Comparator<? super String> comparator() {
        return ORDER;
    }

    @Override
    public SortedMap<String, PropertyState> subMap(String from, String to) {
        return slice(rank(from), rank(to));
    }

    @Override
    public SortedMap<String, PropertyState> headMap(String to) {
        return slice(0, rank(to));
    }

    @Override
    public SortedMap<String, PropertyState> tailMap(String from) {
        return slice(rank(from), names.length);
    }

    private int rank(String name) {
        int at = Arrays.binarySearch(names, name, ORDER);
        return at < 0 ? ~at : at;
    }

    private PropertyMap slice(int from, int to) {
        if (from > to) {
            throw new IllegalArgumentException("the lower bound is above the upper one");
        }
        return new PropertyMap(Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(states, from, to));
    }

    @Override
    public String firstKey() {
        return key(0);
    }

    @Override
    public String lastKey() {
        return key(names.length - 1);
    }

    private String key(int index) {
        if (names.length == 0) {
            throw new NoSuchElementException("no properties");
        }
        return names[index];
    }

    @Override
    public Set<Entry<String, PropertyState>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Entry<String, PropertyState>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, PropertyState>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < names.length;
        }

        @Override
        public Entry<String, PropertyState> next() {
            if (at == names.length) {
                throw new NoSuchElementException("no more properties");
            }
            return new SimpleImmutableEntry<>(names[at], states[at++]);
        }
    }
}
