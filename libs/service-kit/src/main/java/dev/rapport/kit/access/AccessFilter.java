package dev.rapport.kit.access;

import jakarta.enterprise.context.ApplicationScoped;

/** Holds every request under {@code /api} against the token and {@link AccessTable}, before its headers or body are acted on. */
@ApplicationScoped
public class AccessFilter {}
