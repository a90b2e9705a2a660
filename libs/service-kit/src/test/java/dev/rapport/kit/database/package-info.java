@NullMarked
package dev.rapport.kit.database;

import org.jspecify.annotations.NullMarked;
