package dev.rapport.message.conversation.model;

import dev.rapport.policy.Trust;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MSG-13: how little agents' messages in one conversation can be trusted.
 *
 * @param runs by agent, how many of an agent's last messages in it were below the pack's line, one after the other; none is left out
 * @param call of a supervisor; null while none is called
 */
public record LowTrust(Map<String, Integer> runs, @Nullable Call call) {

    public static final LowTrust NONE = new LowTrust(Map.of(), null);

    /**
     * A supervisor is called.
     *
     * @param agentId whose messages are the reason
     * @param messageId the one that made it too many
     */
    public record Call(String agentId, String messageId, Instant at) {}

    public LowTrust {
        runs = Map.copyOf(runs);
    }

    /** What an agent's message changes: the run goes on or ends; a call ends when the agent does better or somebody else writes. */
    public LowTrust after(String agentId, int trust, String messageId, Instant at, Trust rules) {
        boolean low = trust < rules.supervisorBelow();
        int run = low ? runs.getOrDefault(agentId, 0) + 1 : 0;
        var now = new HashMap<>(runs);
        if (run == 0) {
            now.remove(agentId);
        } else {
            now.put(agentId, run);
        }
        Call standing = call != null && call.agentId.equals(agentId) && low ? call : null;
        boolean calls = standing == null && run >= rules.supervisorAfter();
        return new LowTrust(now, calls ? new Call(agentId, messageId, at) : standing);
    }
}
