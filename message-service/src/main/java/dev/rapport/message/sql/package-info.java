/** What every feature's SQL needs and JDBC does not give. */
@NullMarked
package dev.rapport.message.sql;

import org.jspecify.annotations.NullMarked;
