package dev.rapport.review.review.application;

import dev.rapport.policy.Pack;
import dev.rapport.review.classification.Classifier;
import dev.rapport.review.classification.Tone;
import dev.rapport.text.screening.Screening;

/**
 * The rules one seller is under at one moment.
 *
 * @param pack the version in force
 * @param classifier by its keyword table
 * @param tone by its table of tone
 * @param screening MSG-10, one rule set for all that is sent
 */
public record SellerRules(Pack pack, Classifier classifier, Tone tone, Screening screening) {}
