package dev.rapport.kit.tenancy;

import dev.rapport.kit.access.CurrentCaller;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/**
 * Hibernate's tenant: the seller in the request's path. On a route over several sellers there is no one tenant, and row-level security
 * alone decides; so it does, beside the tenant, everywhere else.
 */
@PersistenceUnitExtension
@RequestScoped
class CallerTenant implements TenantResolver {

    /** Of sessions outside a request and of routes over several sellers. No seller's id has a blank. */
    private static final String SEVERAL = "several sellers";

    private final CurrentCaller caller;

    @Inject
    CallerTenant(CurrentCaller caller) {
        this.caller = caller;
    }

    @Override
    public String getDefaultTenantId() {
        return SEVERAL;
    }

    @Override
    public String resolveTenantId() {
        String seller = caller.sellerOrNull();
        return seller == null ? SEVERAL : seller;
    }

    @Override
    public boolean isRoot(String tenantId) {
        return SEVERAL.equals(tenantId);
    }
}
