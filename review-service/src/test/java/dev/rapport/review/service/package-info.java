@NullMarked
package dev.rapport.review.service;

import org.jspecify.annotations.NullMarked;
