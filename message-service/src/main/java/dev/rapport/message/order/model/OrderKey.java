package dev.rapport.message.order.model;

/** One order of one seller. */
public record OrderKey(String sellerId, String orderId) {}
