package dev.rapport.local.feed;

/** The suite did not take or apply what was imported for so long that somebody should look; the message says where it hangs. */
public final class Stalled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stalled(String message) {
        super(message);
    }
}
