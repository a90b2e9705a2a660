/** Clusters without a database. */
@NullMarked
package dev.rapport.review.cluster.model;

import org.jspecify.annotations.NullMarked;
