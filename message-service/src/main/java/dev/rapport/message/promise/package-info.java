/** MSG-16: what is promised to buyers is kept in view until it is kept, or broken. */
@NullMarked
package dev.rapport.message.promise;

import org.jspecify.annotations.NullMarked;
