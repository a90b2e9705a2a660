/**
 * A seller sees its own rows and nobody else's, twice over: Hibernate adds the tenant to every query of an entity, and PostgreSQL's
 * row-level security checks every row of every statement, native ones too, against the transaction-local setting
 * {@code rapport.sellers}. Without that setting the rest role sees nothing.
 */
@NullMarked
package dev.rapport.kit.tenancy;

import org.jspecify.annotations.NullMarked;
