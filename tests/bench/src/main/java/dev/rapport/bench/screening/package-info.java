/** How long the screening of a text takes, by JMH. */
@NullMarked
package dev.rapport.bench.screening;

import org.jspecify.annotations.NullMarked;
