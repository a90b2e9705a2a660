/** Finding a template, filling it in with what is known of a case. */
@NullMarked
package dev.rapport.message.template.application;

import org.jspecify.annotations.NullMarked;
