package dev.rapport.local.feed;

import dev.rapport.events.Envelope;
import dev.rapport.events.RapportEvent;
import java.nio.file.Path;

/** One line of an import file, read. */
sealed interface InputLine {

    /** The file it is from. */
    Path file();

    /** Its number there, from 1. */
    long number();

    /** An event of the contract. */
    record Good(Path file, long number, Envelope envelope, RapportEvent event) implements InputLine {}

    /** A type this version does not know: not an error, but nobody would read it either. */
    record Unknown(Path file, long number, String type) implements InputLine {}

    /** No event. @param reason in words, without text of the line */
    record Bad(Path file, long number, String reason) implements InputLine {}
}
