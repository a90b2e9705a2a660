@NullMarked
package dev.rapport.kit.tenancy;

import org.jspecify.annotations.NullMarked;
