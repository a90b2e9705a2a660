/**
 * How far what is answered lags behind what is on Kafka, whichever process counts: a consumer that is stuck shows as a lag that
 * grows.
 */
@NullMarked
package dev.rapport.score.freshness;

import org.jspecify.annotations.NullMarked;
