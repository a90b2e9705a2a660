/** This service's database, fresh and migrated, without the service. */
@NullMarked
package dev.rapport.care.database;

import org.jspecify.annotations.NullMarked;
