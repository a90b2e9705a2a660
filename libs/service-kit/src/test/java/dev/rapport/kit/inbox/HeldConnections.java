package dev.rapport.kit.inbox;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A source of connections that can hold up who asks for one: so a consumer falls asleep with a batch in its hands. */
final class HeldConnections implements DataSource {

    private final DataSource source;
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile @Nullable CountDownLatch release;

    HeldConnections(DataSource source) {
        this.source = source;
    }

    /** Holds the next one up until the latch given is counted down. */
    CountDownLatch holdTheNext() {
        CountDownLatch latch = new CountDownLatch(1);
        release = latch;
        return latch;
    }

    void awaitHeld() throws InterruptedException {
        asked.await();
    }

    @Override
    public Connection getConnection() throws SQLException {
        CountDownLatch latch = release;
        if (latch != null) {
            release = null;
            asked.countDown();
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return source.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.getConnection(user, password);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
