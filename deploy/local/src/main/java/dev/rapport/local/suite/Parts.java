package dev.rapport.local.suite;

import dev.rapport.local.process.LearnedStart;
import dev.rapport.local.process.ManagedProcess;
import dev.rapport.local.server.KafkaBroker;
import dev.rapport.local.server.PostgresServer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The three sorts of {@link Part}. */
final class Parts {

    private Parts() {}

    record Database(PostgresServer server, PortPlan plan) implements Part {
        @Override
        public ManagedProcess process() {
            return server.process();
        }

        @Override
        public void launch() {
            server.launch();
        }

        @Override
        public boolean ready() {
            return server.takesConnections();
        }

        @Override
        public List<PortPlan.Use> ports() {
            return plan.of(name());
        }
    }

    record Broker(
            KafkaBroker server, PortPlan plan, @Nullable LearnedStart learned) implements Part {
        @Override
        public void keepLearned() {
            server.keepLearned();
        }

        @Override
        public ManagedProcess process() {
            return server.process();
        }

        @Override
        public void launch() {
            server.launch();
        }

        @Override
        public boolean ready() {
            return server.serves();
        }

        @Override
        public List<PortPlan.Use> ports() {
            return plan.of(name());
        }
    }

    record OwnService(
            ServiceProcess service,
            ServiceEnvironment environment,
            PortPlan plan,
            @Nullable LearnedStart learned) implements Part {
        @Override
        public void keepLearned() {
            service.keepLearned();
        }

        @Override
        public ManagedProcess process() {
            return service.process();
        }

        @Override
        public void launch() {
            if (process().running().isEmpty()) {
                Map<String, String> variables = environment.of(service.service());
                service.launch(variables);
            }
        }

        @Override
        public boolean ready() {
            return service.ready();
        }

        @Override
        public boolean outdated() {
            return service.outdated();
        }

        @Override
        public List<PortPlan.Use> ports() {
            return plan.of(name());
        }
    }
}
