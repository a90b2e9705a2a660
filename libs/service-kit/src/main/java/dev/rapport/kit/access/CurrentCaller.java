package dev.rapport.kit.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller of the request under way and the seller its path names, as {@link AccessFilter} found them. Inject it where a
 * resource or the tenancy needs them; outside an {@code /api} request every method throws {@link IllegalStateException}.
 */
@RequestScoped
public class CurrentCaller {

    private final RoutingContext request;

    @Inject
    public CurrentCaller(RoutingContext request) {
        this.request = request;
    }

    public Caller caller() {
        return granted().caller();
    }

    /** The seller in the path, already allowed to this caller; null on routes over all of a token's sellers. */
    public @Nullable String sellerOrNull() {
        return granted().sellerId();
    }

    /** The seller in the path. */
    public String seller() {
        String seller = sellerOrNull();
        if (seller == null) {
            throw new IllegalStateException("this route names no seller");
        }
        return seller;
    }

    /** What this request may see: the one seller of its path, else all of the token's, or {@link Caller#EVERY_SELLER} alone. */
    public Set<String> visibleSellers() {
        String seller = sellerOrNull();
        return seller == null ? caller().sellers() : Set.of(seller);
    }

    private Granted granted() {
        Granted granted = Granted.of(request);
        if (granted == null) {
            throw new IllegalStateException("no request that passed the access filter is under way");
        }
        return granted;
    }
}
