@NullMarked
package dev.rapport.local.server;

import org.jspecify.annotations.NullMarked;
