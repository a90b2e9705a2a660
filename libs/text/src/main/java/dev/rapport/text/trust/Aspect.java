package dev.rapport.text.trust;

/** What earns trust. */
public enum Aspect {
    COURTESY,
    CLARITY,
    BREVITY,
    NEXT_STEP,
    EMPATHY,
    /** Takes points away. */
    BRUSH_OFF
}
