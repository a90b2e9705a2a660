package dev.rapport.policy;

/** What a phrase of a keyword table signals. */
public sealed interface TextSignal permits MannerSignal, PromiseSignal, ScreeningSignal {}
