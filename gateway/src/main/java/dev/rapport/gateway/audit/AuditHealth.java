package dev.rapport.gateway.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the audit log is written. Data only: without it reads are still passed on. */
@Readiness
@ApplicationScoped
class AuditHealth implements HealthCheck {

    private final AuditLog log;

    @Inject
    AuditHealth(AuditLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audit")
                .up()
                .withData("log", log.writes() ? "written" : "away")
                .build();
    }
}
