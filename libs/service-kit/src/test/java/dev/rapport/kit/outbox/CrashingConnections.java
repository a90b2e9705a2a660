package dev.rapport.kit.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections that the network takes away the moment a certain statement would be sent, so many times. */
final class CrashingConnections implements OutboxRelay.Connections {

    private final DataSource source;
    private final String statement;
    private final AtomicInteger left;

    CrashingConnections(DataSource source, String statement, int times) {
        this.source = source;
        this.statement = statement;
        this.left = new AtomicInteger(times);
    }

    @Override
    public Connection open() throws SQLException {
        Connection real = source.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")
                            && arguments[0].toString().startsWith(statement)
                            && left.getAndDecrement() > 0) {
                        real.close();
                        throw new SQLException("the network is gone", "08006");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
