package dev.rapport.gateway.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the live streams of this process. */
@ConfigMapping(prefix = "rapport.gateway.live")
public interface LiveConfig {

    /** Streams open at once; more are refused with 503. */
    @WithDefault("10000")
    int streams();

    /** Bytes that may wait for one reader beside what its connection holds; one that lets more gather is dropped. */
    @WithDefault("524288")
    int pendingBytes();

    /** How often every stream gets a sign of life; one whose reader has taken nothing for three of them is dropped. */
    @WithDefault("15S")
    Duration heartbeat();

    /** How long ago an event may have been told for a stream to go on behind it. */
    @WithDefault("1H")
    Duration resume();

    /** How long the log is read on after the last stream has closed. */
    @WithDefault("1M")
    Duration linger();
}
