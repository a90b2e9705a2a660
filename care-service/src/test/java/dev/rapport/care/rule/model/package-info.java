@NullMarked
package dev.rapport.care.rule.model;

import org.jspecify.annotations.NullMarked;
