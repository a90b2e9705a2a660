/** What the rest of the service may ask of disputes. */
@NullMarked
package dev.rapport.care.dispute.application;

import org.jspecify.annotations.NullMarked;
