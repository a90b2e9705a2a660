package dev.rapport.kit.tenancy;

import dev.rapport.kit.access.CurrentCaller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.sql.Connection;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Opens the transaction of {@link SellerScoped} and names its sellers to the database. The pool gives one connection per JTA
 * transaction, so the setting made here holds for what Hibernate reads in it.
 */
@SellerScoped
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class SellerScopedInterceptor {

    private final CurrentCaller caller;
    private final DataSource rest;

    @Inject
    SellerScopedInterceptor(CurrentCaller caller, DataSource rest) {
        this.caller = caller;
        this.rest = rest;
    }

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        String visible = VisibleSellers.setting(caller.visibleSellers());
        Callable<Object> work = () -> {
            try (Connection connection = rest.getConnection()) {
                VisibleSellers.set(connection, visible);
            }
            return invocation.proceed();
        };
        // Inside an outer transaction of the same request the setting is made once more, to the same value.
        return QuarkusTransaction.joiningExisting().call(work);
    }
}
