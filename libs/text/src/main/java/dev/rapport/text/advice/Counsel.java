package dev.rapport.text.advice;

/** What is advised against. */
enum Counsel {
    LANGUAGE("MSG-21.language", "not in the buyer's language"),
    EARLY_RECOMMENDATION("MSG-21.early-recommendation", "recommends a product in the first exchange"),
    DEAR_RECOMMENDATION("MSG-21.dear-recommendation", "recommends a product that is dear beside the order"),
    VAGUE("MSG-21.vague", "recommends with vague words"),
    TABOO("MSG-21.taboo", ""),
    EMPATHY("MSG-21.empathy", "answers a complaint without a word of understanding"),
    TURN("MSG-21.turn-word", "answers a complaint with a \"but\" before any understanding"),
    CASE("MSG-21.case-detail", "names no order, buyer or detail of this case");

    private final String id;
    private final String reason;

    Counsel(String id, String reason) {
        this.id = id;
        this.reason = reason;
    }

    String id() {
        return id;
    }

    String reason() {
        return reason;
    }
}
