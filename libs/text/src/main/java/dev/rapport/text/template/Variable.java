package dev.rapport.text.template;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** MSG-08: what a template may name, as <code>{{order.id}}</code>. The list is closed: a misspelt name must not reach a buyer. */
public enum Variable {
    BUYER_NAME("buyer.name"),
    BUYER_COUNTRY("buyer.country"),
    STORE_NAME("store.name"),
    AGENT_NAME("agent.name"),
    ORDER_ID("order.id"),
    ORDER_DATE("order.date"),
    ORDER_AMOUNT("order.amount"),
    ORDER_ADDRESS("order.address"),
    PRODUCT_NAME("product.name"),
    PRODUCT_OPTION("product.option"),
    PRODUCT_ALTERNATIVE("product.alternative"),
    PRODUCT_MEASURE("product.measure"),
    PRODUCT_PRICE("product.price"),
    STOCK_DATE("stock.date"),
    TRACKING_NUMBER("tracking.number"),
    TRACKING_CARRIER("tracking.carrier"),
    TRACKING_STATUS("tracking.status"),
    TRACKING_PLACE("tracking.place"),
    TRACKING_DATE("tracking.date"),
    SHIPPING_DATE("shipping.date"),
    SHIPPING_DAYS("shipping.days"),
    DELIVERY_DATE("delivery.date"),
    REFUND_AMOUNT("refund.amount"),
    REFUND_DATE("refund.date"),
    COUPON_CODE("coupon.code"),
    COUPON_AMOUNT("coupon.amount"),
    RETURN_ADDRESS("return.address"),
    RETURN_DATE("return.date"),
    CUSTOMS_FEE("customs.fee"),
    REPLY_TIME("reply.time"),
    ISSUE("issue");

    private static final Map<String, Variable> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Variable::written, Function.identity()));

    private final String written;

    Variable(String written) {
        this.written = written;
    }

    /** The name between the braces. */
    public String written() {
        return written;
    }

    /** The variable of that name. */
    public static Optional<Variable> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All names. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }
}
