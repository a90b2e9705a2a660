/** What is deployed, held against what it is made from. */
@NullMarked
package dev.rapport.deploy;

import org.jspecify.annotations.NullMarked;
