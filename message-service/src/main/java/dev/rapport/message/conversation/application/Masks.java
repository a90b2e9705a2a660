package dev.rapport.message.conversation.application;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.Pack;
import dev.rapport.text.privacy.PersonalData;
import dev.rapport.text.screening.Screenings;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** MSG-18: what identifies a person, masked in texts of a conversation whose buyer has asked about their data. What is kept stays as it is. */
public final class Masks {

    private final Screenings screenings;
    private final SellerClockBook clockBook;
    private final Clock clock;

    public Masks(Screenings screenings, SellerClockBook clockBook, Clock clock) {
        this.screenings = screenings;
        this.clockBook = clockBook;
        this.clock = clock;
    }

    /** By the rules of a seller. */
    public UnaryOperator<String> of(SellerChanged profile) {
        Pack pack = clockBook.of(profile).rules(clock.instant());
        return new PersonalData(screenings.of(pack))::mask;
    }
}
