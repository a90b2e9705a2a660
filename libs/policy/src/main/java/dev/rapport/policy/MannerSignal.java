package dev.rapport.policy;

/** What words of a manners table signal: of a seller's tone, of a buyer's mood. */
public enum MannerSignal implements TextSignal {
    /** MSG-13: "hello", "dear". */
    GREETING,
    /** MSG-13: "thank you", "please". */
    COURTESY,
    /** MSG-13, MSG-21: "we are sorry", "I understand". */
    EMPATHY,
    /** MSG-13: says what happens or what the buyer can do: "we will check", "please send us". */
    NEXT_STEP,
    /** MSG-13: "not our problem". */
    BRUSH_OFF,
    /** MSG-21: "but", "however". */
    TURN,
    /** MSG-21: "you may need". */
    VAGUE,
    /** MSG-21: recommends a product. */
    RECOMMENDATION,
    /** MSG-12: says nothing: "please wait", "processing". */
    FILLER,
    /** MSG-12: small words around {@link #FILLER}. */
    GLUE,
    /** MSG-13: a buyer feels treated coldly. */
    COLD,
    /** MSG-06: a buyer is in haste. */
    URGENT,
    /** MSG-06: a buyer is angry. */
    ANGRY,
    /** MSG-13, MSG-21: a buyer complains. */
    COMPLAINT,
    /** MSG-19: asks without a question mark: "please let us know". */
    QUESTION,
    /** MSG-18: wants their data erased. */
    ERASURE,
    /** MSG-18: wants to see their data. */
    ACCESS,
    /** MSG-20: all that a trivial order note says. */
    TRIVIAL,
    /** MSG-22: of a parcel nobody has taken: "left at the door". */
    LEFT_AT_DOOR,
    /** MSG-22: of a parcel somebody else has taken: "neighbour". */
    NEIGHBOUR,
    /** MSG-22: "never arrived". */
    NOT_RECEIVED,
    /** MSG-22: "a bit darker". */
    SLIGHT,
    /** MSG-22: as described, and not liked: "not my style". */
    TASTE
}
