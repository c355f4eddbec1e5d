package ankurah.simulation;

import ankurah.core.Node;
import ankurah.event.Event;
import ankurah.query.Query;
import ankurah.signals.Signal;
import ankurah.storage.StorageEngine;
import ankurah.text.TextDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The whole system and its simulator, loaded once more beside the ones that run the tests, with changes. */
final class LoadedSystem implements AutoCloseable {
    /** One class of each module that the simulator runs on. */
    private static final List<Class<?>> MODULES = List.of(
            Event.class,
            Signal.class,
            TextDocument.class,
            Query.class,
            StorageEngine.class,
            Node.class,
            Simulation.class,
            Hunt.class);

    /** Whose classes are changed so that strands are switched in them. */
    private static final String SWITCHED = "ankurah.core.";

    private static final int WARM_UP_SEEDS = 2;
    private static final int WARM_UP_STEPS = 200;

    private final Loader loader;
    private final Function<String, String> hunt;

    /** What is loaded for a class. */
    @FunctionalInterface
    interface Change {
        /** @param compiled null if the class is not among those that were compiled with the system */
        byte @Nullable [] of(String name, byte @Nullable [] compiled);
    }

    LoadedSystem(Change change) {
        this(change, Hunt.class);
    }

    private LoadedSystem(Change change, Class<?> hunting) {
        try {
            List<URL> urls = new ArrayList<>();
            for (Path place : places()) {
                urls.add(place.toUri().toURL());
            }
            loader = new Loader(urls.toArray(URL[]::new), change);
            @SuppressWarnings("unchecked")
            Function<String, String> made = (Function<String, String>)
                    loader.loadClass(hunting.getName()).getDeclaredConstructor().newInstance();
            hunt = made;
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("the system cannot be loaded anew", e);
        }
    }

    /**
     * One whose strands are switched anywhere. It has run once before it is given, for what is done once in a process is done differently
     * then, and settings would not do the same again.
     *
     * @param change made before
     */
    static LoadedSystem switched(Change change) {
        LoadedSystem system = new LoadedSystem(
                (name, compiled) -> {
                    byte[] bytes = change.of(name, compiled);
                    return bytes != null && name.startsWith(SWITCHED) ? Switched.classOf(bytes) : bytes;
                },
                SwitchedHunt.class);
        for (int seed = 0; seed < WARM_UP_SEEDS; seed++) {
            String unused = system.hunt(Settings.of(seed, WARM_UP_STEPS, 3).toString());
        }
        return system;
    }

    /** What goes wrong with settings; an empty text if nothing does. */
    String hunt(String settings) {
        return hunt.apply(settings);
    }

    /** Where its classes are. */
    static List<Path> places() {
        List<Path> places = new ArrayList<>();
        for (Class<?> module : MODULES) {
            try {
                places.add(Path.of(module.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(module + " lies nowhere", e);
            }
        }
        return places;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static final class Loader extends URLClassLoader {
        private final Change change;

        Loader(URL[] urls, Change change) {
            super(urls, LoadedSystem.class.getClassLoader());
            this.change = change;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("ankurah.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = change.of(name, compiled(name));
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        private byte @Nullable [] compiled(String name) throws ClassNotFoundException {
            URL place = findResource(name.replace('.', '/') + ".class");
            if (place == null) {
                return null;
            }
            try (InputStream in = place.openStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
