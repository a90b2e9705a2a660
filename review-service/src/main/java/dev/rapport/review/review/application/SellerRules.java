package dev.rapport.review.review.application;

import dev.rapport.policy.Pack;
import dev.rapport.review.classification.Classifier;

/**
 * The rules one seller is under at one moment.
 *
 * @param pack the version in force
 * @param classifier by its keyword table
 */
public record SellerRules(Pack pack, Classifier classifier) {}
