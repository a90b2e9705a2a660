package dev.rapport.message.order.model;

/** One product of one seller. */
public record ProductKey(String sellerId, String productId) {}
