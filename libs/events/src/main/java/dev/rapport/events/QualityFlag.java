package dev.rapport.events;

/** MSG-12: why a sent message counts as low quality. */
public enum QualityFlag {
    REPEATED,
    EMPTY,
    OVER_TEMPLATED,
    UNATTENDED_AUTO_REPLY
}
