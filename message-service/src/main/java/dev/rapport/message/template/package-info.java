/** MSG-08: the shipped library of templates and each seller's own on top of it: versions, variables, usage. */
@NullMarked
package dev.rapport.message.template;

import org.jspecify.annotations.NullMarked;
