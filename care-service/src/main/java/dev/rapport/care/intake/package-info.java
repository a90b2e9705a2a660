/**
 * What care-service reads from Kafka and where it goes. {@link dev.rapport.care.intake.CareTopics} names every topic and
 * type; {@link dev.rapport.care.intake.CareIntake} applies a batch.
 */
@NullMarked
package dev.rapport.care.intake;

import org.jspecify.annotations.NullMarked;
