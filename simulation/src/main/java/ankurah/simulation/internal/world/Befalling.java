package ankurah.simulation.internal.world;

import ankurah.event.AnkurahException;
import ankurah.simulation.Dice;
import ankurah.simulation.Fault;
import ankurah.simulation.internal.disk.Disk;

/** Does to the system what a fault is. */
final class Befalling {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long CENTURY_MILLIS = 74L * 365 * 24 * HOUR_MILLIS;

    private final World world;

    Befalling(World world) {
        this.world = world;
    }

    void strike(Fault fault, ClientHost client, Dice dice) {
        ServerHost server = world.server();
        switch (fault) {
            case CUT -> world.network().cut(client.name(), false);
            case HALF_CUT -> world.network().cut(client.name(), true);
            case PARTITION -> world.network().partition(client.name());
            case GREEDY -> world.network().makeGreedy(client.name());
            case SLOW -> world.network().slowDown(client.name());
            case CLIENT_CRASH -> {
                client.crash();
                client.start();
            }
            case CLIENT_RESTART -> {
                client.stop();
                client.start();
            }
            case SERVER_CRASH -> {
                server.crash();
                pause(dice);
                server.start();
            }
            case SERVER_RESTART -> restart(dice);
            case SYNC_FAILURE -> {
                server.disk().failOnce();
                pause(dice);
                server.crash();
                server.start();
            }
            case CLIENT_SYNC_FAILURE -> failClient(client, dice);
            case RESTORE -> restore();
            case SKEW -> machine(client, dice).clock.setOff(dice.nextLong() % HOUR_MILLIS);
            case CENTURY -> machine(client, dice).clock.setOff(dice.oneIn(2) ? 0 : CENTURY_MILLIS);
            case POLICY -> {
                server.changePolicy();
                restart(dice);
            }
            case INTERRUPT -> (dice.oneIn(4) ? server.worker() : client.worker()).interrupt();
            case RELEASE -> {
                if (dice.oneIn(3)) {
                    server.nextRelease();
                    restart(dice);
                } else {
                    client.nextRelease();
                    client.stop();
                    client.start();
                }
            }
        }
    }

    private Machine machine(ClientHost client, Dice dice) {
        return dice.oneIn(4) ? world.server().machine() : client.machine();
    }

    private void pause(Dice dice) {
        world.baton().sleep(dice.below(dice.oneIn(4) ? 20_000_000 : 300_000));
    }

    private void restart(Dice dice) {
        try {
            world.server().stop();
        } catch (AnkurahException.Unavailable e) {
            throw new IllegalStateException("the server does not close", e);
        }
        pause(dice);
        world.server().start();
    }

    private void failClient(ClientHost client, Dice dice) {
        Disk disk = client.disk();
        if (disk != null) {
            disk.failOnce();
            pause(dice);
            client.crash();
            client.start();
        }
    }

    /** The first of two such faults takes the copy, which the next puts back. */
    private void restore() {
        ServerHost server = world.server();
        if (!server.disk().hasBackup()) {
            server.disk().takeBackup();
            return;
        }
        server.crash();
        server.disk().restoreBackup();
        world.restored();
        server.start();
    }

    /** From now on nothing goes wrong. */
    void end() {
        world.server().machine().clock.setOff(0);
        for (ClientHost client : world.clients()) {
            world.network().heal(client.name());
            client.machine().clock.setOff(0);
        }
        world.network().calm();
    }
}
