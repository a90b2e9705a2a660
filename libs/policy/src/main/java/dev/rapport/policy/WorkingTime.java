package dev.rapport.policy;

import dev.rapport.events.WorkingHours;
import java.time.ZoneId;

/**
 * MSG-04: the working hours of a seller whose profile names none.
 *
 * @param zone their IANA time zone
 * @param hours weekly shifts and holidays in that zone
 */
public record WorkingTime(ZoneId zone, WorkingHours hours) {}
