package dev.rapport.text.privacy;

import dev.rapport.policy.MannerSignal;
import dev.rapport.text.manner.Spoken;
import java.util.EnumSet;
import java.util.Set;

/** MSG-18: what a person may ask of who holds their data. */
public enum DataRequest {
    /** That it be erased. */
    ERASURE(MannerSignal.ERASURE),
    /** To see it. */
    ACCESS(MannerSignal.ACCESS);

    private final MannerSignal signal;

    DataRequest(MannerSignal signal) {
        this.signal = signal;
    }

    /** What a buyer's text asks for; nothing, as a rule. */
    public static Set<DataRequest> in(Spoken message) {
        Set<DataRequest> requests = EnumSet.noneOf(DataRequest.class);
        for (DataRequest request : values()) {
            if (message.has(request.signal)) {
                requests.add(request);
            }
        }
        return requests;
    }
}
