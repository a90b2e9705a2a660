package dev.rapport.gateway.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the live streams are fed. Data only: requests are passed on whether or not the broker is there. */
@Readiness
@ApplicationScoped
class LiveHealth implements HealthCheck {

    private final LiveFeed feed;

    @Inject
    LiveHealth(LiveFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("live")
                .up()
                .withData("log", feed.state().name().toLowerCase(Locale.ROOT))
                .withData("streams", feed.open())
                .build();
    }
}
