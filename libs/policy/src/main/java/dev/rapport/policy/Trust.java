package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;

/**
 * MSG-13: trust scores and coldness.
 *
 * @param supervisorBelow a trust score under this …
 * @param supervisorAfter … so many times in a row by one agent in one conversation calls a supervisor
 * @param coldnessAbove share of buyer messages or reviews with cold words that raises an alert …
 * @param coldnessWithin … over this long
 */
public record Trust(int supervisorBelow, int supervisorAfter, double coldnessAbove, Duration coldnessWithin) {
    public Trust {
        new Checks()
                .between("supervisorBelow", supervisorBelow, 0, 100)
                .positive("supervisorAfter", supervisorAfter)
                .rate("coldnessAbove", coldnessAbove)
                .positive("coldnessWithin", coldnessWithin)
                .verify();
    }
}
