package dev.rapport.kit.database;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of the worker role outside of any pool, for what stays with a session: locks and LISTEN. */
@Singleton
final class WorkerLogin {

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    @Inject
    WorkerLogin(
            @ConfigProperty(name = "quarkus.datasource.worker.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.worker.username") String user,
            @ConfigProperty(name = "quarkus.datasource.worker.password") String password,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName(service + "-relay");
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(3);
    }

    /** A new connection. */
    Connection connect() throws SQLException {
        return source.getConnection();
    }
}
