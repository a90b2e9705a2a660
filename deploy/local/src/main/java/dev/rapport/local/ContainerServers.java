package dev.rapport.local;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import dev.rapport.local.process.Ports;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.process.Wait;
import dev.rapport.local.server.ServiceDatabase;
import dev.rapport.local.server.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** {@link Servers} as containers. Ports are fixed at the first start, so that a restarted server is found again. */
final class ContainerServers implements Servers {

    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "for-tests-only";
    private static final Duration READY = Duration.ofSeconds(60);

    private final PostgreSQLContainer postgres;
    private final KafkaContainer kafka;
    private final Server postgresServer;
    private final Server broker;
    private final FreshDatabases databases = new FreshDatabases(this);

    ContainerServers() {
        List<Integer> ports = Ports.free(2);
        this.postgres = new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
                .withUsername(SUPERUSER)
                .withPassword(PASSWORD)
                .withCreateContainerCmdModifier(
                        command -> bind(Objects.requireNonNull(command.getHostConfig()), ports.get(0), 5432));
        postgres.setCommand("postgres", "-c", "max_connections=200", "-c", "fsync=off", "-c", "timezone=UTC");
        this.kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.1.1"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withCreateContainerCmdModifier(
                        command -> bind(Objects.requireNonNull(command.getHostConfig()), ports.get(1), 9092));
        postgres.start();
        kafka.start();
        this.postgresServer = new ContainerServer("PostgreSQL", postgres, this::takesConnections);
        this.broker = new ContainerServer("Kafka", kafka, this::serves);
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/" + database;
    }

    @Override
    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, PASSWORD);
    }

    @Override
    public ServiceDatabase createDatabase(String name) {
        return databases.create(name);
    }

    @Override
    public String kafka() {
        return kafka.getBootstrapServers();
    }

    @Override
    public void createTopics() {
        Topics.create(kafka());
    }

    @Override
    public Server postgres() {
        return postgresServer;
    }

    @Override
    public Server broker() {
        return broker;
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }

    private static void bind(HostConfig host, int hostPort, int containerPort) {
        host.withPortBindings(new PortBinding(Binding.bindPort(hostPort), new ExposedPort(containerPort)));
    }

    private boolean takesConnections() {
        try (Connection connection = superuser("postgres")) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private boolean serves() {
        try (Admin admin = Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000))) {
            return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record ContainerServer(String name, GenericContainer<?> container, BooleanSupplier ready)
            implements Server {
        @Override
        public void stop() {
            if (running()) {
                container
                        .getDockerClient()
                        .stopContainerCmd(container.getContainerId())
                        .exec();
            }
        }

        @Override
        public void kill() {
            if (running()) {
                container
                        .getDockerClient()
                        .killContainerCmd(container.getContainerId())
                        .exec();
                Wait.until(READY, () -> !running());
            }
        }

        @Override
        public void start() {
            if (!running()) {
                container
                        .getDockerClient()
                        .startContainerCmd(container.getContainerId())
                        .exec();
            }
            if (!Wait.until(READY, Duration.ofMillis(200), ready)) {
                throw new StartFailure(name + " did not get ready in its container");
            }
        }

        @Override
        public boolean running() {
            return Boolean.TRUE.equals(container
                    .getDockerClient()
                    .inspectContainerCmd(container.getContainerId())
                    .exec()
                    .getState()
                    .getRunning());
        }
    }
}
