package dev.rapport.message.conversation.model;

/**
 * An open turn as it stood before one of our messages responded to it or answered it: what it goes back to when the marketplace refuses
 * that message (MSG-15).
 *
 * @param turn open
 * @param watch over it then
 */
public record TurnBefore(Turn turn, Watch watch) {

    public TurnBefore {
        if (!turn.open()) {
            throw new IllegalArgumentException("an answered turn has nothing to go back to");
        }
    }
}
