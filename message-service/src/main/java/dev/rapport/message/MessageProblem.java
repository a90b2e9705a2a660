package dev.rapport.message;

import dev.rapport.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Everything message-service refuses that other services do not. */
public enum MessageProblem implements ProblemType {
    TOO_MANY_EVENTS(413, "The batch has too many events", null),
    TEXT_BLOCKED(422, "The text says what must not leave", "MSG-10"),
    SENDING_FROZEN(423, "Sending is frozen", "MSG-11"),
    IN_OTHER_HANDS(409, "Another agent has it in hand", "MSG-17"),
    NO_AGENT_FREE(409, "No agent is free for this", "MSG-17"),
    BUYER_ERASED(409, "The buyer's data has been erased", "MSG-18"),
    NOT_AFTER_SALE(409, "There is no case in this conversation", "MSG-22"),
    FILTER_NAME_TAKEN(409, "There is a filter of this name", null),
    NOT_TO_BE_TRIED_AGAIN(409, "It is not to be tried again", "MSG-15"),
    NOBODY_WAITS(409, "No buyer waits for this", "MSG-03"),
    PROMISE_SETTLED(409, "What became of the promise is settled", "MSG-16"),
    TARGET_REFUSED(422, "A webhook cannot go there", "MSG-15"),
    ALREADY_ESCALATED(409, "It is escalated already", "MSG-14"),
    STEP_NOT_OPEN(409, "The step is not to be done", "MSG-14"),
    UNKNOWN_ZONE(422, "There is no such time zone", "MSG-04"),
    UNKNOWN_VARIABLE(422, "There is no such variable", "MSG-08"),
    VALUE_MISSING(422, "A variable has no value", "MSG-08"),
    NO_TEXT_IN_LANGUAGE(422, "The template has no text in this language", "MSG-08"),
    TEMPLATE_FAULTY(422, "The template has variables that cannot be filled in", "MSG-08"),
    TEXT_EMPTY(422, "The text says nothing", "MSG-20"),
    TEXT_TOO_LONG(422, "The text is longer than the marketplace takes", "MSG-20"),
    TEXT_HAS_CONTROL_CHARACTERS(422, "The text has control characters", "MSG-20"),
    TEXT_HAS_UNPAIRED_SURROGATES(422, "The text has half characters", "MSG-20"),
    TEXT_HAS_MARKUP(422, "The marketplace takes no HTML", "MSG-20");

    private final int status;
    private final String title;
    private final @Nullable String rule;

    MessageProblem(int status, String title, @Nullable String rule) {
        this.status = status;
        this.title = title;
        this.rule = rule;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public @Nullable String rule() {
        return rule;
    }
}
