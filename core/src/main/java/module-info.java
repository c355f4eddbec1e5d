/** Entities, policies, live queries, sync and nodes. */
@SuppressWarnings("module") // the rooms above that share the helpers below are not there when this one is compiled
module ankurah.core {
    requires transitive ankurah.signals;
    requires transitive ankurah.storage;
    requires transitive ankurah.text;
    requires static org.jspecify;

    exports ankurah.core;
    exports ankurah.core.jvm;
    exports ankurah.core.model;
    exports ankurah.core.observe;
    exports ankurah.core.rules;
    exports ankurah.core.sync;
    exports ankurah.core.type;
    exports ankurah.core.internal.archive to
            ankurah.server,
            ankurah.cli;
    exports ankurah.core.internal.entity to
            ankurah.server,
            ankurah.client,
            ankurah.simulation,
            ankurah.web,
            ankurah.cli;
    exports ankurah.core.internal.gate to
            ankurah.server,
            ankurah.client,
            ankurah.simulation,
            ankurah.web,
            ankurah.cli;
    exports ankurah.core.internal.live to
            ankurah.server,
            ankurah.client,
            ankurah.simulation,
            ankurah.web,
            ankurah.cli;
    exports ankurah.core.internal.schema to
            ankurah.simulation,
            ankurah.web;
    exports ankurah.core.internal.sync.client to
            ankurah.simulation,
            ankurah.web;
    exports ankurah.core.internal.sync.wire to
            ankurah.web;
    exports ankurah.core.internal.type to
            ankurah.server,
            ankurah.simulation,
            ankurah.cli;
}
