@NullMarked
package dev.rapport.care.need.model;

import org.jspecify.annotations.NullMarked;
