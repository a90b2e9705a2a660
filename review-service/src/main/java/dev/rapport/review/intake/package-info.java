/** What this service reads from Kafka, and how a batch is applied. */
@NullMarked
package dev.rapport.review.intake;

import org.jspecify.annotations.NullMarked;
